import { type Failure, ok, type Result } from '@tongban/kernel'
import { retentionOfCase } from '@tongban/store'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'

/** How long a case is kept and on what basis, whether it is held, and the certificate of its erasure. */
export type RetentionView = {
  readonly caseNumber: string
  readonly closedOn: string | null
  /** Null while it is open, was not filed yet, or its item names no basis. */
  readonly retainUntilOn: string | null
  readonly years: number | null
  readonly basis: { readonly kind: string; readonly zh: string; readonly en: string } | null
  readonly archivedOn: string | null
  readonly heldOn: string | null
  readonly erasedOn: string | null
  /** JWS of typ `tongban-erasure`. */
  readonly certificate: string | null
}

export async function readRetention(
  ctx: Context,
  caseNumber: string,
): Promise<Result<RetentionView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  return loaded.ok ? ok(await retentionView(ctx, loaded.value)) : loaded
}

export async function retentionView(ctx: Context, { row, fold }: LoadedCase): Promise<RetentionView> {
  const { caseNumber } = row
  const [[kept]] = await ctx.database.read([retentionOfCase({ caseNumber })])
  const { closedOn, archivedOn, heldOn, erasedOn } = fold
  return {
    caseNumber,
    closedOn,
    retainUntilOn: kept?.retainUntilOn ?? null,
    years: kept?.years ?? null,
    basis: basisIn(kept?.basis ?? null),
    archivedOn,
    heldOn,
    erasedOn,
    certificate: kept?.certificate ?? null,
  }
}

/** Guarantee: the text was written by `fileClosedCases` from an item's basis. */
const basisIn = (text: string | null) => (text === null ? null : (JSON.parse(text) as RetentionView['basis']))
