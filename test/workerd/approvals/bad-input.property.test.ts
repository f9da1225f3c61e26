import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Answered } from '../../kit.ts'
import {
  allowance,
  apply,
  citizen,
  everyRow,
  logged,
  must,
  nextKey,
  precheck,
  publish,
  RULES,
  settleAllowance,
  tokenOf,
} from '../../region.ts'

/** Bodies that are nearly right, or hostile: never a fault of ours, never stored when refused, never repeated. */

const aged72 = citizen('1954-05-06', 901, '演示受检人')
const sound = allowance(aged72)
const SECRET = '机密内容'

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72)
  must(await apply(await tokenOf(aged72), sound), 201)
})

type Path = readonly (string | number)[]
/** The way to every value of a body, inner ones included. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
}
/** The body with the value at `path` exchanged, or taken out when there is none. */
function changed(value: unknown, [step, ...rest]: Path, to: unknown): unknown {
  if (step === undefined) return to
  if (Array.isArray(value))
    return value.map((inner, at) => (at === Number(step) ? changed(inner, rest, to) : inner))
  const entries = Object.entries(Object(value)).map(([key, inner]) => [
    key,
    key === step ? changed(inner, rest, to) : inner,
  ])
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined))
}

const hostile = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    0,
    -1,
    2 ** 53,
    1e308,
    '',
    ' ',
    '\0',
    '\u202e',
    '㐀𠮷',
    '9'.repeat(400),
    "' OR 1=1 --",
    '2026-02-29',
    '0000-00-00',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
    { kind: 'self' },
    { toString: 1, constructor: null },
  ),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${SECRET}${text}`),
  fc.jsonValue({ maxDepth: 5 }),
  fc.double(),
  fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString().slice(0, 10)),
)
const body = fc
  .array(fc.record({ path: fc.constantFrom(...pathsOf(sound)), to: hostile }), { minLength: 1, maxLength: 3 })
  .map((changes) => changes.reduce<unknown>((held, { path, to }) => changed(held, path, to), sound))

/** What holds of every answer, whatever was sent. */
function check(answer: Answered, sent: string, allowed: readonly number[]) {
  const { status, headers, text } = answer
  expect(status, `${sent} was answered ${text}`).toBeLessThan(500)
  if (allowed.includes(status)) return
  expect(headers.get('Content-Type')).toBe('application/problem+json')
  expect(text).not.toContain(SECRET)
  expect(text).not.toContain(aged72.idNumber)
  expect(text).not.toContain(aged72.account)
}

test('is any body answered by a decision or a clear refusal, and the refusal without a trace?', async () => {
  const token = await tokenOf(aged72)
  let refusals = 0
  await fc.assert(
    fc.asyncProperty(body, async (each) => {
      const text = JSON.stringify(each) ?? ''
      const before = await everyRow()
      const lines = logged.length
      const asked = await precheck(token, text)
      check(asked, text, [200])
      expect(await everyRow()).toEqual(before)
      const answer = await apply(token, text, nextKey())
      check(answer, text, [201])
      if (answer.status !== 201) {
        refusals += 1
        expect(await everyRow()).toEqual(before)
      }
      expect(logged.slice(lines).join('\n')).not.toContain(SECRET)
      const sameAnswer = [asked.status === 200, asked.body.outcome, asked.body.reasons]
      expect([answer.status === 201, answer.body.outcome, answer.body.reasons]).toEqual(sameAnswer)
    }),
    { numRuns: 120 },
  )
  expect(refusals).toBeGreaterThan(50)
}, 30_000)

test('is any text in place of a body refused?', async () => {
  const token = await tokenOf(aged72)
  const before = await everyRow()
  const text = fc.oneof(
    fc.string({ unit: 'binary' }).filter((each) => each !== ''),
    fc.json(),
    fc
      .nat(JSON.stringify(sound).length - 1)
      .map((length) => JSON.stringify(sound).slice(0, Math.max(1, length))),
  )
  await fc.assert(
    fc.asyncProperty(text, async (each) => {
      const { status, headers } = await apply(token, each, nextKey())
      expect([400, 422]).toContain(status)
      expect(headers.get('Content-Type')).toBe('application/problem+json')
    }),
    { numRuns: 200 },
  )
  expect(await everyRow()).toEqual(before)
})
