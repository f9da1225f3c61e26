import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import { type Taker, takerOf } from '../cases/taker.ts'
import type { Context } from '../context.ts'
import type { FileStore } from './store.ts'

/** Who may hand files in to a case, and who may read them: those for whom its papers are. */
export type FileCase = { readonly loaded: LoadedCase; readonly store: FileStore }

/** The case for whoever may read its files. */
export async function caseForReading(ctx: Context, caseNumber: string): Promise<Result<FileCase, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) return loaded
  return ctx.files === null
    ? fail({ code: 'filesNotConfigured' })
    : ok({ loaded: loaded.value, store: ctx.files })
}

export type AddingCase = FileCase & { readonly taker: Taker }

/** The case for whoever may add to its files: who applied, who handed in, and those who take papers. */
export async function caseForAdding(ctx: Context, caseNumber: string): Promise<Result<AddingCase, Failure>> {
  const opened = await caseForReading(ctx, caseNumber)
  if (!opened.ok) return opened
  const taker = takerOf(ctx, opened.value.loaded, 'fileAdded')
  return taker.ok ? ok({ ...opened.value, taker: taker.value }) : taker
}
