import { linkHash } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { append, type CaseEvent, eventHash, foldEvents, type Happening } from './event.ts'
import type { CaseFold } from './fold.ts'
import { EVENT_TYPES, type EventType } from './state.ts'

const number = '5101162026112300000015'
const at = Date.parse('2026-11-23T09:00:00+08:00')

const happening = (type: EventType, minutes = 0): Happening => ({
  type,
  at: at + minutes * 60_000,
  actorKind: 'machine',
  actorSubject: 'rules',
  data: {},
})

async function appended(...types: EventType[]) {
  const result = await append(
    number,
    null,
    types.map((type, index) => happening(type, index)),
  )
  if (!result.ok) throw new Error(result.failure.state)
  return result.value
}

test('does an automatic grant pass received, accepted and granted in three events?', async () => {
  const { fold, events } = await appended('received', 'accepted', 'granted')
  expect(events.map((event) => event.seq)).toEqual([1, 2, 3])
  expect(fold).toMatchObject({
    state: 'granted',
    receivedOn: '2026-11-23',
    acceptedOn: '2026-11-23',
    decidedOn: '2026-11-23',
    closedOn: '2026-11-23',
    withPerson: false,
  })
  expect(foldEvents(events)).toEqual(fold)
})

test('is a step that is not possible refused with what is possible instead?', async () => {
  const { fold } = await appended('received', 'accepted', 'granted')
  expect(await append(number, fold, [happening('withdrawn')])).toMatchObject({
    ok: false,
    failure: {
      code: 'stepNotPossible',
      state: 'granted',
      possible: ['delivered', 'automaticDecisionDeclined', 'corrected', 'annulled', 'archived'],
      because: null,
    },
  })
  expect(await append(number, null, [happening('granted')])).toMatchObject({
    ok: false,
    failure: { state: 'none' },
  })
})

test('does the civil day change at midnight in Shanghai?', async () => {
  for (const [time, on] of [
    ['2026-11-23T23:59:59.999+08:00', '2026-11-23'],
    ['2026-11-24T00:00:00+08:00', '2026-11-24'],
  ] as const) {
    const result = await append(number, null, [{ ...happening('received'), at: Date.parse(time) }])
    expect(result.ok && result.value.fold.receivedOn).toBe(on)
  }
})

test('does each event carry the hash of the one before it?', async () => {
  const { events } = await appended('received', 'accepted', 'referred')
  const [first, second] = events as [CaseEvent, CaseEvent, CaseEvent]
  const { hash, ...content } = second
  expect(await eventHash(number, content, first.hash)).toBe(hash)
  expect(await eventHash(number, { ...content, data: { changed: true } }, first.hash)).not.toBe(hash)
  expect(await eventHash('another case', content, first.hash)).not.toBe(hash)
})

test('is the hash of an event that of the chain, whatever the event holds?', async () => {
  const text = fc.string({ unit: 'grapheme' })
  const event = fc.record({
    seq: fc.nat(),
    type: fc.constantFrom(...EVENT_TYPES),
    at: fc.nat(),
    actorKind: fc.constantFrom('machine', 'applicant', 'official', 'clock'),
    actorSubject: text,
    data: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null), fc.array(text))),
  })
  await fc.assert(
    fc.asyncProperty(text, event, text, async (caseNumber, content, previous) => {
      expect(await eventHash(caseNumber, content, previous)).toBe(
        await linkHash(previous, { caseNumber, ...content, data: { ...content.data } }),
      )
    }),
    { numRuns: 100 },
  )
})

test('is the fold of the stored list always the fold that was appended, whatever happens to a case?', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...EVENT_TYPES), { maxLength: 12 }), async (types) => {
      let fold: CaseFold | null = null
      const stored: CaseEvent[] = []
      for (const [index, type] of types.entries()) {
        const result = await append(number, fold, [happening(type, index)])
        if (!result.ok) continue
        fold = result.value.fold
        stored.push(...result.value.events)
      }
      if (fold !== null) expect(foldEvents(stored)).toEqual(fold)
      expect(stored.map((event) => event.seq)).toEqual(stored.map((_, index) => index + 1))
    }),
  )
})

test('is a list that could not have been appended noticed?', async () => {
  const { events } = await appended('received', 'accepted', 'granted')
  expect(() => foldEvents(events.slice(1))).toThrow('cannot follow')
  expect(() => foldEvents([])).toThrow('at least one')
})

const DAY = 86_400_000

test.each([
  [['received'], 'received', null, null, null, false],
  [['received', 'accepted'], 'accepted', '2026-11-24', null, null, false],
  [['received', 'accepted', 'granted'], 'granted', '2026-11-24', '2026-11-25', '2026-11-25', false],
  [
    ['received', 'accepted', 'granted', 'automaticDecisionDeclined'],
    'granted',
    '2026-11-24',
    '2026-11-25',
    '2026-11-25',
    true,
  ],
  [['received', 'accepted', 'referred'], 'inReview', '2026-11-24', null, null, true],
  [
    ['received', 'accepted', 'referred', 'granted'],
    'granted',
    '2026-11-24',
    '2026-11-26',
    '2026-11-26',
    true,
  ],
  [['received', 'referred'], 'received', null, null, null, true],
  [['received', 'referred', 'accepted'], 'accepted', '2026-11-25', null, null, true],
  [['received', 'supplementRequested'], 'awaitingSupplement', null, null, null, false],
  [['received', 'supplementRequested', 'automaticDecisionDeclined'], 'received', null, null, null, true],
  [['received', 'returned'], 'returned', null, null, '2026-11-24', false],
  [['received', 'notAccepted'], 'notAccepted', null, '2026-11-24', '2026-11-24', false],
  [['received', 'withdrawn'], 'withdrawn', null, null, '2026-11-24', false],
] as const)(
  'after %j, one a day, where does the case stand?',
  async (types, state, acceptedOn, decidedOn, closedOn, withPerson) => {
    const days = types.map((type, index) => ({ ...happening(type), at: at + index * DAY }))
    const result = await append(number, null, days)
    if (!result.ok) throw new Error(result.failure.state)
    const { fold, events } = result.value
    const expected = {
      state,
      acceptedOn,
      decidedOn,
      closedOn,
      withPerson,
      receivedAt: at,
      receivedOn: '2026-11-23',
    }
    expect(fold).toMatchObject({ ...expected, seq: types.length, headHash: events.at(-1)?.hash })
    expect(foldEvents(events)).toEqual(fold)
  },
)

test('is a list with a gap, a repetition or an impossible step noticed?', async () => {
  const { events } = await appended('received', 'accepted', 'referred')
  const [received, accepted, referred] = events as [CaseEvent, CaseEvent, CaseEvent]
  expect(() => foldEvents([received, { ...accepted, seq: 3 }])).toThrow(
    'event 3 accepted cannot follow received',
  )
  expect(() => foldEvents([received, received])).toThrow('event 1 received cannot follow received')
  expect(() => foldEvents([accepted])).toThrow('event 2 accepted cannot follow none')
  expect(() => foldEvents([received, { ...referred, seq: 2, type: 'granted' }])).toThrow(
    'cannot follow received',
  )
  await expect(append(number, null, [])).rejects.toThrow('nothing to append')
})
