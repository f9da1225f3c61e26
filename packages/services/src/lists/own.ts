import { civilDateAt } from '@tongban/calendar'
import type { Sentence } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { casesOfPerson, type OwnCaseRow } from '@tongban/store'
import { type NextStep, nextSteps } from '../applications/answer.ts'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { custodyWords } from '../handovers/view.ts'
import { latestPage, openBefore } from './latest-first.ts'
import { isState, type ListedCase, listedCase } from './view.ts'

/**
 * 我的办件: the cases of whoever signs in and those they handed in for somebody, the latest first, in one read. Rows are the
 * projections that were written with the last event of each case; the page of a case derives them anew. It names nobody.
 */
export type OwnCase = Omit<
  ListedCase,
  'assigned' | 'department' | 'leftWorkdays' | 'overdueWorkdays' | 'channel'
> & {
  /** Handed in for somebody else. */
  readonly isForOther: boolean
  /** The region that has it now. */
  readonly region: Sentence & {
    readonly code: string
    readonly custody: Sentence & { readonly code: string }
  }
  /** What can be done from here; the page of the case tells all. */
  readonly next: readonly NextStep[]
}
export type OwnCases = {
  readonly asOf: number
  readonly cases: readonly OwnCase[]
  readonly cursor: string | null
}

export async function listOwnCases(
  ctx: Context,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<OwnCases, Failure>> {
  if (ctx.actor.kind !== 'applicant')
    return fail({ code: 'notAllowed', need: '实名申请人 verified applicant' })
  const person = await actorIndex(ctx.keys, ctx.actor)
  const asked = JSON.stringify(['my-cases', person])
  const before = await openBefore(ctx.keys, cursor, asked)
  if (!before.ok) return before
  const { beforeAt, beforeId } = before.value
  const [rows] = await ctx.database.read([
    casesOfPerson({ person, beforeAt, before: beforeId, limit: limit + 1 }),
  ])
  const placeOf = ({ receivedAt, caseNumber }: OwnCaseRow) => ({ at: receivedAt, id: caseNumber })
  const page = await latestPage(ctx.keys, rows, limit, placeOf, asked)
  const asOf = ctx.clock.now()
  return ok({ asOf, cases: page.rows.map((row) => viewOf(ctx, row, asOf)), cursor: page.cursor })
}

function viewOf(ctx: Context, row: OwnCaseRow, now: number): OwnCase {
  const viewer = { names: new Map(), me: '', now, today: civilDateAt(now) }
  const { caseNumber, item, situation, state, stateName, receivedOn, closedOn, dueOn, due } = listedCase(
    ctx,
    row,
    viewer,
  )
  return {
    caseNumber,
    item,
    situation,
    state,
    stateName,
    receivedOn,
    closedOn,
    dueOn,
    due,
    isForOther: row.isForOther,
    region: regionOf(ctx, row),
    next: isState(state)
      ? nextSteps(
          caseNumber,
          { state, handover: null, automatic: false, declinedOn: null, annulledOn: null },
          false,
        )
      : [],
  }
}

function regionOf({ region }: Context, row: OwnCaseRow): OwnCase['region'] {
  const { partner, custody, state } = row
  if (partner === null || custody === null || state !== 'transferred')
    return { code: region.code, ...region.name, custody: custodyWords('here') }
  return {
    code: partner,
    zh: row.partnerZh ?? partner,
    en: row.partnerEn ?? partner,
    custody: custodyWords(custody),
  }
}
