import { type Inclusion, keyOf, type RecordKind } from '@tongban/evidence'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { plainRowsOfCase } from '@tongban/store'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { proofsOf } from './proofs.ts'

/**
 * The evidence of one case for whoever may see it: the head of its chain, which was just followed from the first
 * event, and for each event, decision record and document, and each event of the licences it issued, the way to the
 * signed root of its day.
 */
export type CaseProof = {
  readonly caseNumber: string
  readonly seq: number
  readonly headHash: string
  readonly records: readonly ProvedRecord[]
}
const KINDS = ['caseEvent', 'decision', 'document', 'licenceEvent'] as const satisfies readonly RecordKind[]
export type ProvedRecord = {
  readonly kind: (typeof KINDS)[number]
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

/** Which column of a record stands for its content. */
const DIGEST_OF = {
  caseEvent: 'hash',
  decision: 'recordDigest',
  document: 'digest',
  licenceEvent: 'hash',
} as const satisfies Record<ProvedRecord['kind'], string>

export async function provedRecords(ctx: Context, caseNumber: string): Promise<readonly ProvedRecord[]> {
  const read = await ctx.database.read(KINDS.map((kind) => plainRowsOfCase(kind, caseNumber)))
  const rows = KINDS.flatMap((kind, at) => (read[at] ?? []).map((row) => ({ kind, row })))
  const proofs = await proofsOf(ctx, rows)
  return rows.map(({ kind, row }, at) => ({
    kind,
    key: keyOf(kind, row),
    digest: String(row[DIGEST_OF[kind]]),
    inclusion: proofs[at] ?? null,
  }))
}
