import { civilDateAt } from '@tongban/calendar'
import { type CaseEvent, type CaseFold, foldEvents, type StepPolicy } from '@tongban/cases'
import { type Claim, claimOf, findItemVersion, type Item } from '@tongban/catalogue'
import { type CivilDate, type Failure, fail, type Json, ok, type Result, type Role } from '@tongban/kernel'
import {
  type CaseEventRow,
  type CaseRow,
  caseByNumber,
  type DecisionRow,
  type DelegationRow,
  type DocumentRow,
  decisionsOfCase,
  documentsOfCase,
  type EventTextsRow,
  eventsOfCase,
  type FileRow,
  filesOfCase,
  textsOfCase,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { type Acting, actingAs, delegationsTo } from '../delegations/in-force.ts'
import { firstBrokenEvent } from './chain.ts'
import { actorIndex } from './identity.ts'
import { stepPolicyOf } from './step-policy.ts'

/**
 * Loads a case for whoever may see it: the person concerned, whoever handed it in, interested parties who were told,
 * officials of its department, of the departments that examine it jointly, of the counters and of supervision. To
 * everybody else a case that exists and one that does not look the same.
 */
export type LoadedCase = {
  readonly row: CaseRow
  readonly events: readonly CaseEvent[]
  readonly fold: CaseFold
  readonly decisions: readonly DecisionRow[]
  readonly documents: readonly DocumentRow[]
  /** Words of events, encrypted. */
  readonly texts: readonly EventTextsRow[]
  /** Its uploads, complete or not, where they were asked for. */
  readonly files: readonly FileRow[]
  readonly item: Item
  readonly claim: Claim
  readonly policy: StepPolicy
  readonly relation: Relation
  /** The index of whoever asks, and the roles they may act in today. */
  readonly actor: {
    readonly index: string
    /** How events name them: an official by index, whoever applied by how they stand to the case. */
    readonly subject: string
    readonly acting: readonly Acting[]
  }
}

/** The case as it is once these events are appended; its row but for the fold is as before. */
export const afterwards = (loaded: LoadedCase, fold: CaseFold, events: readonly CaseEvent[]): LoadedCase => ({
  ...loaded,
  fold,
  events: [...loaded.events, ...events],
})

/** How the actor stands to the case. */
export type Relation =
  | 'applicant'
  | 'submitter'
  | 'party'
  | 'department'
  /** A department of joint handling: it sees the case and gives its opinion. */
  | 'stage'
  /** A window 综合窗口 of the service centre, which takes and hands out papers for every department. */
  | 'counter'
  | 'oversight'
  | 'clock'

/** Officials who see every case of the region, and those who see the cases of their own department. */
export const OVERSIGHT: readonly Role[] = ['supervisor', 'auditor', 'governmentHead']
export const DEPARTMENT: readonly Role[] = ['window', 'handler', 'chief', 'head']

export async function loadCase(
  ctx: Context,
  caseNumber: string,
  /**
   * Interested parties see where the case stands, and may speak; its papers are not theirs. A counter takes and hands
   * out papers of whoever comes with the number of a case, and reads it no further than the step it takes.
   */
  admits: 'owners' | 'parties' | 'counters' = 'owners',
  /** With its uploads, for a step that speaks of them; otherwise none are read. */
  withFiles = false,
): Promise<Result<LoadedCase, Failure>> {
  const index = await actorIndex(ctx.keys, ctx.actor)
  const today = civilDateAt(ctx.clock.now())
  const statements = [
    caseByNumber({ caseNumber }),
    eventsOfCase({ caseNumber }),
    decisionsOfCase({ caseNumber }),
    documentsOfCase({ caseNumber }),
    textsOfCase({ caseNumber }),
    delegationsTo(index, today),
  ] as const
  const [[row], eventRows, decisions, documents, texts, delegations, files = []] = withFiles
    ? await ctx.database.read([...statements, filesOfCase({ caseNumber })])
    : [...(await ctx.database.read(statements)), []]
  if (row === undefined) return NOT_FOUND
  const item = findItemVersion(row.itemCode, Number(row.itemVersion))
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  if (!claim.ok) return claim
  const policy = stepPolicyOf(ctx, item.value, claim.value)
  const events = eventRows.map(asEvent)
  const acting = rolesOf(ctx, delegations, today)
  const relation = relationOf(ctx, { row, events, policy, claim: claim.value, acting }, index)
  if (relation === undefined || !isAdmitted(relation, admits)) return NOT_FOUND
  const broken = await firstBrokenEvent(caseNumber, events)
  if (broken !== null) throw new Error(`event ${broken} of a case does not follow from the one before it`)
  const fold = foldEvents(events)
  // A list cut short folds well; only the head tells that something is missing.
  if (fold.headHash !== row.headHash) throw new Error('the events of a case do not end at its head')
  return ok({
    row,
    events,
    fold,
    decisions,
    documents,
    texts,
    files,
    item: item.value,
    claim: claim.value,
    policy,
    relation,
    actor: { index, subject: subjectOf(relation, index), acting },
  })
}

/**
 * An applicant's index would stand in the chain when the case is erased, and whoever holds the index key could still ask
 * whether a person had applied (个人信息保护法 47). That they are the applicant is all an event needs.
 */
export const subjectOf = (relation: Relation, index: string): string =>
  relation === 'applicant' || relation === 'submitter' ? relation : index

function isAdmitted(relation: Relation, admits: 'owners' | 'parties' | 'counters'): boolean {
  if (relation === 'party') return admits !== 'owners'
  return relation !== 'counter' || admits === 'counters'
}

const NOT_FOUND = fail({ code: 'notFound', what: 'case' } as const)

const rolesOf = ({ actor }: Context, delegations: readonly DelegationRow[], today: CivilDate) =>
  actor.kind === 'official' ? actingAs(actor, delegations, today) : []

type Found = Pick<LoadedCase, 'row' | 'events' | 'policy' | 'claim'> & Pick<LoadedCase['actor'], 'acting'>

function relationOf({ actor, region }: Context, found: Found, index: string): Relation | undefined {
  const { row, events, policy, claim, acting } = found
  // A role that is lent opens what its holder sees.
  const holds = (roles: readonly Role[]) => acting.some(({ role }) => roles.includes(role))
  if (actor.kind === 'clock') return 'clock'
  if (actor.kind === 'applicant') {
    if (row.applicantIndex === index) return 'applicant'
    if (row.submitterIndex === index) return 'submitter'
    return events.some((event) => isTold(event, index)) ? 'party' : undefined
  }
  if (actor.kind !== 'official') return undefined
  if (holds(OVERSIGHT)) return 'oversight'
  // Whoever handed it in at a window goes on seeing it, whichever department decides.
  if (row.submitterIndex === index) return 'department'
  if (!holds(DEPARTMENT)) return undefined
  // The lower organ goes on seeing what it forwarded to its superior.
  if ([row.departmentCode, claim.department].includes(actor.department)) return 'department'
  if (policy.plan.joint?.stages.some(({ department }) => department === actor.department)) return 'stage'
  return holds(['window']) && hasCounter({ region }, actor.department) ? 'counter' : undefined
}

/** Whether windows 窗口 of this department serve the public. */
export const hasCounter = ({ region }: Pick<Context, 'region'>, department: string): boolean =>
  (region.departments.find(({ code }) => code === department)?.windows.length ?? 0) > 0

/** Whether this event told the person of this index of an application that touches them (行政许可法 36). */
const isTold = ({ type, data }: CaseEvent, index: string) =>
  type === 'thirdPartyNotified' && Array.isArray(data.parties) && data.parties.includes(index)

/** Guarantee: event rows are written by `insertEvent` from a `CaseEvent` only. */
function asEvent({ caseNumber: _, data, ...row }: CaseEventRow): CaseEvent {
  return { ...row, data: JSON.parse(data) as { [key: string]: Json } } as CaseEvent
}
