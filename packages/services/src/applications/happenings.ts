import type { Happening } from '@tongban/cases'
import type { Item } from '@tongban/catalogue'
import { type Decision, valueAt } from '@tongban/decisions'
import type { Json } from '@tongban/kernel'
import type { NoticeContent } from '../notices/content.ts'
import type { Assessment } from './assess.ts'
import type { Application } from './body.ts'

/**
 * Which events an assessment means for a new case. 秒批 passes received → accepted → granted. An application that
 * lacks something is not accepted yet; a registration is returned instead of waiting (市场主体登记管理条例实施细则
 * 18). Facts that could not be verified do not delay acceptance: the application is accepted and a person decides.
 */
export type EventContext = {
  readonly at: number
  /** How the chain names whoever handed it in: an official by index, anybody else by how they stand to the case. */
  readonly submitter: string
  readonly submittedBy: 'applicant' | 'official' | 'partner'
  /** What messages may tell the contact; kept, so that later steps tell no more than the first. */
  readonly contactLearns: NoticeContent
  readonly applicationDigest: string
  /** Digest of the decision record, or null where people decide. */
  readonly recordDigest: string | null
  /** The number of the 受理通知书, where one is issued. */
  readonly acceptance?: string | undefined
  /** The last day for a supplement the machine asks for, where the region gives a term. */
  readonly supplementUntilOn?: string | undefined
  /** What a grant did to licences: their identifiers, and the digest of what was signed. */
  readonly licences?: { readonly [name: string]: Json }
  /** What the receipt says beside the application, where a partner took it in. */
  readonly receipt?: { readonly [name: string]: Json } | undefined
  /** What silence had made of it before it was looked at here. */
  readonly deemed?: readonly Happening[] | undefined
}

/**
 * The last day of the licence that is to go on, where that is what is asked for (行政许可法 50): as the applicant states
 * it. Silence has no effect by it until an official has looked for that licence.
 */
function renewalOf(
  { renewal }: Item,
  application: Application,
): { readonly renewal?: true; readonly renewalExpiresOn?: string } {
  if (renewal === undefined || !renewal.situations.includes(application.situation)) return {}
  const { applicant, form } = application
  const expiresOn = valueAt({ applicant, form }, renewal.expiresOnPath)
  return typeof expiresOn === 'string' ? { renewal: true, renewalExpiresOn: expiresOn } : { renewal: true }
}

/**
 * The licence that is to go on, where this region issued it itself: what the registry says of its last day needs no
 * official to look for it, and stands before what the applicant states (行政许可法 50).
 */
function licenceChecked(
  { item, application, licencesUsed, decision }: Assessment,
  at: number,
): readonly Happening[] {
  const { renewal, issues } = item
  if (renewal === undefined || !renewal.situations.includes(application.situation)) return []
  if (decision.outcome !== 'refer' && decision.outcome !== 'supplement') return []
  const found = licencesUsed.find(({ row, standing }) => row.type === issues?.type && standing === 'valid')
  if (found === undefined || found.row.validUntil === null) return []
  const { identifier, validUntil } = found.row
  const data = { finding: 'found', validUntil, licence: identifier, reasons: [] }
  return [{ type: 'licenceChecked', at, actorKind: 'machine', actorSubject: 'licences', data }]
}

type Then = Exclude<Happening['type'], 'received'>

/** The first event of a case; `more` is what its receipt says beside the application. */
export const receivedHappening = (
  { item, application }: Pick<Assessment, 'item' | 'application'>,
  context: EventContext,
  more: { readonly [key: string]: Json } = {},
): Happening => ({
  type: 'received',
  at: context.at,
  actorKind: context.submittedBy,
  actorSubject: context.submitter,
  data: {
    itemCode: item.code,
    itemVersion: item.taskVersion,
    situation: application.situation,
    channel: application.channel,
    delivery: application.delivery.kind,
    contactLearns: context.contactLearns,
    representation: application.representation.kind,
    applicationDigest: context.applicationDigest,
    supersedes: application.supersedes ?? null,
    ...renewalOf(item, application),
    ...more,
  },
})

export function happeningsOf(assessment: Assessment, context: EventContext): readonly Happening[] {
  const { item, decision, rules } = assessment
  const { at } = context
  // The receipt is that of the region where it was handed in: terms that protect the applicant run from there.
  const received = receivedHappening(assessment, { ...context, at: assessment.receivedAt }, context.receipt)
  const { deemed = [] } = context
  const steps = stepsOf(decision, item.procedure === 'registration', deemed.length > 0)
  const machine = rules === null ? 'intake' : `rules:${rules.hash}`
  const data: { [key: string]: Json } = {
    outcome: decision.outcome,
    reasons: decision.hindrances.map((hindrance) => hindrance.rule),
    ruleId: rules?.id ?? null,
    ruleHash: rules?.hash ?? null,
    recordDigest: context.recordDigest,
  }
  const then = steps.map((type, index): Happening => {
    const isLast = index === steps.length - 1
    const own = ownData(type, isLast, context)
    return { type, at, actorKind: 'machine', actorSubject: machine, data: isLast ? { ...data, ...own } : own }
  })
  return [received, ...deemed, ...then, ...licenceChecked(assessment, at)]
}

/** An acceptance that nothing is decided with names its document; a request for a supplement its last day. */
function ownData(
  type: Then,
  isLast: boolean,
  { acceptance, supplementUntilOn: untilOn, licences = {} }: EventContext,
): { readonly [key: string]: Json } {
  if (type === 'granted') return licences
  if (type === 'supplementRequested' && untilOn !== undefined) return { untilOn }
  return type === 'accepted' && !isLast && acceptance !== undefined ? { document: acceptance } : {}
}

function stepsOf(decision: Decision, returnsPapers: boolean, isDeemed: boolean): readonly Then[] {
  // Accepted by silence it is accepted for good: what is missing is for a person (行政许可法 32(1)(四)).
  if (isDeemed) return decision.outcome === 'approve' ? ['granted'] : ['referred']
  switch (decision.outcome) {
    case 'approve':
      return ['accepted', 'granted']
    case 'supplement':
      return [returnsPapers ? 'returned' : 'supplementRequested']
    case 'refer':
      return decision.hindrances.some((each) => each.route === 'supplement')
        ? ['referred']
        : ['accepted', 'referred']
    case 'elsewhere':
      return ['notAccepted']
  }
}
