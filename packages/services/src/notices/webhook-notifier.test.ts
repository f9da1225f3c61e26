import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test, vi } from 'vitest'
import { type Answer, serve } from '../facts/local-server.fixture.ts'
import { memoryNotifier } from './memory-notifier.ts'
import type { Message } from './notifier.ts'
import { type WebhookNotifierConfig, webhookNotifier } from './webhook-notifier.ts'

const NOW = Date.UTC(2026, 10, 23, 2, 0, 0)
const SECRET = `whsec_${Buffer.from('synthetic-secret-of-the-gateway!').toString('base64')}`
const NEXT_SECRET = `whsec_${Buffer.from('the-next-secret-of-the-gateway!!').toString('base64')}`
const MESSAGE: Message = {
  id: '019a0b2c-0000-7000-8000-000000000001',
  type: 'case.granted',
  at: NOW - 5_000,
  payload: { caseNumber: '5101162026112300000017', text: '您的申请已获批准。' },
}

afterEach(() => {
  vi.useRealTimers()
})

/** A gateway that verifies each message by the library of the standard before it answers. */
async function gateway(...answers: readonly [Answer, ...Answer[]]) {
  vi.setSystemTime(NOW)
  const verified: unknown[] = []
  const [first, ...rest] = answers.map((answer): Answer => {
    return (response, request) => {
      verified.push(new Webhook(SECRET).verify(request.body, request.headers))
      answer(response, request)
    }
  })
  if (first === undefined) throw new Error('no answers')
  const server = await serve(first, ...rest)
  const limits: number[] = []
  const timeout = (milliseconds: number) => {
    limits.push(milliseconds)
    return AbortSignal.timeout(milliseconds / 25)
  }
  const send = (change: Partial<WebhookNotifierConfig> = {}, message = MESSAGE) => {
    const config = { url: `${server.origin}/hooks`, secrets: [SECRET], ...change }
    const notifier = webhookNotifier(config, { clock: { now: () => NOW }, timeout }, 'development')
    if (!notifier.ok) throw new Error(notifier.failure.en)
    return notifier.value.send(message)
  }
  return { ...server, verified, limits, send }
}

const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (response) => {
    response.writeHead(code, headers).end(body)
  }

const SENT = { type: 'case.granted', timestamp: '2026-11-23T01:59:55.000Z', data: MESSAGE.payload }

test.each([200, 201, 202, 204])(
  'is a message answered %i delivered, signed and with its id?',
  async (code) => {
    const server = await gateway(status(code))
    expect(await server.send()).toEqual({ state: 'delivered', status: code })
    expect(server.verified).toEqual([SENT])
    expect(server.limits).toEqual([5_000])
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      url: '/hooks',
      headers: {
        'webhook-id': MESSAGE.id,
        'webhook-timestamp': `${NOW / 1000}`,
        'content-type': 'application/json',
      },
    })
  },
)

test('does each attempt carry the same id, so that the gateway can take it in once?', async () => {
  const server = await gateway(status(503), status(204))
  await server.send()
  await server.send()
  expect(server.received.map(({ headers }) => headers['webhook-id'])).toEqual([MESSAGE.id, MESSAGE.id])
  expect(server.verified).toEqual([SENT, SENT])
})

test('while a secret is replaced, does a message verify by the old and by the new one?', async () => {
  const server = await gateway(status(204))
  expect(await server.send({ secrets: [NEXT_SECRET, SECRET] })).toMatchObject({ state: 'delivered' })
  const [request] = server.received
  if (request === undefined) throw new Error('nothing received')
  expect(new Webhook(NEXT_SECRET).verify(request.body, request.headers)).toEqual(SENT)
  expect(server.verified).toEqual([SENT])
  const other = new Webhook(`whsec_${Buffer.from('a-secret-nobody-was-given-at-all').toString('base64')}`)
  expect(() => other.verify(request.body, request.headers)).toThrow()
})

test.each([400, 401, 403, 404, 405, 410, 413, 422, 451])(
  'is a message answered %i rejected?',
  async (code) => {
    const server = await gateway(status(code, { 'retry-after': '5' }, '手机号 13800000000'))
    expect(await server.send()).toEqual({ state: 'rejected', reason: `status ${code}` })
    expect(server.verified).toHaveLength(1)
  },
)

test.each([408, 425, 429, 500, 502, 503, 504])('is a message answered %i tried again?', async (code) => {
  const server = await gateway(status(code, {}, '手机号 13800000000'))
  expect(await server.send()).toEqual({ state: 'retry', reason: `status ${code}` })
  expect(server.verified).toHaveLength(1)
})

test.each([
  ['90', 90],
  ['100000', 3_600],
  [new Date(NOW + 61_000).toUTCString(), 61],
  [new Date(NOW - 61_000).toUTCString(), 0],
])('is Retry-After %s obeyed?', async (field, seconds) => {
  const server = await gateway(status(429, { 'retry-after': field }), status(503, { 'retry-after': field }))
  expect(await server.send()).toEqual({ state: 'retry', reason: 'status 429', retryAfterSeconds: seconds })
  expect(await server.send()).toEqual({ state: 'retry', reason: 'status 503', retryAfterSeconds: seconds })
})

test.each([301, 302, 303, 307, 308])('is a redirect by %i not followed?', async (code) => {
  const server = await gateway(status(code, { location: '/elsewhere' }), status(204))
  expect(await server.send()).toEqual({ state: 'retry', reason: 'redirect' })
  expect(server.received).toHaveLength(1)
})

test.each([
  ['is silent', () => undefined, 'timeout'],
  ['closes the connection', (response: { destroy(): void }) => response.destroy(), 'network'],
] as const)('is a message tried again when the gateway %s?', async (_what, answer, reason) => {
  const server = await gateway(answer)
  expect(await server.send()).toEqual({ state: 'retry', reason })
  expect(server.verified).toHaveLength(1)
})

test('is a message tried again when the gateway is down?', async () => {
  const server = await gateway(status(204))
  await server.close()
  expect(await server.send()).toEqual({ state: 'retry', reason: 'network' })
})

test('does a body without end neither hold the message up nor change what became of it?', async () => {
  let written = 0
  const endless = await gateway((response) => {
    response.writeHead(202)
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384
    }
    response.on('drain', more)
    more()
  })
  expect(await endless.send()).toEqual({ state: 'delivered', status: 202 })
  expect(written).toBeLessThan(8 * 1024 * 1024)
})

test('does a body that drips end with the limit and leave the verdict as it is?', async () => {
  const server = await gateway((response) => {
    response.writeHead(422)
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  })
  const startedAt = performance.now()
  expect(await server.send()).toEqual({ state: 'rejected', reason: 'status 422' })
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

test('is an id that would move the borders of what is signed a bug?', async () => {
  const server = await gateway(status(204))
  await expect(server.send({}, { ...MESSAGE, id: 'a.b' })).rejects.toThrow('message id')
  expect(server.received).toEqual([])
})

test.each([
  ['a target inside', { url: 'https://10.0.0.1/' }, 'targetRefused'],
  ['plain http', { url: 'http://gateway.example.cn/' }, 'targetRefused'],
  ['no secret', { secrets: [] }, 'secretRefused'],
  ['a short secret', { secrets: [`whsec_${btoa('x'.repeat(23))}`] }, 'secretRefused'],
  ['a secret without its prefix', { secrets: [SECRET.slice(6)] }, 'secretRefused'],
  ['a secret that is no base64', { secrets: ['whsec_***'] }, 'secretRefused'],
  ['one good and one bad secret', { secrets: [SECRET, 'whsec_AAA'] }, 'secretRefused'],
])('is a configuration with %s refused without repeating it?', (_what, change, code) => {
  const config = { url: 'https://gateway.example.cn/hooks', secrets: [SECRET], ...change }
  const made = webhookNotifier(config, { clock: { now: () => NOW } }, 'production')
  expect(made).toMatchObject({ ok: false, failure: { code } })
  for (const secret of config.secrets) expect(JSON.stringify(made)).not.toContain(secret)
})

test('does the notifier in memory take a message in once and answer as it is told?', async () => {
  const notifier = memoryNotifier()
  notifier.answerNext({ state: 'retry', reason: 'timeout' }, { state: 'delivered', status: 200 })
  expect(await notifier.send(MESSAGE)).toEqual({ state: 'retry', reason: 'timeout' })
  expect(notifier.taken.size).toBe(0)
  expect(await notifier.send(MESSAGE)).toEqual({ state: 'delivered', status: 200 })
  expect(await notifier.send({ ...MESSAGE, payload: null })).toEqual({ state: 'delivered', status: 204 })
  expect(notifier.attempts).toHaveLength(3)
  expect([...notifier.taken.values()]).toEqual([MESSAGE])
})
