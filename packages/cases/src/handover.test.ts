import { expect, test } from 'vitest'
import { foldOf, happeningOf, instant, linesOf, planOf, policyOf } from '../test/story.ts'
import { deemedHappenings } from './deemed.ts'
import { append } from './event.ts'
import type { CaseFold } from './fold.ts'
import { outcomeIn } from './handover.ts'
import { mayHappen } from './may-happen.ts'
import { offeredSteps } from './offered-steps.ts'

/** Monday 2026-11-23: handed in here, for another region to decide. */
const RECEIVED =
  '2026-11-23 received handlingRegion=500112 agreement=A1@2 pushWorkdays=1 resultWorkdays=1 delivery=window'
const SENT = `${RECEIVED}; 2026-11-23 transferred handlingRegion=500112 agreement=A1@2 pushWorkdays=1 resultWorkdays=1`
const DECIDED = `${SENT}; 2026-11-24 takenOverElsewhere; 2026-11-24 acceptedElsewhere; 2026-11-26 decidedElsewhere outcome=granted decidedOn=2026-11-25`
const PLAN = planOf('notice 5; decision 20; answerToApplication 30; delivery 10')

/** What stands against one more event, or `null`. */
async function against(story: string, line: string): Promise<string | null> {
  const fold = await foldOf(story)
  const tried = await append('case', fold, [happeningOf(line)])
  return tried.ok ? null : (tried.failure.because?.guard ?? 'table')
}
/** The same with the item and the region. */
async function refused(story: string, line: string): Promise<string | null> {
  const tried = mayHappen(await foldOf(story), happeningOf(line), policyOf({ plan: PLAN }))
  if (tried.ok) return null
  const { failure } = tried
  if (failure.code === 'stepNotPossible') return failure.because?.guard ?? 'table'
  return failure.code === 'invalidInput' ? failure.errors.map(({ pointer }) => pointer).join() : failure.code
}

test('while a route exists and nothing is sent, does the agreement’s working day run beside the law’s five?', async () => {
  expect(linesOf(PLAN, await foldOf(RECEIVED), '2026-11-23')).toEqual([
    'transfer/promise 2026-11-24 running',
    'notice/law 2026-11-30 running',
    'answerToApplication/law 2027-01-05 running provisional',
  ])
  expect(linesOf(PLAN, await foldOf(RECEIVED), '2026-11-25')[0]).toBe(
    'transfer/promise 2026-11-24 running late',
  )
})

test('after the transfer, does no limit of this region’s own run any more, and no silence of its have effect?', async () => {
  const fold = await foldOf(SENT)
  expect(linesOf(PLAN, fold, '2027-03-01').map((line) => line.split(' ')[2])).toEqual([
    'ended',
    'ended',
    'ended',
  ])
  expect(deemedHappenings(PLAN, fold, policyOf().calendar, instant('2027-03-01'))).toEqual([])
  const renewal = planOf('', { renewal: { daysBefore: 30, basis: { kind: 'law', zh: '50', en: '50' } } })
  const asked = RECEIVED.replace('delivery=', 'renewalExpiresOn=2026-12-31 delivery=')
  expect(linesOf(renewal, await foldOf(`${asked}; ${SENT.split('; ')[1]}`), '2027-03-01')).toContain(
    'renewal/law 2026-12-31 ended',
  )
})

test('once the result is here, does the agreement’s term to pass it on run until it is handed over?', async () => {
  const ended = `${DECIDED}; 2026-11-26 resultReceived; 2026-11-26 grantedElsewhere`
  const open = await foldOf(ended)
  expect(open).toMatchObject({ state: 'granted', decidedOn: '2026-11-25', closedOn: '2026-11-26' })
  expect(linesOf(PLAN, open, '2026-11-26')).toContain('resultHandover/promise 2026-11-27 running')
  // 44 gives ten days for the licence; they are the handling region's.
  expect(linesOf(PLAN, open, '2026-11-26').join()).not.toContain('delivery/')
  const over = await foldOf(`${ended}; 2026-11-27 delivered`)
  expect(linesOf(PLAN, over, '2026-11-28')).toContain('resultHandover/promise 2026-11-27 ended')
  const electronic = await foldOf(ended.replaceAll('delivery=window', 'delivery=electronic'))
  expect(linesOf(PLAN, electronic, '2026-12-28')).toContain('resultHandover/promise 2026-11-27 ended')
})

test('is the applicant’s term for a supplement the one the handling region told?', async () => {
  const asked = `${SENT}; 2026-11-24 supplementRequestedElsewhere untilOn=2026-12-04`
  expect(linesOf(PLAN, await foldOf(asked), '2026-11-25')).toContain('supplement/promise 2026-12-04 running')
  const fold = await foldOf(`${asked}; 2026-11-26 supplementForwarded`)
  expect(fold.handover).toMatchObject({ supplementAskedOn: '2026-11-24', supplementSentOn: '2026-11-26' })
  expect(fold.helpers).toEqual(['somebody'])
  expect(linesOf(PLAN, fold, '2026-11-27')).toContain('supplement/promise 2026-12-04 ended')
  expect(await against(`${asked}; 2026-11-26 supplementForwarded`, '2026-11-26 supplementForwarded')).toBe(
    'noSupplementAsked',
  )
  // Asked once more, it may be answered once more.
  expect(
    await against(
      `${asked}; 2026-11-26 supplementForwarded; 2026-11-27 supplementRequestedElsewhere`,
      '2026-11-30 supplementForwarded',
    ),
  ).toBeNull()
})

test.each([
  [SENT, 'supplementForwarded', 'noSupplementAsked'],
  [DECIDED, 'supplementForwarded', 'decidedElsewhere'],
  [DECIDED, 'withdrawalForwarded', 'decidedElsewhere'],
  [`${SENT}; 2026-11-24 withdrawalForwarded`, 'withdrawalForwarded', 'withdrawalSent'],
  [DECIDED, 'urged', 'decidedElsewhere'],
  [DECIDED, 'decidedElsewhere outcome=refused', 'decidedElsewhere'],
  [DECIDED, 'returnedByPartner', 'decidedElsewhere'],
  [DECIDED, 'withdrawnElsewhere', 'decidedElsewhere'],
  [SENT, 'resultReceived', 'notDecidedElsewhere'],
  [SENT, 'grantedElsewhere', 'notDecidedElsewhere'],
  [DECIDED, 'refusedElsewhere', 'otherOutcome'],
  [DECIDED, 'notAcceptedElsewhere', 'otherOutcome'],
  [DECIDED, 'abandonedElsewhere', 'otherOutcome'],
  [DECIDED, 'returnedElsewhere', 'otherOutcome'],
  [SENT, 'changedElsewhere changed=annulled', 'notDecidedElsewhere'],
  [SENT, 'reopenedElsewhere', 'notDecidedElsewhere'],
  [RECEIVED, 'acceptedElsewhere', 'table'],
  [SENT, 'transferred', 'table'],
  [SENT, 'withdrawn', 'table'],
  [SENT, 'deemedAccepted', 'table'],
] as const)('%s: does %s meet %s?', async (story, step, guard) => {
  expect(await against(story, `2026-11-27 ${step}`)).toBe(guard)
})

test.each([
  ['refused', 'refusedElsewhere', 'refused'],
  ['notAccepted', 'notAcceptedElsewhere', 'notAccepted'],
  ['notRequired', 'notAcceptedElsewhere', 'notAccepted'],
  ['abandoned', 'abandonedElsewhere', 'abandoned'],
  ['returned', 'returnedElsewhere', 'returned'],
] as const)('does %s there end the case here, to be changed by nobody here?', async (outcome, end, state) => {
  const story = `${SENT}; 2026-11-25 decidedElsewhere outcome=${outcome} decidedOn=2026-11-25; 2026-11-26 ${end}`
  expect(await foldOf(story)).toMatchObject({ state, endedBy: end, closedOn: '2026-11-26' })
  // A paper that comes after the end changes nothing, and has its place.
  expect((await foldOf(`${story}; 2026-11-27 resultReceived`)).handover?.resultOn).toBe('2026-11-27')
  const late = await foldOf(`${story}; 2026-11-27 resultReceived; 2026-11-30 resultReceived`)
  expect(late.handover?.resultOn).toBe('2026-11-27')
  for (const [own, at] of [
    ['corrected', ['refused', 'notAccepted']],
    ['annulled', ['refused', 'notAccepted']],
    ['reopened', ['refused', 'notAccepted', 'abandoned']],
  ] as const)
    expect(await against(story, `2026-11-30 ${own}`), own).toBe(
      (at as readonly string[]).includes(state) ? 'theirDecision' : 'table',
    )
})

test('corrected, annulled or reopened there after it was closed here, does the case say so?', async () => {
  const closed = `${DECIDED}; 2026-11-26 resultReceived; 2026-11-26 grantedElsewhere`
  const corrected = await foldOf(`${closed}; 2026-12-01 changedElsewhere changed=corrected`)
  expect(corrected).toMatchObject({ state: 'granted', annulledOn: null })
  const annulled = `${closed}; 2026-12-01 changedElsewhere changed=annulled`
  expect(await foldOf(annulled)).toMatchObject({ state: 'granted', annulledOn: '2026-12-01' })
  const reopened = `${annulled}; 2026-12-02 reopenedElsewhere`
  const fold = await foldOf(reopened)
  expect(fold).toMatchObject({ state: 'transferred', decidedOn: null, closedOn: null, annulledOn: null })
  expect(fold.handover).toMatchObject({ region: '500112', decidedOn: null, outcome: null, resultOn: null })
  expect(linesOf(PLAN, fold, '2027-03-01').map((line) => line.split(' ')[2])).not.toContain('running')
  const again = `${reopened}; 2026-12-03 decidedElsewhere outcome=refused; 2026-12-03 refusedElsewhere`
  expect(await foldOf(again)).toMatchObject({ state: 'refused', decidedOn: '2026-12-03' })
  expect(await refused(closed, '2026-12-01 changedElsewhere changed=improved')).toBe('/changed')
})

test('given back in time, does the one term go on from the first receipt, and from a supplement handed in since?', async () => {
  const soon = await foldOf(`${SENT}; 2026-11-25 returnedByPartner`)
  expect(linesOf(PLAN, soon, '2026-11-25')).toContain('notice/law 2026-11-30 running')
  // Given back on its last day: the working day after it is left for whoever has it now.
  const last = await foldOf(`${SENT}; 2026-11-30 returnedByPartner`)
  expect(linesOf(PLAN, last, '2026-11-30')).toContain('notice/law 2026-12-01 running')
  const added = `${SENT}; 2026-11-24 supplementRequestedElsewhere; 2026-11-26 supplementForwarded; 2026-11-27 returnedByPartner`
  expect(linesOf(PLAN, await foldOf(added), '2026-11-27')).toContain('notice/law 2026-12-03 running')
})

test('given back long after, is it this region’s own again, with a person who has a working day before silence accepts it?', async () => {
  const back = `${SENT}; 2026-12-07 returnedByPartner`
  const fold = await foldOf(back)
  expect(fold).toMatchObject({
    state: 'received',
    withPerson: true,
    handover: null,
    noticeFromOn: '2026-11-23',
  })
  expect(linesOf(PLAN, fold, '2026-12-08')).toContain('notice/law 2026-12-08 running')
  expect(deemedHappenings(PLAN, fold, policyOf().calendar, instant('2026-12-08T23:59'))).toEqual([])
  expect(deemedHappenings(PLAN, fold, policyOf().calendar, instant('2026-12-09T00:00'))).toMatchObject([
    { type: 'deemedAccepted', data: { effectiveOn: '2026-11-23' } },
  ])
  expect(await against(back, '2026-12-08 withdrawn')).toBeNull()
  expect(await against(`${back}; 2026-12-08 notAccepted`, '2026-12-08 corrected')).toBeNull()
  // Handed over to another region, it is that region's.
  const again = await foldOf(`${back}; 2026-12-08 transferred handlingRegion=511402 agreement=B@1`)
  expect(again.handover).toMatchObject({
    region: '511402',
    agreement: 'B@1',
    sentOn: '2026-12-08',
    pushWorkdays: null,
  })
})

test('is a partner urged once a working day and no oftener?', async () => {
  const urged = `${SENT}; 2026-11-27 urged`
  expect(await refused(SENT, '2026-11-27 urged role=window')).toBeNull()
  expect(await refused(urged, '2026-11-27T17:00 urged role=window')).toBe('urgedToday')
  // Friday; the next working day is Monday.
  expect(await refused(urged, '2026-11-29 urged role=window')).toBe('urgedToday')
  expect(await refused(urged, '2026-11-30 urged role=window')).toBeNull()
})

test('a hand-over that names no region: is nothing made up of it?', async () => {
  const fold = await foldOf(
    '2026-11-23 received; 2026-11-23 transferred; 2026-11-24 acceptedElsewhere; 2026-11-24 urged',
  )
  expect(fold).toMatchObject({ state: 'transferred', handover: null })
  const bare = await foldOf('2026-11-23 received handlingRegion=500112; 2026-11-23 transferred')
  expect(bare.handover).toMatchObject({ agreement: '', sentOn: '2026-11-23', resultWorkdays: null })
})

test('does nothing pass for what a partner told but what it may tell, by itself?', async () => {
  expect(await refused(SENT, '2026-11-24 decidedElsewhere outcome=perhaps')).toBe('/outcome')
  expect(await refused(SENT, '2026-11-24 decidedElsewhere')).toBe('/outcome')
  expect(await refused(SENT, '2026-11-24 decidedElsewhere outcome=granted decidedOn=soon')).toBe('/decidedOn')
  expect(await refused(SENT, '2026-11-24 acceptedElsewhere acceptedOn=soon')).toBe('/acceptedOn')
  expect(await refused(SENT, '2026-11-24 supplementRequestedElsewhere untilOn=soon')).toBe('/untilOn')
  expect(await refused(RECEIVED, '2026-11-24 transferred')).toBe('/handlingRegion,/agreement')
  const byOfficial = { ...happeningOf('2026-11-24 returnedByPartner'), actorKind: 'official' as const }
  expect(mayHappen(await foldOf(SENT), byOfficial, policyOf())).toMatchObject({
    failure: { code: 'notAllowed' },
  })
  expect(outcomeIn({ outcome: 'toString' })).toBeNull()
})

test('what is offered to people while another region has the case?', async () => {
  const offered = (fold: CaseFold) =>
    offeredSteps(fold, policyOf({ plan: PLAN }), instant('2026-11-27')).map(
      ({ event, by }) => `${event} ${by.join()}`,
    )
  const beside = offered(await foldOf(SENT)).filter(
    (each) => !each.includes('egalHold') && !each.startsWith('identity'),
  )
  expect(beside).toEqual([
    'fileAdded window,handler,applicant',
    'withdrawalForwarded applicant',
    'urged window,handler,applicant',
  ])
  expect(offered(await foldOf(`${SENT}; 2026-11-24 supplementRequestedElsewhere`))).toContain(
    'supplementForwarded window,handler,applicant',
  )
})

const ASKED = '2026-11-23 received; 2026-11-23 supplementRequested untilOn=2026-11-27'
test('handed in in time at another window and carried late: is it no abandonment, and does its notice run from that day?', async () => {
  expect(
    linesOf(PLAN, await foldOf(`${ASKED}; 2026-12-01 supplemented providedOn=2026-11-27`), '2026-12-01'),
  ).toContain('notice/law 2026-12-04 running')
  // Neither before it was asked for nor later than it came.
  const clamped = async (providedOn: string) =>
    (await foldOf(`${ASKED}; 2026-12-01 supplemented providedOn=${providedOn}`)).noticeFromOn
  expect(await clamped('2026-11-01')).toBe('2026-11-23')
  expect(await clamped('2027-01-01')).toBe('2026-12-01')
  const abandoned = `${ASKED}; 2026-11-30 abandoned ground=x`
  expect(
    await refused(abandoned, '2026-12-01 abandonmentUndone who=partner providedOn=2026-11-28'),
  ).not.toBeNull()
  expect(await against(abandoned, '2026-12-01 supplemented')).toBe('table')
  const undone = `${abandoned}; 2026-12-01 abandonmentUndone providedOn=2026-11-27; 2026-12-01 supplemented providedOn=2026-11-27`
  expect(await foldOf(undone)).toMatchObject({
    state: 'received',
    closedOn: null,
    noticeFromOn: '2026-11-27',
  })
})
