import type { Inclusion } from '@tongban/evidence'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { plainRowsOfCase } from '@tongban/store'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { proofsOf } from './proofs.ts'

/**
 * The evidence of one case for whoever may see it: the head of its chain, which was just followed from the first
 * event, and for each event, decision record and document the way to the signed root of its day.
 */
export type CaseProof = {
  readonly caseNumber: string
  readonly seq: number
  readonly headHash: string
  readonly records: readonly ProvedRecord[]
}
export type ProvedRecord = {
  readonly kind: 'caseEvent' | 'decision' | 'document'
  readonly key: string
  readonly digest: string
  /** Null: the day is not sealed yet. */
  readonly inclusion: Inclusion | null
}

export async function proveCase(ctx: Context, caseNumber: string): Promise<Result<CaseProof, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) return loaded
  const { seq, headHash } = loaded.value.row
  return ok({ caseNumber, seq, headHash, records: await provedRecords(ctx, caseNumber) })
}

export async function provedRecords(ctx: Context, caseNumber: string): Promise<readonly ProvedRecord[]> {
  const kinds = ['caseEvent', 'decision', 'document'] as const
  const read = await ctx.database.read(kinds.map((kind) => plainRowsOfCase(kind, caseNumber)))
  const rows = kinds.flatMap((kind, at) => (read[at] ?? []).map((row) => ({ kind, row })))
  const proofs = await proofsOf(ctx, rows)
  return rows.map(({ kind, row }, at) => ({
    kind,
    key: kind === 'document' ? String(row.documentNumber) : `${caseNumber}/${row.seq}`,
    digest: String(kind === 'caseEvent' ? row.hash : kind === 'decision' ? row.recordDigest : row.digest),
    inclusion: proofs[at] ?? null,
  }))
}
