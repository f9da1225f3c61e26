import { civilDateAt } from '@tongban/calendar'
import { basisOf, type CaseEvent, EVENT_NAMES, type EventType, type Sentence } from '@tongban/cases'
import { type Json, ROLES, type Role } from '@tongban/kernel'
import type { Context } from '../context.ts'
import type { HandoverView } from '../handovers/view.ts'
import { maskWords } from '../identity/mask-application.ts'
import { openTexts, type Texts } from './event-texts.ts'
import type { LoadedCase, Relation } from './load.ts'

/**
 * What happened to a case as its readers see it: officials by role, department and post and never by name, the words
 * of a step only to those they are meant for.
 */
export type TimelineEntry = Sentence & {
  /** Null of what was done to a licence of the case, which is an event of the licence. */
  readonly seq: number | null
  readonly type: string
  readonly at: number
  /** The kind of actor, and for an official the role acted in, the department and the post. */
  readonly by: string
  readonly role: string | null
  readonly roleName: Sentence | null
  readonly department: string | null
  readonly post: string | null
  readonly onBehalf: boolean
  readonly reasons: readonly string[]
  readonly ground: string | null
  readonly basis: string | null
  readonly document: string | null
  /** Days, figures and codes of the step, such as `neededWorkdays`. */
  readonly facts: { readonly [name: string]: string | number }
  /** What was said, as it was said; null where it is not this reader’s, or was erased. */
  readonly words: Texts | null
  readonly hash: string
}

/** What a step has just added, and the rows that were read do not hold yet. */
export type FreshWords = { readonly seq: number; readonly texts: Texts }

/** Words officials write for each other: of these the applicant sees that the step was taken, not what was said. */
const INTERNAL: readonly EventType[] = [
  'assigned',
  'signed',
  'sentBack',
  'opinionGiven',
  'forwarded',
  'inspected',
]

export function mayReadWords(
  relation: Relation,
  { type, actorSubject, data }: CaseEvent,
  subject: string,
): boolean {
  if (actorSubject === subject) return true
  // Counters take papers and read none; a party reads what was told to that party.
  if (relation === 'counter') return false
  if (relation === 'party')
    return type === 'thirdPartyNotified' && Array.isArray(data.parties) && data.parties.includes(subject)
  if (relation === 'applicant' || relation === 'submitter') return !INTERNAL.includes(type)
  return true
}

/** The words as this reader gets them: whole for whoever said them and for whom the case is about. */
function readBy(
  { clock }: Context,
  relation: Relation,
  { actorSubject }: CaseEvent,
  subject: string,
  words: Texts | null,
): Texts | null {
  if (words === null || actorSubject === subject) return words
  if (relation === 'applicant' || relation === 'submitter') return words
  // Whom else the organ told is not told to a party.
  const { parties: _, ...own } = words
  return asTexts(maskWords(relation === 'party' ? own : words, civilDateAt(clock.now())))
}

/** Guarantee: masking keeps the shape of what it masks. */
const asTexts = (words: Json) => words as Texts

export async function entryOf(
  ctx: Context,
  { row, texts, relation, actor, policy }: LoadedCase,
  event: CaseEvent,
  fresh: FreshWords | undefined,
  handovers: readonly HandoverView[] = [],
): Promise<TimelineEntry> {
  const { seq, type, actorKind, data, hash } = event
  const told = toldIn(event, handovers)
  const words =
    fresh?.seq === seq
      ? fresh.texts
      : mayReadWords(relation, event, actor.subject)
        ? readBy(ctx, relation, event, actor.subject, await openTexts(ctx, row.caseNumber, event, texts))
        : null
  const role = textOf(data.role)
  return {
    seq,
    type,
    ...EVENT_NAMES[type],
    // What a partner tells has happened there, at an instant of its own.
    at: typeof data.happenedAt === 'number' ? data.happenedAt : event.at,
    by: actorKind,
    role,
    roleName: role !== null && isRole(role) ? ROLES[role] : null,
    department: textOf(data.department),
    post: textOf(data.post),
    onBehalf: data.onBehalfOf !== undefined,
    reasons: told ?? reasonsOf(data, words),
    ground: textOf(data.ground),
    basis: textOf(data.basis) ?? basisOf(type, policy),
    document: textOf(data.document),
    facts: Object.fromEntries(
      FACTS.flatMap((name) => {
        const fact = data[name]
        return typeof fact === 'string' || typeof fact === 'number' ? [[name, fact]] : []
      }),
    ),
    words,
    hash,
  }
}

/** Codes and days of events that people may read as they are. */
const FACTS = [
  'opinion',
  'neededWorkdays',
  'workdays',
  'fromOn',
  'untilOn',
  'inspectedOn',
  'finding',
  'validUntil',
  'heldOn',
  'servedOn',
  'method',
  'effectiveOn',
  'dueOn',
  'fault',
  'licence',
  'cancelledLicence',
  'handlingRegion',
  'agreement',
  'mode',
  'outcome',
  'acceptedOn',
  'decidedOn',
  'change',
  'changed',
  'calendar',
  'code',
  'rules',
] as const

/** The reasons a partner gave with this, in its words; undefined where the event is this region's own. */
function toldIn({ actorKind, actorSubject, data }: CaseEvent, handovers: readonly HandoverView[]) {
  if (actorKind !== 'partner' || typeof data.told !== 'number') return undefined
  const said = handovers
    .find(({ partner }) => partner.region === actorSubject)
    ?.told.find(({ seq }) => seq === data.told)
  return (said?.reasons ?? []).map(({ zh, basis }) => (basis === '' ? zh : `${zh}（依据：${basis}）`))
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name)

/** The machine's reasons are codes of its rules; those of people are words, kept beside the chain. */
function reasonsOf(data: CaseEvent['data'], words: Texts | null): readonly string[] {
  const given = words?.reasons
  if (Array.isArray(given)) return given.flatMap(reasonText)
  const said = textOf(words?.statement) ?? textOf(words?.note)
  if (said !== null) return [said]
  return Array.isArray(data.reasons)
    ? data.reasons.map(String).filter((code) => !code.startsWith('text/'))
    : []
}

function reasonText(reason: unknown): string[] {
  if (typeof reason !== 'object' || reason === null || !('text' in reason)) return []
  const { text } = reason
  const basis = 'basis' in reason && typeof reason.basis === 'string' ? `（依据：${reason.basis}）` : ''
  return typeof text === 'string' ? [`${text}${basis}`] : []
}
