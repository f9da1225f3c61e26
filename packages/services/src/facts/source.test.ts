import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memorySource } from './memory-source.ts'
import { onlyAsked } from './source.ts'
import { NOW, QUERY } from './source-server.fixture.ts'

const HELD = {
  subject: QUERY.subject,
  keys: QUERY.keys,
  record: { birthDate: '1954-01-01', ethnicity: 'x' },
  sourceAt: NOW - 1,
}

test('does the source in memory answer as a register: the person, the keys, the facts asked, the time?', async () => {
  const source = memorySource('population', [HELD], NOW)
  const answered = { source: 'population', state: 'answered' }
  expect(await source.read(QUERY)).toEqual({
    ...answered,
    record: { birthDate: '1954-01-01' },
    sourceAt: NOW - 1,
  })
  const nobody = { ...answered, record: null, sourceAt: NOW }
  const stranger = { ...QUERY.subject, idNumber: '510116195401010028' }
  expect(await source.read({ ...QUERY, subject: stranger })).toEqual(nobody)
  expect(await source.read({ ...QUERY, subject: { ...QUERY.subject, idKind: 'passport' } })).toEqual(nobody)
  expect(await source.read({ ...QUERY, keys: { permitNumber: 'P-2' } })).toEqual(nobody)
  expect(source.queries).toHaveLength(4)
})

test('can the source in memory go down and come back?', async () => {
  const source = memorySource('population', [HELD], NOW)
  source.fail('timeout')
  expect(await source.read(QUERY)).toEqual({ source: 'population', state: 'unavailable', reason: 'timeout' })
  source.comeBack()
  expect(await source.read(QUERY)).toMatchObject({ state: 'answered' })
  await expect(source.read({ ...QUERY, source: 'pension' })).rejects.toThrow('reached population')
})

test('is a group cut down to the paths asked for?', () => {
  const record = { payee: { holderMatches: true, account: '6200' }, education: { level: 'x' }, plain: 1 }
  expect(onlyAsked(record, ['payee.holderMatches', 'education', 'plain.inside', 'absent'])).toEqual({
    payee: { holderMatches: true },
    education: { level: 'x' },
  })
  expect(onlyAsked(null, ['payee'])).toBeNull()
})

test('does nothing that was not asked for ever pass, whatever the keys are called?', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string(),
        fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
      ),
      fc.array(fc.stringMatching(/^[a-z_]{1,4}$/)),
      (record, facts) => {
        const kept = onlyAsked(record, facts) ?? {}
        for (const [key, value] of Object.entries(kept)) {
          expect(facts).toContain(key)
          expect(value).toEqual(record[key])
        }
        for (const fact of facts) expect(Object.hasOwn(kept, fact)).toBe(Object.hasOwn(record, fact))
      },
    ),
  )
  const planted = JSON.parse('{"__proto__":{"polluted":true}}')
  expect(Object.keys(onlyAsked(planted, ['__proto__']) ?? {})).toEqual(['__proto__'])
  expect(Object.keys(onlyAsked(planted, ['a']) ?? {})).toEqual([])
})
