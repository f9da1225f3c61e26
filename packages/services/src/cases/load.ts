import { type CaseEvent, type CaseFold, foldEvents } from '@tongban/cases'
import { type Claim, claimOf, findItemVersion, type Item } from '@tongban/catalogue'
import { type Failure, fail, type Json, ok, type Result, type Role } from '@tongban/kernel'
import {
  type CaseEventRow,
  type CaseRow,
  caseByNumber,
  type DecisionRow,
  type DocumentRow,
  decisionsOfCase,
  documentsOfCase,
  eventsOfCase,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { firstBrokenEvent } from './chain.ts'
import { actorIndex } from './identity.ts'

/**
 * Loads a case for whoever may see it: the person concerned, whoever handed it in, and officials of its department
 * or of supervision. To everybody else a case that exists and one that does not look the same.
 */
export type LoadedCase = {
  readonly row: CaseRow
  readonly events: readonly CaseEvent[]
  readonly fold: CaseFold
  readonly decisions: readonly DecisionRow[]
  readonly documents: readonly DocumentRow[]
  readonly item: Item
  readonly claim: Claim
  readonly relation: Relation
}

/** How the actor stands to the case. */
export type Relation = 'applicant' | 'submitter' | 'department' | 'oversight'

/** Officials who see every case of the region, and those who see the cases of their own department. */
const OVERSIGHT: readonly Role[] = ['supervisor', 'auditor', 'governmentHead']
const DEPARTMENT: readonly Role[] = ['window', 'handler', 'chief', 'head']

export async function loadCase(ctx: Context, caseNumber: string): Promise<Result<LoadedCase, Failure>> {
  const index = await actorIndex(ctx.keys, ctx.actor)
  const [[row], eventRows, decisions, documents] = await ctx.database.read([
    caseByNumber({ caseNumber }),
    eventsOfCase({ caseNumber }),
    decisionsOfCase({ caseNumber }),
    documentsOfCase({ caseNumber }),
  ])
  const relation = row === undefined ? undefined : relationOf(ctx, row, index)
  if (row === undefined || relation === undefined) return fail({ code: 'notFound', what: 'case' })
  const item = findItemVersion(row.itemCode, Number(row.itemVersion))
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  if (!claim.ok) return claim
  const events = eventRows.map(asEvent)
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
    item: item.value,
    claim: claim.value,
    relation,
  })
}

function relationOf({ actor }: Context, row: CaseRow, index: string): Relation | undefined {
  if (actor.kind === 'applicant') {
    if (row.applicantIndex === index) return 'applicant'
    return row.submitterIndex === index ? 'submitter' : undefined
  }
  if (actor.kind !== 'official') return undefined
  if (actor.roles.some((role) => OVERSIGHT.includes(role))) return 'oversight'
  // Whoever handed it in at a window goes on seeing it, whichever department decides.
  if (row.submitterIndex === index) return 'department'
  const isOwn = actor.department === row.departmentCode
  return isOwn && actor.roles.some((role) => DEPARTMENT.includes(role)) ? 'department' : undefined
}

/** Guarantee: event rows are written by `insertEvent` from a `CaseEvent` only. */
function asEvent({ caseNumber: _, data, ...row }: CaseEventRow): CaseEvent {
  return { ...row, data: JSON.parse(data) as { [key: string]: Json } } as CaseEvent
}
