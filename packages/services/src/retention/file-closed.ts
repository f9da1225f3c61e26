import { civilDate } from '@tongban/calendar'
import { findItemVersion } from '@tongban/catalogue'
import { archiveOn, retentionOf } from '@tongban/evidence'
import type { CivilDate } from '@tongban/kernel'
import {
  casesTouched,
  endOfEvents,
  insertRetention,
  type RetentionRow,
  type Statement,
  setRetention,
  type TouchedCase,
} from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Files closed cases: works out until when each is kept, by its item's rule and basis, and when it goes to the archive.
 * Reads every event once in the order of writing, so that the steps themselves write nothing for it; a case that is
 * opened again loses its dates, and one that is closed again gets new ones.
 */
const PAGE = 500
const PAGES = 20

export async function fileClosedCases(
  ctx: Context,
  cursor: string | null,
): Promise<{ readonly cursor: string | null; readonly outcome: string; readonly rows: number }> {
  let after = Number(cursor ?? 0)
  const counts = { filed: 0, opened: 0, withoutBasis: 0 }
  for (let page = 0; page < PAGES; page += 1) {
    const stretch = { after, limit: PAGE }
    const [[end], touched] = await ctx.database.read([endOfEvents(stretch), casesTouched(stretch)])
    if (end === undefined) break
    const statements = touched.flatMap((each) => fileOne(ctx, each, counts))
    if (statements.length > 0) {
      const written = await ctx.database.write(statements)
      // Somebody else files the same cases: the next run goes on from here.
      if (!written.ok) break
    }
    after = end.row
  }
  const { filed, opened, withoutBasis } = counts
  return {
    cursor: String(after),
    outcome: `filed ${filed}, open again ${opened}, without a basis ${withoutBasis}`,
    rows: filed + opened,
  }
}

type Counts = { filed: number; opened: number; withoutBasis: number }

function fileOne(ctx: Context, touched: TouchedCase, counts: Counts): readonly Statement[] {
  const { caseNumber, retention: held } = touched
  const updatedAt = ctx.clock.now()
  const before: RetentionRow = held ?? { ...UNFILED, caseNumber, updatedAt }
  if (before.erasedOn !== null) return []
  const closedOn = dayOf(touched.closedOn)
  const write = (row: RetentionRow) => [held === null ? insertRetention(row) : setRetention(row)]
  if (closedOn === null) {
    if (held === null || held.closedOn === null) return []
    counts.opened += 1
    return write({ ...UNFILED, caseNumber, updatedAt })
  }
  const item = findItemVersion(touched.itemCode, Number(touched.itemVersion))
  const rule = item.ok ? item.value.retention : undefined
  const kept = retentionOf(rule, { decidedOn: dayOf(touched.decidedOn), closedOn })
  counts.filed += 1
  if (!kept.ok) counts.withoutBasis += 1
  return write({
    ...before,
    closedOn,
    retainUntilOn: kept.ok ? kept.value.retainUntilOn : null,
    years: kept.ok ? kept.value.years : null,
    basis: kept.ok ? JSON.stringify(kept.value.basis) : null,
    archiveOn: kept.ok && before.archivedAt === null ? archiveOn(closedOn) : null,
    updatedAt,
  })
}

const UNFILED = {
  closedOn: null,
  retainUntilOn: null,
  years: null,
  basis: null,
  archiveOn: null,
  archivedAt: null,
  held: 0,
  erasedOn: null,
  certificate: null,
} as const

const dayOf = (text: string | null): CivilDate | null => (text === null ? null : (civilDate(text) ?? null))
