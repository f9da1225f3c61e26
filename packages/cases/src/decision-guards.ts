/**
 * What stands against a decision: who has signed and in what order, whoever helped to file or led the hearing, and those
 * who have to be heard before it. Two signatures by two persons, each given once (行政许可法 34, 36, 47, 48).
 */
import { type Check, when } from './check.ts'
import { hasTime } from './fold.ts'
import { refusal } from './guards.ts'
import { notDeemed, notRenewed } from './silence-guards.ts'
import { textIn, textsIn } from './step-data.ts'

export const helpedNobody: Check = ({ fold, happening }) =>
  when(happening.actorKind === 'official' && fold.helpers.includes(happening.actorSubject), 'helpedToFile')

/** 48(1)(三): whoever led the hearing takes no part in the examination, before or after it. */
export const ledNoHearing: Check = ({
  fold: { hearingChair },
  happening: { actorKind, actorSubject, data },
}) =>
  when(
    actorKind === 'official' &&
      hearingChair !== null &&
      [actorSubject, ...textsIn(data, 'officials')].includes(hearingChair),
    'chairExamines',
  )

export const signature: Check = ({ fold: { signatures }, happening, policy }) => {
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
export const assignedHandler: Check = ({ fold: { assignedTo }, happening: { data, actorSubject } }) =>
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

export const superiorDecides: Check = ({ fold, policy }) =>
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

export const DECISION = [
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
