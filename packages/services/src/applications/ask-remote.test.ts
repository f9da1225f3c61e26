import { expect, test } from 'vitest'
import { httpSource } from '../facts/http-source.ts'
import { type Answer, serve } from '../facts/local-server.fixture.ts'
import type { FactQuery } from '../facts/source.ts'
import { KEY, NOW } from '../facts/source-server.fixture.ts'
import { askRemote } from './ask-remote.ts'

/** A register of permits over HTTP, asked for a list of numbers. */
const clock = { now: () => NOW }
const PERMITS = { source: 'permits', many: true } as const
const FIELDS = ['number', 'state']
const query = (number: string): FactQuery => ({
  source: 'permits',
  subject: { idKind: 'residentId', idNumber: '51011619540101001X' },
  keys: { 'form.preApprovals': number, 'applicant.idNumber': '51011619540101001X' },
  facts: FIELDS,
  itemCode: 'sole-trader-registration',
  caseNumber: null,
  purpose: 'intake:sole-trader-registration',
  requestId: 'r-1',
})

const answerTo = (body: string) => JSON.parse(body).keys['form.preApprovals'] as string

async function register(state: (number: string) => object | null, sourceAt = (_: string) => NOW) {
  const answer: Answer = (response, { body }) => {
    const number = answerTo(body)
    const held = state(number)
    if (held !== null && 'status' in held) {
      response.writeHead(503).end()
      return
    }
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ record: held, sourceAt: sourceAt(number) }))
  }
  const server = await serve(answer)
  const made = httpSource(
    {
      name: 'permits',
      url: `${server.origin}/facts`,
      keyId: 'region-510116/2026',
      key: KEY.toString('base64'),
    },
    { clock },
    'development',
  )
  if (!made.ok) throw new Error(made.failure.en)
  return { source: made.value, numbers: () => server.received.map(({ body }) => answerTo(body)) }
}

test('is a register over HTTP asked for every number of a list, and what it does not know counted?', async () => {
  const { source, numbers } = await register(
    (number) =>
      number === 'P-2' ? null : { number, state: number === 'P-3' ? 'revoked' : 'valid', holder: 'x' },
    (number) => (number === 'P-3' ? NOW - 60_000 : NOW),
  )
  const all = ['P-1', 'P-2', 'P-3', 'P-4', 'P-5', 'P-6']
  expect(await askRemote(clock, source, PERMITS, all.map(query))).toEqual({
    source: 'permits',
    state: 'answered',
    record: {
      found: [
        { number: 'P-1', state: 'valid' },
        { number: 'P-3', state: 'revoked' },
        { number: 'P-4', state: 'valid' },
        { number: 'P-5', state: 'valid' },
        { number: 'P-6', state: 'valid' },
      ],
      missing: 1,
    },
    // As old as the oldest of them.
    sourceAt: NOW - 60_000,
  })
  expect(numbers().toSorted()).toEqual(all)
})

test('where one number has no answer, has the register given none, and are no further numbers begun?', async () => {
  const { source, numbers } = await register((number) =>
    number === 'P-2' ? { status: 503 } : { number, state: 'valid' },
  )
  const all = Array.from({ length: 9 }, (_, at) => `P-${at + 1}`)
  expect(await askRemote(clock, source, PERMITS, all.map(query))).toEqual({
    source: 'permits',
    state: 'unavailable',
    reason: 'status',
  })
  expect(new Set(numbers())).toEqual(new Set(['P-1', 'P-2', 'P-3', 'P-4']))
})

test('is a list bounded in number and in time, and a key that is no list asked once?', async () => {
  const { source, numbers } = await register((number) => ({ number, state: 'valid' }))
  const long = Array.from({ length: 51 }, (_, at) => query(`P-${at}`))
  expect(await askRemote(clock, source, PERMITS, long)).toMatchObject({
    state: 'unavailable',
    reason: 'tooLarge',
  })
  expect(numbers()).toEqual([])
  let now = NOW
  const slow = { now: () => (now += 2_500) }
  expect(await askRemote(slow, source, PERMITS, long.slice(0, 20))).toMatchObject({
    state: 'unavailable',
    reason: 'timeout',
  })
  expect(numbers()).toHaveLength(4)
  expect(await askRemote(clock, source, { source: 'permits' }, [query('P-1')])).toMatchObject({
    record: { number: 'P-1', state: 'valid' },
  })
})
