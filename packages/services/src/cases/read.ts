import type { Failure, Result } from '@tongban/kernel'
import { ok } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { handoverRows } from '../handovers/view.ts'
import { loadCaseBeside } from './load.ts'
import { type CaseView, viewOf } from './view.ts'

/** One case: state, timeline, every limit with its basis, documents and what can be done next. One read batch. */
export async function readCase(ctx: Context, caseNumber: string): Promise<Result<CaseView, Failure>> {
  const { loaded, beside } = await loadCaseBeside(ctx, caseNumber, handoverRows(caseNumber), 'parties')
  return loaded.ok ? ok(await viewOf(ctx, loaded.value, undefined, beside)) : loaded
}
