import { Webhook } from 'standardwebhooks'
import { expect, test, vi } from 'vitest'
import { type Answer, serve } from '../facts/local-server.fixture.ts'
import type { Channels } from './channels.ts'
import { postToRegistered } from './registered-webhook.ts'
import { memoryResolver } from './resolver.ts'

/** A receiver that really listens on this machine: development alone may send there, and only as it is registered. */
const NOW = Date.UTC(2026, 10, 23, 2)
const KEY = `whsec_${btoa('a-key-of-the-registered-app-0001')}`
const MESSAGE = {
  id: 'row-1',
  type: 'supervision.digest',
  at: NOW,
  payload: { counts: { urge: 2 } },
}

const rules = (change: Partial<NonNullable<Channels['webhook']>> = {}): NonNullable<Channels['webhook']> => ({
  environment: 'development',
  hosts: ['127.0.0.1'],
  resolver: null,
  clock: { now: () => NOW },
  timeout: (milliseconds) => AbortSignal.timeout(milliseconds / 25),
  ...change,
})
const status =
  (code: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(code, headers).end(body)
  }

test('does a receiver that fails, delays and forgets what it took end with the message once, under one id?', async () => {
  vi.setSystemTime(NOW)
  const taken = new Map<string, unknown>()
  const take: Answer = (response, { headers, body }) => {
    const id = headers['webhook-id'] ?? ''
    const message = new Webhook(KEY).verify(body, headers)
    if (!taken.has(id)) taken.set(id, message)
    response.writeHead(204).end()
  }
  const server = await serve(
    status(503),
    () => undefined,
    // Taken in, and the answer never comes.
    (response, request) => {
      taken.set(request.headers['webhook-id'] ?? '', new Webhook(KEY).verify(request.body, request.headers))
      response.destroy()
    },
    take,
    take,
  )
  const send = async () => (await postToRegistered(rules(), `${server.origin}/in`, [KEY], MESSAGE)).delivery
  expect([await send(), await send(), await send(), await send(), await send()]).toEqual([
    { state: 'retry', reason: 'status 503' },
    { state: 'retry', reason: 'timeout' },
    { state: 'retry', reason: 'network' },
    { state: 'delivered', status: 204 },
    { state: 'delivered', status: 204 },
  ])
  expect([...taken]).toEqual([['row-1', expect.objectContaining({ data: MESSAGE.payload })]])
  vi.useRealTimers()
})

test('is what the receiver answers handed on, and a redirect not followed?', async () => {
  const server = await serve(
    status(200, '{"challenge":"x"}'),
    status(302, '', { location: '/elsewhere' }),
    status(204),
  )
  const post = () => postToRegistered(rules(), `${server.origin}/in`, [KEY], MESSAGE)
  const first = await post()
  expect(new TextDecoder().decode(first.answer ?? new Uint8Array())).toBe('{"challenge":"x"}')
  expect((await post()).delivery).toEqual({ state: 'retry', reason: 'redirect' })
  expect(server.received).toHaveLength(2)
})

test('is nothing connected to where the target is refused: another host, an address inside, a name nobody knows?', async () => {
  const server = await serve(status(204))
  const { port } = new URL(server.origin)
  const send = async (url: string, change: Partial<NonNullable<Channels['webhook']>>) =>
    (await postToRegistered(rules(change), url, [KEY], MESSAGE)).delivery
  expect(await send(`http://localhost:${port}/in`, {})).toEqual({
    state: 'rejected',
    reason: 'target unregisteredHost',
  })
  // Were it asked for, this name would lead to the very receiver that listens here.
  const named = {
    environment: 'production' as const,
    hosts: ['hooks.example.cn'],
    resolver: memoryResolver({ 'hooks.example.cn': ['127.0.0.1'] }),
    fetch: async () => expect.fail('connected'),
  }
  expect(await send('https://hooks.example.cn/in', named)).toEqual({
    state: 'rejected',
    reason: 'target resolvesPrivate',
  })
  expect(await send('https://hooks.example.cn/in', { ...named, resolver: memoryResolver({}) })).toEqual({
    state: 'retry',
    reason: 'target noSuchName',
  })
  expect(await send(server.origin, { ...named, hosts: ['127.0.0.1'] })).toEqual({
    state: 'rejected',
    reason: 'target scheme',
  })
  expect(server.received).toEqual([])
})
