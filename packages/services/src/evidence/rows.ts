import { type AuditedRows, PAGE_SIZE, RECORD_KINDS, type SealedLeaf } from '@tongban/evidence'
import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { evidencePage, type PlainRow, plainRowsAfter } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * What an auditor recomputes the evidence from: stored rows without any encrypted column, and the leaves of sealed
 * days. Whoever acted stands in an event under an index or an official's id, as it went into its hash.
 */
export const READABLE_KINDS = [
  ...RECORD_KINDS,
  'case',
  'licence',
  'licenceOwed',
] as const satisfies readonly AuditedRows[]

export type RowsView = { readonly rows: readonly PlainRow[]; readonly next: number | null }

const PAGE = 1000

const mayAudit = (ctx: Context): Result<null, Failure> =>
  holdsRole(ctx.actor, 'auditor') ? ok(null) : fail({ code: 'notAllowed', need: '审计员 auditor' })

export async function listEvidenceRows(
  ctx: Context,
  kind: (typeof READABLE_KINDS)[number],
  after: number,
): Promise<Result<RowsView, Failure>> {
  const may = mayAudit(ctx)
  if (!may.ok) return may
  const [rows] = await ctx.database.read([plainRowsAfter(kind, { after, limit: PAGE })])
  return ok({ rows, next: rows.length < PAGE ? null : (rows.at(-1)?.row ?? null) })
}

export type LeavesView = { readonly leaves: readonly SealedLeaf[]; readonly next: number | null }

/** The leaves of a sealed day, a page at a time; none behind the last page. */
export async function listLeaves(
  ctx: Context,
  on: string,
  page: number,
): Promise<Result<LeavesView, Failure>> {
  const may = mayAudit(ctx)
  if (!may.ok) return may
  const [[row]] = await ctx.database.read([evidencePage({ on, page })])
  const leaves = row === undefined ? [] : asLeaves(row.leaves)
  return ok({ leaves, next: leaves.length < PAGE_SIZE ? null : page + 1 })
}

/** Guarantee: the text was written by `sealDays` as a list of leaves. */
export const asLeaves = (text: string) => JSON.parse(text) as readonly SealedLeaf[]
