import { expect, test } from 'vitest'
import type { FactDefinition, Reading } from './fact.ts'
import { settle } from './settle.ts'

const NOW = Date.parse('2026-11-23T02:00:00Z')
const HOUR = 3_600_000
const definition = (change: Partial<FactDefinition>): FactDefinition => ({
  name: 'birthDate',
  type: 'date',
  source: 'population',
  path: 'birthDate',
  staleAfterHours: 24,
  own: false,
  zh: '出生日期',
  en: 'Birth date',
  ...change,
})
const answered = (record: Extract<Reading, { state: 'answered' }>['record'], sourceAt = NOW): Reading => ({
  source: 'population',
  state: 'answered',
  record,
  sourceAt,
})
const statusOf = (
  change: Partial<FactDefinition>,
  reading: Reading | undefined,
  form = {},
  staleAfterHours: Record<string, number> = {},
) => {
  const readings = reading === undefined ? {} : { population: reading }
  const [fact] = settle({ definitions: [definition(change)], form, readings, now: NOW, staleAfterHours })
  return [fact?.status, fact?.value]
}
const BORN = { birthDate: '1954-05-06' }

test.each<readonly [string, ReturnType<typeof statusOf>, readonly unknown[]]>([
  ['an answer in time', statusOf({}, answered(BORN)), ['known', '1954-05-06']],
  ['a source that was not asked', statusOf({}, undefined), ['missing', null]],
  [
    'a source that had no key, where that is an answer',
    statusOf({ type: 'list', unasked: [] }, undefined),
    ['known', []],
  ],
  [
    'a source that is down',
    statusOf({}, { source: 'population', state: 'unavailable', reason: 'down' }),
    ['unavailable', null],
  ],
  ['no such record', statusOf({}, answered(null)), ['missing', null]],
  [
    'no such record, where that is an answer',
    statusOf({ type: 'string', absent: 'none' }, answered(null)),
    ['known', 'none'],
  ],
  ['a record without the field', statusOf({ absent: '2000-01-01' }, answered({})), ['missing', null]],
  ['a field left null', statusOf({}, answered({ birthDate: null })), ['missing', null]],
  [
    'a field left null that may be',
    statusOf({ nullable: true }, answered({ birthDate: null })),
    ['known', null],
  ],
  [
    'a day that does not exist',
    statusOf({}, answered({ birthDate: '1954-02-30' })),
    ['wrongType', '1954-02-30'],
  ],
  ['a number for a date', statusOf({}, answered({ birthDate: 19540506 })), ['wrongType', 19540506]],
  ['text for a truth', statusOf({ type: 'boolean' }, answered({ birthDate: 'true' })), ['wrongType', 'true']],
  [
    'a value outside the enumeration',
    statusOf({ type: 'string', values: ['a'] }, answered({ birthDate: 'b' })),
    ['wrongType', 'b'],
  ],
  ['data of 24 hours', statusOf({}, answered(BORN, NOW - 24 * HOUR)), ['known', '1954-05-06']],
  ['data a millisecond older', statusOf({}, answered(BORN, NOW - 24 * HOUR - 1)), ['stale', '1954-05-06']],
  [
    'data older than the region allows',
    statusOf({}, answered(BORN, NOW - 2 * HOUR), {}, { birthDate: 1 }),
    ['stale', '1954-05-06'],
  ],
  ['data that do not age', statusOf({ staleAfterHours: null }, answered(BORN, 0)), ['known', '1954-05-06']],
  ['a source time in the future', statusOf({}, answered(BORN, NOW + HOUR)), ['unavailable', null]],
  [
    'the same in the form',
    statusOf({ formPath: 'born' }, answered(BORN), { born: '1954-05-06' }),
    ['known', '1954-05-06'],
  ],
  [
    'another in the form',
    statusOf({ formPath: 'born' }, answered(BORN), { born: '1954-05-07' }),
    ['contradictory', '1954-05-06'],
  ],
  ['nothing in the form', statusOf({ formPath: 'born' }, answered(BORN), {}), ['known', '1954-05-06']],
  ['a presence', statusOf({ type: 'boolean', reads: 'presence' }, answered(BORN)), ['known', true]],
  ['an absence', statusOf({ type: 'boolean', reads: 'presence' }, answered(null)), ['known', false]],
  [
    'an inherited name',
    statusOf({ path: 'constructor.name', type: 'string' }, answered({})),
    ['missing', null],
  ],
])('what does %s settle to?', (_what, settled, expected) => {
  expect(settled).toEqual(expected)
})

test('is an answer of the form taken from the form alone?', () => {
  const own = definition({
    name: 'payee.account',
    type: 'string',
    source: 'form',
    path: 'payee.account',
    nullable: true,
  })
  const given = (form: object, readings = {}) =>
    settle({ definitions: [own], form: JSON.parse(JSON.stringify(form)), readings, now: NOW })[0]
  expect(given({ payee: { account: '1' } })).toMatchObject({ status: 'known', value: '1' })
  expect(given({})).toMatchObject({ status: 'known', value: null })
  expect(given({}, { form: answered({ payee: { account: '2' } }) })).toMatchObject({ value: null })
})

test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '', '2026-11-23T00:00'])(
  'is %j no date, and so of the wrong type?',
  (birthDate) => {
    const dated = definition({ type: 'date' })
    const readings = {
      [dated.source]: {
        source: dated.source,
        state: 'answered',
        record: { [dated.path]: birthDate },
        sourceAt: NOW,
      },
    }
    const [fact] = settle({ definitions: [dated], form: {}, readings: asReadings(readings), now: NOW })
    expect(fact).toMatchObject({ status: 'wrongType' })
  },
)

/** Guarantee: the literal above is an answered reading. */
const asReadings = (value: object) => value as Readonly<Record<string, Reading>>
