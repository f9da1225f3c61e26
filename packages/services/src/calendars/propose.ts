import { type Arrangement, openCalendar } from '@tongban/calendar'
import { canonicalJson, type Failure, fail, holdsRole, type Json, ok, type Result } from '@tongban/kernel'
import { type ArrangementRow, allArrangements, insertArrangement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { composeData } from './compose.ts'
import { type ArrangementView, arrangementView } from './view.ts'

/**
 * Proposes an arrangement of rest and 调休 working days: a year's as the State Council orders it, an amendment of one,
 * or the region's own (《全国年节及纪念日放假办法》). It holds only when a second official has compared it with the
 * notice and published it: the day a citizen's limit ends hangs on it.
 */
export type ArrangementInput = { readonly year: number | null } & Arrangement

export async function proposeArrangement(
  ctx: Context,
  { year, ...arrangement }: ArrangementInput,
): Promise<Result<ArrangementView, Failure>> {
  if (!holdsRole(ctx.actor, 'admin', 'supervisor'))
    return fail({ code: 'notAllowed', need: '系统管理员 admin、监察员 supervisor' })
  const [rows] = await ctx.database.read([allArrangements({})])
  const row: ArrangementRow = {
    seq: (rows.at(-1)?.seq ?? 0) + 1,
    year,
    arrangement: arrangementText(arrangement),
    state: 'proposed',
    proposedBy: await actorIndex(ctx.keys, ctx.actor),
    proposedAt: ctx.clock.now(),
    approvedBy: null,
    approvedAt: null,
  }
  const opened = openCalendar(composeData([...rows, { ...row, state: 'published' }]))
  if (!opened.ok) return fail({ code: 'invalidInput', errors: opened.failure })
  const written = await ctx.database.write([insertArrangement(row)])
  return written.ok ? ok(arrangementView(row)) : fail({ code: 'stillRunning' })
}

/** As it is stored. */
export const arrangementText = (arrangement: Arrangement): string => canonicalJson(asJson(arrangement))

/** Guarantee: an arrangement holds texts, lists of texts and null only. */
const asJson = (value: Arrangement) => value as unknown as Json
