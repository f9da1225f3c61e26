/**
 * Guards that need the item and the region: what the law makes of silence comes first, two signatures by two persons
 * and none by whoever helped to file, suspension on a ground of the table, extension once and in time, third parties
 * and hearing before the decision. Each is one function from case, step and policy to what stands against it.
 */
import { addWorkdays, civilDateAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { speakerIn } from './changes.ts'
import { HEARING_REQUEST_WORKDAYS } from './clock-rules.ts'
import { clocksOf, isInTime } from './clocks.ts'
import { overdueClock } from './deemed.ts'
import type { Happening } from './event.ts'
import { type CaseFold, hasTime, openSuspensions, suspensionNamed } from './fold.ts'
import { type Refusal, refusal } from './guards.ts'
import type { EventType } from './state.ts'
import { countIn, dateIn, textIn, textsIn } from './step-data.ts'
import type { StepPolicy } from './step-policy.ts'

type Given = {
  readonly fold: CaseFold
  readonly happening: Happening
  readonly policy: StepPolicy
  readonly on: CivilDate
}
type Check = (given: Given) => Refusal | undefined

/** The first of the checks that refuses. */
export function policyRefusal(fold: CaseFold, happening: Happening, policy: StepPolicy): Refusal | undefined {
  const given: Given = { fold, happening, policy, on: civilDateAt(happening.at) }
  for (const check of CHECKS[happening.type] ?? []) {
    const refused = check(given)
    if (refused !== undefined) return refused
  }
  return undefined
}

const when = (against: boolean, guard: Refusal['guard'], facts: Refusal['facts'] = {}) =>
  against ? refusal(guard, facts) : undefined

/** Once silence has done its work, the organ's own act comes too late (行政许可法 32, 50). */
const silenceOf =
  (step: 'notice' | 'renewal'): Check =>
  ({ fold, happening, policy }) => {
    const over = overdueClock(policy.plan, fold, policy.calendar, happening.at, step)
    if (over === undefined) return undefined
    return refusal(over.unchecked ? 'licenceUnchecked' : 'deemedFirst', { dueOn: over.dueOn })
  }
const notDeemed = silenceOf('notice')
const notRenewed = silenceOf('renewal')

/** Only silence that has lasted long enough makes an event. */
const onlyAfter =
  (step: 'notice' | 'renewal'): Check =>
  ({ fold, happening, policy }) => {
    const { plan, calendar } = policy
    if (step === 'renewal' && !isInTime(plan, fold)) return refusal('notRenewal')
    const over = overdueClock(plan, fold, calendar, happening.at, step)
    if (over !== undefined) return when(over.unchecked, 'licenceUnchecked', { dueOn: over.dueOn })
    const clock = clocksOf(plan, fold, calendar, happening.at).find((each) => each.step === step)
    return refusal('tooEarly', { dueOn: clock?.dueOn ?? '' })
  }

const helpedNobody: Check = ({ fold, happening }) =>
  when(happening.actorKind === 'official' && fold.helpers.includes(happening.actorSubject), 'helpedToFile')

/** 48(1)(三): whoever led the hearing takes no part in the examination, before or after it. */
const ledNoHearing: Check = ({ fold: { hearingChair }, happening: { actorKind, actorSubject, data } }) =>
  when(
    actorKind === 'official' &&
      hearingChair !== null &&
      [actorSubject, ...textsIn(data, 'officials')].includes(hearingChair),
    'chairExamines',
  )

const signature: Check = ({ fold: { signatures }, happening, policy }) => {
  const next = policy.signatures[signatures.length]
  if (next === undefined) return refusal('twoSignatures', { signatures: signatures.length })
  // Whose signature it is: who signs, and for whom. Nobody's counts twice, given in person or by a delegate.
  const persons = [happening.actorSubject, textIn(happening.data, 'onBehalfOf')]
  const before = signatures.find(({ subject, onBehalfOf }) =>
    [subject, onBehalfOf].some((person) => person !== null && persons.includes(person)),
  )
  if (before !== undefined) return refusal('samePerson', { role: before.role, on: before.on })
  return when(textIn(happening.data, 'role') !== next, 'signatureOrder', { next })
}

/** Of several handlers the one the case was assigned to signs, or whoever stands in for that one. */
const assignedHandler: Check = ({ fold: { assignedTo }, happening: { data, actorSubject } }) =>
  when(
    assignedTo !== null &&
      textIn(data, 'role') === 'handler' &&
      assignedTo !== actorSubject &&
      assignedTo !== textIn(data, 'onBehalfOf'),
    'assignedToAnother',
  )

/** A decision by people follows their signatures; the machine decides only what no person has taken. */
const signedFor: Check = ({ fold, happening, policy }) => {
  if (happening.actorKind === 'machine') return when(fold.withPerson, 'personDecides')
  const next = policy.signatures[fold.signatures.length]
  if (next !== undefined) return refusal('signatureMissing', { next })
  const last = fold.signatures.at(-1)
  const wanted = happening.type === 'granted' ? 'grant' : 'refuse'
  if (last?.opinion !== wanted) return refusal('opinionDiffers', { opinion: last?.opinion ?? '' })
  return when(!fold.signatures.some(({ subject }) => subject === happening.actorSubject), 'notSignatory')
}

const superiorDecides: Check = ({ fold, policy }) =>
  when(policy.forwards && fold.forwardedOn === null, 'forwardFirst')

const opinionsIn: Check = ({ fold, policy }) => {
  const missing = (policy.plan.joint?.stages ?? []).filter(
    ({ department }) => !fold.opinions.some((given) => given.department === department),
  )
  return when(missing.length > 0, 'opinionsMissing', {
    missing: missing.map(({ department }) => department).join(', '),
  })
}

/** 36, 47: interested parties are told first, and have their time, before anything is granted or refused. */
const partiesHeard: Check = ({ fold, policy, on }) => {
  if (!policy.thirdPartyInterest) return undefined
  if (fold.parties.length === 0) return refusal('thirdPartyFirst')
  // Each has a time of its own: the one that ends last is named.
  const terms = fold.parties.filter((party) => hasTime(party, on)).map(({ untilOn }) => untilOn ?? '')
  return when(terms.length > 0, 'thirdPartyTime', { untilOn: terms.sort().at(-1) ?? '' })
}

const checked: Check = ({ fold: { inspectedOn }, policy: { inspection } }) =>
  when(inspection !== null && inspectedOn === null, 'inspectionFirst', { basis: inspection?.zh ?? '' })

const hearingDone: Check = ({ fold: { hearingRequestedOn, hearingHeldOn } }) =>
  when(hearingRequestedOn !== null && hearingHeldOn === null, 'hearingFirst', {
    requestedOn: hearingRequestedOn ?? '',
  })

const DECISION = [
  notDeemed,
  notRenewed,
  helpedNobody,
  ledNoHearing,
  superiorDecides,
  checked,
  opinionsIn,
  partiesHeard,
  hearingDone,
  signedFor,
]

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
