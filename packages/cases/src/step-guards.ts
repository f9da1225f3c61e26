/**
 * Guards that need the item and the region, and which step each stands before: suspension on a ground of the table,
 * extension once and in time, terms that can be kept, what is recorded in its order. What the law makes of silence and what
 * a decision needs are beside.
 */
import { addWorkdays } from '@tongban/calendar'
import { speakerIn } from './changes.ts'
import { type Check, givenIn, when } from './check.ts'
import { HEARING_REQUEST_WORKDAYS } from './clock-rules.ts'
import { clocksOf } from './clocks.ts'
import {
  assignedHandler,
  DECISION,
  helpedNobody,
  ledNoHearing,
  signature,
  superiorDecides,
} from './decision-guards.ts'
import type { Happening } from './event.ts'
import { type CaseFold, openSuspensions, suspensionNamed } from './fold.ts'
import { type Refusal, refusal } from './guards.ts'
import { notDeemed, onlyAfter } from './silence-guards.ts'
import type { EventType } from './state.ts'
import { countIn, dateIn, textIn, textsIn } from './step-data.ts'
import type { StepPolicy } from './step-policy.ts'

/** The first of the checks that refuses. */
export function policyRefusal(fold: CaseFold, happening: Happening, policy: StepPolicy): Refusal | undefined {
  const given = givenIn(fold, happening, policy)
  for (const check of CHECKS[happening.type] ?? []) {
    const refused = check(given)
    if (refused !== undefined) return refused
  }
  return undefined
}

const groundInTable: Check = ({ fold, happening, policy }) => {
  const code = textIn(happening.data, 'ground') ?? ''
  const known = policy.plan.grounds
  if (!known.some((ground) => ground.code === code))
    return refusal('groundUnknown', { ground: code, known: known.map((ground) => ground.code).join(', ') })
  const open = openSuspensions(fold).find(({ ground }) => ground === code)
  return when(open !== undefined, 'groundOpen', { fromOn: open?.fromOn ?? '' })
}

const pauseNotTooLong: Check = ({ happening, policy: { caps } }) => {
  const neededWorkdays = countIn(happening.data, 'neededWorkdays') ?? 0
  return when(neededWorkdays > caps.suspensionWorkdays, 'suspensionTooLong', {
    neededWorkdays,
    most: caps.suspensionWorkdays,
  })
}

/** Each person speaks so often and no oftener, whoever records it. */
const statementsLeft: Check = ({ fold: { statements }, happening: { data }, policy: { caps } }) => {
  const speaker = speakerIn(data)
  const made = statements.filter((each) => each === speaker).length
  return when(made >= caps.statements, 'statementsMany', { most: caps.statements })
}

const inspectionsLeft: Check = ({ fold: { inspections }, policy: { caps } }) =>
  when(inspections >= caps.inspections, 'inspectionsMany', { most: caps.inspections })

/** A pause begins no earlier than the limit and is not recorded before it begins. */
const pauseInOrder: Check = ({ fold, happening, on }) => {
  const fromOn = dateIn(happening.data, 'fromOn') ?? on
  const earliest = fold.decisionFromOn ?? fold.receivedOn
  return when(fromOn > on || fromOn < earliest, 'datesOutOfOrder', { fromOn, earliest, today: on })
}

const pauseEnds: Check = ({ fold, happening, on }) => {
  const named = suspensionNamed(fold.suspensions, countIn(happening.data, 'suspension'))
  if (named === undefined) {
    const open = openSuspensions(fold)
    return refusal('noResumption', { open: open.map(({ seq, ground }) => `${seq} ${ground}`).join(', ') })
  }
  const untilOn = dateIn(happening.data, 'untilOn') ?? on
  const { fromOn } = named
  return when(untilOn < fromOn || untilOn > on, 'datesOutOfOrder', { fromOn, untilOn, today: on })
}

const extension: Check = ({ fold, happening, policy: { extension: allowed, plan, calendar } }) => {
  if (allowed === null) return refusal('noExtension')
  const workdays = countIn(happening.data, 'workdays') ?? 0
  if (workdays > allowed.workdays) return refusal('extensionTooLong', { workdays, most: allowed.workdays })
  const extended = clocksOf(plan, fold, calendar, happening.at).filter(
    ({ step, basis }) => (step === 'decision' || step === 'jointDecision') && basis.kind !== 'promise',
  )
  const over = extended.find(({ breach }) => breach !== null)
  return when(over !== undefined, 'limitOver', { dueOn: over?.dueOn ?? '' })
}

const abandonment: Check = ({ fold: { supplementUntilOn: untilOn }, policy, on }) => {
  if (policy.abandonment === null || untilOn === null) return refusal('noAbandonment')
  return when(on <= untilOn, 'tooEarly', { untilOn })
}

/** What was handed in within the term was given, however late it was carried. */
const givenInTime: Check = ({ fold: { supplementUntilOn: untilOn }, happening: { data } }) => {
  const providedOn = dateIn(data, 'providedOn')
  const isInTerm = providedOn !== null && untilOn !== null && providedOn <= untilOn
  return when(!isInTerm, 'supplementLate', { untilOn: untilOn ?? '' })
}

const jointOpinion: Check = ({ fold, happening, policy: { plan } }) => {
  const department = textIn(happening.data, 'department') ?? ''
  const stages = plan.joint?.stages ?? []
  const at = stages.findIndex((stage) => stage.department === department)
  if (at < 0) return refusal('notJoint', { department })
  const given = (code: string | undefined) => fold.opinions.some((each) => each.department === code)
  if (given(department)) return refusal('opinionOnce', { department })
  const before = stages[at - 1]
  const waits = plan.joint?.mode === 'sequential' && before !== undefined && !given(before.department)
  return when(waits, 'stageOrder', { before: before?.department ?? '' })
}

const partyTerm: Check = ({ happening, policy: { calendar }, on }) => {
  const least = addWorkdays(calendar, on, HEARING_REQUEST_WORKDAYS).on
  const untilOn = dateIn(happening.data, 'untilOn') ?? on
  return when(untilOn < least, 'termTooShort', { untilOn, least })
}

/** 48(1)(三): whoever examines the application does not lead the hearing. */
const chairIsFree: Check = ({ fold: { assignedTo, examiners, helpers }, happening: { data } }) => {
  const chair = textIn(data, 'chair')
  return when(chair !== null && [assignedTo, ...helpers, ...examiners].includes(chair), 'chairExamined')
}

/** What is recorded has happened, and not before the case began. */
const happenedBy =
  (key: 'inspectedOn' | 'heldOn'): Check =>
  ({ fold: { receivedOn: earliest }, happening: { data }, on }) => {
    const happenedOn = dateIn(data, key) ?? on
    return when(happenedOn < earliest || happenedOn > on, 'datesOutOfOrder', {
      [key]: happenedOn,
      earliest,
      today: on,
    })
  }

/** What is served was decided before, and not in the future. */
const servedInOrder: Check = ({ fold, happening, on }) => {
  const { decidedOn, closedOn, receivedOn, annulledOn } = fold
  const servedOn = dateIn(happening.data, 'servedOn') ?? on
  const earliest = annulledOn ?? decidedOn ?? closedOn ?? receivedOn
  return when(servedOn < earliest || servedOn > on, 'datesOutOfOrder', { servedOn, earliest, today: on })
}

/** Of an annulled decision nothing is handed over any more but the annulment itself (行政许可法 69; 行政诉讼法 46). */
const servesWhatStands: Check = ({ fold: { annulledOn, annulledBy }, happening: { data } }) =>
  when(
    annulledOn !== null &&
      !(annulledBy !== null && textsIn(data, 'served').every((each) => each === annulledBy)),
    'annulledAlready',
    { on: annulledOn ?? '' },
  )

/** A party asks within its own term, the applicant within the longest. */
const hearingInTime: Check = ({ fold: { parties, thirdPartyUntilOn }, happening: { data }, on }) => {
  const own = parties.find(({ key }) => key === textIn(data, 'party'))
  const untilOn = own === undefined ? thirdPartyUntilOn : own.untilOn
  return when(untilOn !== null && on > untilOn, 'termOver', { untilOn: untilOn ?? '' })
}

/** A term that has passed when it is told is none. */
const supplementTerm: Check = ({ happening, on }) => {
  const untilOn = dateIn(happening.data, 'untilOn')
  return when(untilOn !== null && untilOn <= on, 'datesOutOfOrder', { untilOn: untilOn ?? '', today: on })
}

/** 36, 46, 47 are of the Licensing Law; elsewhere only an item that touches others has them. */
const hasHearing: Check = ({ policy: { procedure, thirdPartyInterest } }) =>
  when(procedure !== 'licence' && !thirdPartyInterest, 'noHearing')

/** A partner is asked once a working day where its case stands; more often helps nobody. */
const urgedNotToday: Check = ({ fold: { handover }, policy: { calendar }, on }) => {
  const urgedOn = handover?.urgedOn ?? null
  if (urgedOn === null) return undefined
  const nextOn = addWorkdays(calendar, urgedOn, 1).on
  return when(on < nextOn, 'urgedToday', { on: urgedOn, nextOn })
}

const isRegistration: Check = ({ policy }) => when(policy.procedure === 'registration', 'returnInstead')
const isNoRegistration: Check = ({ policy }) => when(policy.procedure !== 'registration', 'supplementInstead')

const CHECKS: Partial<Record<EventType, readonly Check[]>> = {
  accepted: [notDeemed],
  deemedAccepted: [onlyAfter('notice')],
  supplementRequested: [notDeemed, isRegistration, supplementTerm],
  returned: [notDeemed, isNoRegistration],
  notRequired: [notDeemed],
  notAccepted: [notDeemed],
  abandoned: [abandonment],
  abandonmentUndone: [givenInTime],
  thirdPartyNotified: [hasHearing, partyTerm],
  thirdPartyStated: [statementsLeft],
  hearingRequested: [hasHearing, hearingInTime],
  inspected: [inspectionsLeft, ledNoHearing, happenedBy('inspectedOn')],
  licenceChecked: [helpedNobody],
  hearingHeld: [hasHearing, chairIsFree, happenedBy('heldOn')],
  delivered: [servesWhatStands, servedInOrder],
  opinionGiven: [jointOpinion],
  suspended: [groundInTable, pauseNotTooLong, pauseInOrder],
  resumed: [pauseEnds],
  extended: [superiorDecides, extension],
  forwarded: [({ policy }) => when(!policy.forwards, 'noSuperior')],
  signed: [helpedNobody, ledNoHearing, signature, assignedHandler],
  granted: DECISION,
  refused: DECISION,
  deemedGranted: [onlyAfter('renewal')],
  urged: [urgedNotToday],
}
