import { civilDateAt } from '@tongban/calendar'
import { caseKeyId, ownRing } from '@tongban/privacy'
import {
  CASE_COLUMNS,
  type CaseKeyRow,
  caseKeyOf,
  casesToArchive,
  cellsOfCase,
  insertCaseKey,
  type RetentionRow,
  type Statement,
  setRetention,
} from '@tongban/store'
import { appendEvents } from '../cases/append-events.ts'
import { eachCase } from '../cases/each-case.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { newCaseKey, openRow } from './case-keys.ts'
import { underKey } from './under-own-key.ts'

/**
 * Puts closed cases into the archive 归档: the fields of each come under its own key, and an event says until when it is
 * kept. One batch for each case, so that a run that ends in the middle leaves every case whole; the next goes on.
 */
const CASES = 50

export async function archiveCases(ctx: Context): Promise<string> {
  const on = civilDateAt(ctx.clock.now())
  const [due] = await ctx.database.read([casesToArchive({ on, limit: CASES })])
  const archived = await eachCase(ctx, due, (retention) => archiveOne(ctx, retention))
  return `archived ${archived}${due.length === CASES ? ', more to come' : ''}`
}

async function archiveOne(ctx: Context, retention: RetentionRow): Promise<boolean> {
  const { caseNumber, retainUntilOn, years, basis } = retention
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) throw new Error(`a case that was filed cannot be loaded: ${loaded.failure.code}`)
  const now = ctx.clock.now()
  const moved = await underOwnKey(ctx, caseNumber)
  const appended = await appendEvents(
    ctx,
    loaded.value,
    [
      {
        type: 'archived',
        at: now,
        actorKind: 'clock',
        actorSubject: 'archive',
        data: { retainUntilOn, years, basis: basisKind(basis), key: moved.key.fingerprint },
      },
    ],
    [...moved.statements, setRetention({ ...retention, archiveOn: null, archivedAt: now, updatedAt: now })],
  )
  // Somebody took a step in the meantime, or opened it again: it is filed anew, and comes another day.
  return appended.ok
}

export type Moved = { readonly key: CaseKeyRow; readonly statements: readonly Statement[] }

/** What brings every field of a case that is not under its own key under it; makes the key where there is none. */
export async function underOwnKey(ctx: Context, caseNumber: string): Promise<Moved> {
  const [[held], ...cells] = await ctx.database.read([caseKeyOf({ caseNumber }), ...cellsOfCase(caseNumber)])
  const key = held ?? (await newCaseKey(ctx, caseNumber))
  const ring = ownRing(ctx.keys, caseKeyId(caseNumber), await openRow(ctx.keys, key))
  const statements = await underKey(ctx, ring, CASE_COLUMNS, cells)
  return { key, statements: held === undefined ? [insertCaseKey(key), ...statements] : statements }
}

const basisKind = (basis: string | null): string | null =>
  basis === null ? null : (JSON.parse(basis) as { readonly kind: string }).kind
