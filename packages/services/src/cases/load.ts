import { civilDateAt } from '@tongban/calendar'
import { type CaseEvent, type CaseFold, foldEvents, type StepPolicy } from '@tongban/cases'
import { type Claim, claimOf, findItemVersion, type Item } from '@tongban/catalogue'
import { type CivilDate, type Failure, fail, type Json, ok, type Result, type Role } from '@tongban/kernel'
import {
  type CalendarChangeRow,
  type CaseEventRow,
  type CasePartyRow,
  type CaseRow,
  calendarChangesOfCase,
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
  type HandoverRow,
  handoversOfCase,
  type LicenceEventRow,
  type LicenceRow,
  licenceEventsOfCase,
  licencesOfApplicant,
  licencesOfCase,
  partiesOfCase,
  type RowsOf,
  type Statement,
  textsOfCase,
} from '@tongban/store'
import { untoldIn } from '../calendars/untold.ts'
import type { Context } from '../context.ts'
import { type Acting, actingAs, delegationsTo } from '../delegations/in-force.ts'
import { asPart } from '../joint/part.ts'
import { HOLDER_LIMIT } from '../licences/as-source.ts'
import { licenceSlot, type Slot } from '../licences/draw.ts'
import { claimAt, insideIn } from '../routes/inside-way.ts'
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
  /** Whom the keys of its interested parties mean. */
  readonly parties: readonly CasePartyRow[]
  /** What calendars published since have done to its clocks, the oldest first. */
  readonly calendarChanges: readonly CalendarChangeRow[]
  /** The regions it is handled with, one row for each; for most cases none. */
  readonly handovers: readonly HandoverRow[]
  /** The licences its decisions issued, the oldest first. */
  readonly licences: readonly LicenceRow[]
  /** What happened to them, in its order. */
  readonly licenceEvents: readonly LicenceEventRow[]
  /** What a grant needs for its licence, where it was asked for: those that whoever applied holds, and a place for it. */
  readonly granting: { readonly held: readonly LicenceRow[]; readonly slot: Slot } | null
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
  /** A region that has a part in the case (行政许可法 26; 国办发〔2020〕35号); it speaks through its exchange alone. */
  | 'partner'

/** Officials who see every case of the region, and those who see the cases of their own department. */
export const OVERSIGHT: readonly Role[] = ['supervisor', 'auditor', 'governmentHead']
export const DEPARTMENT: readonly Role[] = ['window', 'handler', 'chief', 'head']

type Admits = 'owners' | 'parties' | 'counters'
type Also = 'files' | 'granting' | null

export async function loadCase(
  ctx: Context,
  caseNumber: string,
  /**
   * Interested parties see where the case stands, and may speak; its papers are not theirs. A counter takes and hands
   * out papers of whoever comes with the number of a case, and reads it no further than the step it takes.
   */
  admits: Admits = 'owners',
  /** With its uploads for a step that speaks of them, or with what a grant needs for a licence; otherwise neither is read. */
  also: Also = null,
): Promise<Result<LoadedCase, Failure>> {
  const { loaded } = await loadCaseBeside(ctx, caseNumber, [], admits, also)
  return loaded
}

/** The same, with the rows of other statements read in the same round trip, whether or not there is such a case. */
export async function loadCaseBeside<const S extends readonly Statement<unknown>[]>(
  ctx: Context,
  caseNumber: string,
  beside: S,
  admits: Admits = 'owners',
  also: Also = null,
): Promise<{ readonly loaded: Result<LoadedCase, Failure>; readonly beside: RowsOf<S> }> {
  const read = await readCase(ctx, caseNumber, beside, also)
  return { loaded: await openCase(ctx, caseNumber, read, admits), beside: read.beside }
}

async function readCase<const S extends readonly Statement<unknown>[]>(
  ctx: Context,
  caseNumber: string,
  beside: S,
  also: Also,
) {
  const index = await actorIndex(ctx.keys, ctx.actor)
  const today = civilDateAt(ctx.clock.now())
  const statements = [
    caseByNumber({ caseNumber }),
    eventsOfCase({ caseNumber }),
    decisionsOfCase({ caseNumber }),
    documentsOfCase({ caseNumber }),
    textsOfCase({ caseNumber }),
    delegationsTo(index, today),
    licencesOfCase({ caseNumber }),
    calendarChangesOfCase({ caseNumber }),
    partiesOfCase({ caseNumber }),
    licenceEventsOfCase({ caseNumber }),
    handoversOfCase({ caseNumber }),
  ] as const
  return { index, today, ...(await readWith(ctx, caseNumber, statements, beside, also)) }
}

async function openCase(
  ctx: Context,
  caseNumber: string,
  read: Omit<Awaited<ReturnType<typeof readCase>>, 'beside'>,
  admits: Admits,
): Promise<Result<LoadedCase, Failure>> {
  const { index, today } = read
  const [[row], eventRows, decisions, documents, texts, delegations, licences, ...others] = read.rows
  const [calendarChanges, parties, licenceEvents, handovers] = others
  if (row === undefined) return NOT_FOUND
  const found = kindOf(ctx, row, eventRows[0])
  if (!found.ok) return found
  const { item, claim } = found.value
  const plain = stepPolicyOf(ctx, item, claim)
  const events = eventRows.map(asEvent)
  const acting = rolesOf(ctx, delegations, today)
  const here = { row, events, parties, handovers, policy: plain, claim, acting }
  const relation = relationOf(ctx, here, index)
  if (relation === undefined || !isAdmitted(relation, admits)) return NOT_FOUND
  const broken = await firstBrokenEvent(caseNumber, events)
  if (broken !== null) throw new Error(`event ${broken} of a case does not follow from the one before it`)
  const fold = foldEvents(events)
  // A list cut short folds well; only the head tells that something is missing.
  if (fold.headHash !== row.headHash) throw new Error('the events of a case do not end at its head')
  const untold = await untoldIn(ctx, plain.plan, fold, calendarChanges)
  const policy = untold.length === 0 ? plain : { ...plain, plan: { ...plain.plan, untold } }
  return ok({
    row,
    events,
    fold,
    decisions,
    documents,
    texts,
    files: read.files,
    calendarChanges,
    parties,
    handovers,
    licences,
    licenceEvents,
    granting: read.granting,
    item,
    claim,
    policy,
    relation,
    actor: { index, subject: subjectOf(ctx, here, relation, index), acting },
  })
}

/** The item and the region's claim of it; of a part in joint handling that of the department whose stage it is. */
export function kindOf(
  ctx: Pick<Context, 'region'>,
  row: Pick<CaseRow, 'itemCode' | 'itemVersion'>,
  received: CaseEventRow | undefined,
): Result<{ readonly item: Item; readonly claim: Claim }, Failure> {
  const item = findItemVersion(row.itemCode, Number(row.itemVersion))
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  if (!claim.ok) return claim
  const data = received === undefined ? {} : asEvent(received).data
  const { mode, stage } = data
  if (mode !== 'joint' || typeof stage !== 'string')
    return ok({ item: item.value, claim: claimAt(claim.value, insideIn(data)) })
  const part = asPart(item.value, claim.value, stage)
  if (part === null) throw new Error('a case is part of a stage this region does not have')
  return ok(part)
}

/** One round trip, whatever else is asked for. */
async function readWith<
  const S extends readonly Statement<unknown>[],
  const B extends readonly Statement<unknown>[],
>(ctx: Context, caseNumber: string, statements: S, beside: B, also: 'files' | 'granting' | null) {
  const apart = (rows: readonly unknown[]) => ({
    rows: asRows<S>(rows.slice(0, statements.length)),
    beside: asRows<B>(rows.slice(statements.length)),
  })
  if (also === 'files') {
    const [files, ...rows] = await ctx.database.read([filesOfCase({ caseNumber }), ...statements, ...beside])
    return { ...apart(rows), files, granting: null }
  }
  if (also === 'granting') {
    const slot = licenceSlot(ctx)
    const held = licencesOfApplicant({ caseNumber, limit: HOLDER_LIMIT })
    const [places, licences, ...rows] = await ctx.database.read([
      slot.statement,
      held,
      ...statements,
      ...beside,
    ])
    return { ...apart(rows), files: [], granting: { held: licences, slot: slot.take(places) } }
  }
  return { ...apart(await ctx.database.read([...statements, ...beside])), files: [], granting: null }
}

/** Guarantee: the rows are those of the statements, in their order. */
const asRows = <S extends readonly Statement<unknown>[]>(rows: readonly unknown[]) => rows as RowsOf<S>

/**
 * An applicant's index would stand in the chain when the case is erased, and whoever holds the index key could still ask
 * whether a person had applied (个人信息保护法 47). That they are the applicant is all an event needs.
 */
function subjectOf({ actor }: Context, { events, parties }: Told, relation: Relation, index: string): string {
  if (actor.kind === 'partner') return actor.subject
  if (relation === 'applicant' || relation === 'submitter') return relation
  // So would an interested party's: events name it by its key in this case.
  return relation === 'party' ? (partyKeyOf({ events, parties }, index) ?? index) : index
}

type Told = Pick<LoadedCase, 'events' | 'parties'>

function isAdmitted(relation: Relation, admits: Admits): boolean {
  if (relation === 'party') return admits !== 'owners'
  return relation !== 'counter' || admits === 'counters'
}

const NOT_FOUND = fail({ code: 'notFound', what: 'case' } as const)

const rolesOf = ({ actor }: Context, delegations: readonly DelegationRow[], today: CivilDate) =>
  actor.kind === 'official' ? actingAs(actor, delegations, today) : []

type Found = Pick<LoadedCase, 'row' | 'events' | 'parties' | 'handovers' | 'policy' | 'claim'> &
  Pick<LoadedCase['actor'], 'acting'>

function relationOf({ actor, region }: Context, found: Found, index: string): Relation | undefined {
  const { row, policy, claim, acting } = found
  // A role that is lent opens what its holder sees.
  const holds = (roles: readonly Role[]) => acting.some(({ role }) => roles.includes(role))
  if (actor.kind === 'clock') return 'clock'
  if (actor.kind === 'partner')
    return found.handovers.some(({ partner }) => partner === actor.subject) ? 'partner' : undefined
  if (actor.kind === 'applicant') {
    if (row.applicantIndex === index) return 'applicant'
    if (row.submitterIndex === index) return 'submitter'
    return partyKeyOf(found, index) === null ? undefined : 'party'
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

/**
 * The key under which the person of this index was told of an application that touches them (行政许可法 36); null where
 * nobody told them. Notices of before keys were kept name the index itself.
 */
function partyKeyOf({ events, parties }: Told, index: string): string | null {
  const keys = [
    ...parties.filter(({ partyIndex }) => partyIndex === index).map(({ partyKey }) => partyKey),
    index,
  ]
  const isTold = (key: string) =>
    events.some(
      ({ type, data }) =>
        type === 'thirdPartyNotified' && Array.isArray(data.parties) && data.parties.includes(key),
    )
  return keys.find(isTold) ?? null
}

/** Guarantee: event rows are written by `insertEvent` from a `CaseEvent` only. */
export function asEvent({ caseNumber: _, data, ...row }: CaseEventRow): CaseEvent {
  return { ...row, data: JSON.parse(data) as { [key: string]: Json } } as CaseEvent
}
