import type { Failure, Result } from '@tongban/kernel'
import { ok } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { loadCase } from './load.ts'
import { type CaseView, viewOf } from './view.ts'

/** One case: state, timeline, every limit with its basis, documents and what can be done next. */
export async function readCase(ctx: Context, caseNumber: string): Promise<Result<CaseView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber, 'parties')
  return loaded.ok ? ok(await viewOf(ctx, loaded.value)) : loaded
}
