import { fail, ok } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { type Answer, serve } from '../facts/local-server.fixture.ts'
import { httpsResolver, memoryResolver } from './resolver.ts'

/** A resolver on this machine: a DNS answer by type, or whatever is said instead. */
async function resolver(
  answers: { readonly A: object | string; readonly AAAA: object | string },
  status = 200,
) {
  const answer: Answer = (response, { url }) => {
    const said = url.includes('type=AAAA') ? answers.AAAA : answers.A
    response.writeHead(status, { 'content-type': 'application/dns-json' })
    response.end(typeof said === 'string' ? said : JSON.stringify(said))
  }
  const server = await serve(answer)
  const timeout = (milliseconds: number) => AbortSignal.timeout(milliseconds / 10)
  return { ...server, resolver: httpsResolver(`${server.origin}/resolve`, { timeout }) }
}
const NONE = { Status: 0 }

test('are the addresses of both families answered, and other records left out?', async () => {
  const { resolver: asked, received } = await resolver({
    A: {
      Status: 0,
      Answer: [
        { type: 5, data: 'alias.example.cn.' },
        { type: 1, data: '8.8.8.8' },
      ],
    },
    AAAA: { Status: 0, Answer: [{ type: 28, data: '2400:3200::1' }] },
  })
  expect(await asked.resolve('hooks.example.cn')).toEqual(ok(['8.8.8.8', '2400:3200::1']))
  expect(received.map(({ url }) => url).toSorted()).toEqual([
    '/resolve?name=hooks.example.cn&type=A',
    '/resolve?name=hooks.example.cn&type=AAAA',
  ])
})

test.each([
  ['no such name', { A: { Status: 3 }, AAAA: { Status: 3 } }, 'noSuchName'],
  ['no address', { A: NONE, AAAA: NONE }, 'noSuchName'],
  ['a failure of the server', { A: { Status: 2 }, AAAA: NONE }, 'unavailable'],
  ['no JSON', { A: '<html>', AAAA: NONE }, 'unavailable'],
  ['another form', { A: { Answer: 'x' }, AAAA: NONE }, 'unavailable'],
  ['more than anybody needs', { A: 'x'.repeat(40_000), AAAA: NONE }, 'unavailable'],
  [
    'one family, and nothing about the other',
    { A: { Status: 0, Answer: [{ type: 1, data: '8.8.8.8' }] }, AAAA: { Status: 2 } },
    'unavailable',
  ],
] as const)('is an answer with %s no address?', async (_what, answers, failure) => {
  const { resolver: asked } = await resolver(answers)
  expect(await asked.resolve('hooks.example.cn')).toEqual(fail(failure))
})

test('is a resolver that turns away, redirects, is silent or down unavailable?', async () => {
  const away = await resolver({ A: NONE, AAAA: NONE }, 503)
  expect(await away.resolver.resolve('a.example.cn')).toEqual(fail('unavailable'))
  const elsewhere = await resolver({ A: NONE, AAAA: NONE }, 302)
  expect(await elsewhere.resolver.resolve('a.example.cn')).toEqual(fail('unavailable'))
  const silent = await serve(() => undefined)
  const slow = httpsResolver(silent.origin, { timeout: () => AbortSignal.timeout(50) })
  expect(await slow.resolve('a.example.cn')).toEqual(fail('unavailable'))
  await away.close()
  expect(await away.resolver.resolve('a.example.cn')).toEqual(fail('unavailable'))
})

test('does the resolver in memory know its names alone?', async () => {
  const memory = memoryResolver({ 'a.example.cn': ['8.8.8.8'], 'b.example.cn': [] })
  expect(await memory.resolve('a.example.cn')).toEqual(ok(['8.8.8.8']))
  expect(await memory.resolve('b.example.cn')).toEqual(fail('noSuchName'))
  expect(await memory.resolve('toString')).toEqual(fail('noSuchName'))
})
