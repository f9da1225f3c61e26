import { nationalCalendar as calendar } from '@tongban/calendar'
import { firstBrokenLink, GENESIS, type Result } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { happeningOf, instant, planOf, policyOf } from '../test/story.ts'
import { clocksOf } from './clocks.ts'
import { type Appended, append, type CaseEvent, foldEvents, type Happening } from './event.ts'
import type { CaseFold } from './fold.ts'
import { appendUnder, type HappeningFailure } from './may-happen.ts'
import { possibleSteps } from './possible-steps.ts'
import { EVENT_TYPES, type EventType } from './state.ts'

/**
 * Random steps, legal and illegal, against a model that keeps a list of words and counts days one by one.
 * Ledger: I1 one case per receipt, I2 state is the fold and there is no gap, I7 time elapsed is the working time of
 * what ran and nothing is late early, I9 the chain verifies from its head. The seed is fixed, so that what a run must have
 * reached is the same each time.
 */
const SEED = 20_261_122
type Step = {
  readonly type: EventType
  /** Where it is given, the step is one of those possible now; else `type`, possible or not. */
  readonly pick?: number | undefined
  readonly days: number
  readonly who: string
  readonly good: boolean
}
const step = fc.record({
  type: fc.constantFrom(...EVENT_TYPES),
  pick: fc.option(fc.nat(), { nil: undefined }),
  days: fc.nat(4),
  who: fc.constantFrom('a', 'b', 'c'),
  good: fc.boolean(),
})

/** Fields that make a step complete, where it is a good one. */
const GOOD: Partial<Record<EventType, string>> = {
  suspended: 'ground=hearing neededWorkdays=3 document=D',
  extended: 'workdays=5 document=D role=head',
  inspected: 'document=D',
  forwarded: 'document=D to=city',
  opinionGiven: 'department=d opinion=grant',
  hearingHeld: 'document=D',
  sentBack: 'role=chief',
  assigned: 'to=a',
  abandoned: 'ground=g document=D',
}
function lineOf({ type, who, good }: Step, day: number, signed: number) {
  const on = new Date(instant('2026-08-03') + day * 86_400_000).toISOString().slice(0, 10)
  const signing = type === 'signed' ? `role=${signed === 0 ? 'handler' : 'chief'} opinion=grant` : ''
  const more = good ? (GOOD[type] ?? (type === 'granted' ? 'role=chief document=D' : 'document=D')) : ''
  return `${on} ${type} who=${who} ${signing} ${more}`.trim().replace(/ +/g, ' ')
}

const withReasons = (happening: Happening): Happening => ({
  ...happening,
  data: { ...happening.data, reasons: ['r'] },
})

function typeOf({ type, pick }: Step, fold: CaseFold | null): EventType {
  const possible = possibleSteps(fold)
  return (pick === undefined ? undefined : possible[pick % possible.length]?.event) ?? type
}

async function play(steps: readonly Step[], under: boolean) {
  let fold: CaseFold | null = null
  let day = 0
  const stored: CaseEvent[] = []
  const refused: string[] = []
  for (const each of steps) {
    day += each.days
    const line = lineOf({ ...each, type: typeOf(each, fold) }, day, fold?.signatures.length ?? 0)
    const happening = each.good ? withReasons(happeningOf(line)) : happeningOf(line)
    const before = JSON.stringify(fold)
    const result: Result<Appended, HappeningFailure> = under
      ? await appendUnder(policyOf({ forwards: false }), 'case', fold, [happening])
      : await append('case', fold, [happening])
    if (result.ok) {
      fold = result.value.fold
      stored.push(...result.value.events)
    } else {
      refused.push(happening.type)
      expect(JSON.stringify(fold)).toBe(before)
    }
  }
  return { fold, stored, refused, lastDay: day }
}

/** The model: what the words alone say of a list that was let through. */
function checkModel(stored: readonly CaseEvent[], under: boolean) {
  const words = stored.map(({ type }) => type)
  const count = (type: EventType, after = 0) => words.slice(after).filter((each) => each === type).length
  const reopened = words.lastIndexOf('reopened')
  const since = Math.max(reopened, 0)
  expect(count('received')).toBe(words.length === 0 ? 0 : 1)
  expect(words[0] ?? 'received').toBe('received')
  const anew = Math.max(since, words.lastIndexOf('forwarded'), words.lastIndexOf('sentBack'))
  expect(count('signed', anew)).toBeLessThanOrEqual(2)
  expect(count('extended', since)).toBeLessThanOrEqual(1)
  expect(count('forwarded', since)).toBeLessThanOrEqual(1)
  // A machine's request that was declined while it waited no longer counts.
  const standing = Math.max(since, words.lastIndexOf('automaticDecisionDeclined'))
  expect(count('supplementRequested', standing)).toBeLessThanOrEqual(1)
  const ends = [
    'granted',
    'refused',
    'deemedGranted',
    'notRequired',
    'notAccepted',
    'withdrawn',
    'abandoned',
    'returned',
  ]
  expect(words.slice(since).filter((each) => ends.includes(each)).length).toBeLessThanOrEqual(1)
  const withdrawn = words.indexOf('withdrawn')
  if (withdrawn >= 0)
    expect(
      words
        .slice(withdrawn + 1)
        .filter(
          (each) =>
            ![
              'archived',
              'identityRead',
              'legalHoldSet',
              'legalHoldLifted',
              'erased',
              'fileReceived',
            ].includes(each),
        ),
    ).toEqual([])
  for (const [at, word] of words.entries())
    if (word === 'resumed') expect(words.slice(0, at)).toContain('suspended')
  if (!under) return
  expect(count('resumed')).toBeLessThanOrEqual(count('suspended'))
  expect(count('forwarded') + count('opinionGiven') + count('abandoned')).toBe(0)
  for (const [at, { type, actorKind, actorSubject }] of stored.entries()) {
    if (type !== 'granted' || actorKind !== 'official') continue
    const back = words.slice(0, at).lastIndexOf('sentBack')
    const from = Math.max(since < at ? since : 0, back)
    const signers = stored.slice(from, at).filter((each) => each.type === 'signed')
    expect(new Set(signers.map((each) => each.actorSubject)).size).toBe(2)
    expect(signers.map((each) => each.data.role)).toEqual(['handler', 'chief'])
    expect(signers.map((each) => each.actorSubject)).toContain(actorSubject)
  }
}

test.each([false, true])(
  'over random steps (policy: %s), do the ledger and the model hold?',
  async (under) => {
    let taken = 0
    let refusals = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const begun = [{ type: 'received', days: 0, who: 'w', good: true } as const, ...steps]
        const { fold, stored, refused } = await play(begun, under)
        taken += stored.length
        refusals += refused.length
        if (fold === null) throw new Error('a receipt is always possible')
        expect(foldEvents(stored)).toEqual(fold)
        expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1))
        const links = stored.map(({ hash, ...content }) => ({
          content: { caseNumber: 'case', ...content },
          hash,
        }))
        expect(await firstBrokenLink(links)).toBe(-1)
        expect(fold.headHash).toBe(links.at(-1)?.hash ?? GENESIS)
        checkModel(stored, under)
      }),
      { seed: SEED, numRuns: 150 },
    )
    // A run in which nothing was let through, or nothing refused, would prove nothing.
    expect(taken).toBeGreaterThan(500)
    expect(refusals).toBeGreaterThan(500)
  },
)

test('is the time elapsed always the working time of what ran, and nothing late before its day is over?', async () => {
  const plan = planOf('notice 5; decision 20; decision 7 workdays promise; delivery 10')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), fc.nat(60), async (steps, wait) => {
      const begun = [
        { type: 'received', days: 0, who: 'w', good: true },
        { type: 'accepted', days: 1, who: 'w', good: true },
        ...steps,
      ] as const
      const { fold, lastDay } = await play(begun, false)
      if (fold === null) throw new Error('a receipt is always possible')
      const now = instant('2026-08-03') + (lastDay + wait) * 86_400_000
      for (const clock of clocksOf(plan, fold, calendar, now)) {
        const end = clock.endedOn ?? new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
        if (clock.breach !== null && clock.status !== 'ended') expect(now).toBeGreaterThanOrEqual(clock.dueAt)
        if (clock.breach !== null) expect(end > clock.dueOn, clock.key).toBe(true)
        if (clock.status === 'stands') expect(clock.breach).toBeNull()
        expect(clock.left).toBeGreaterThanOrEqual(0)
        if (clock.length.unit === 'workday' && clock.breach === null && clock.status === 'running')
          expect(clock.elapsed + clock.left).toBe(clock.length.value + clock.extendedBy)
      }
    }),
    { seed: SEED, numRuns: 150 },
  )
})
