import type { DocumentReason } from '@tongban/cases'
import type { Text } from '@tongban/catalogue'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { factFetchesOfCase, filesOfCase } from '@tongban/store'
import { openDocument } from '../cases/documents.ts'
import { type LoadedCase, loadCaseBeside } from '../cases/load.ts'
import { openApplication } from '../cases/open-application.ts'
import type { Context } from '../context.ts'
import { openMeta } from '../files/meta.ts'
import { type FileView, fileView } from '../files/view.ts'
import { readable } from '../retention/readable.ts'
import { fetchedStates, handedBy, type MaterialView, materialsOf } from './held.ts'

/**
 * The papers of a case: what was handed in, what a register stands for, what is missing, and why; the files it holds; and while the
 * applicant is asked for more, what for, in the words of the notice that told it. One read batch.
 */
export type CasePapers = {
  readonly item: Text & { readonly code: string }
  readonly materials: readonly MaterialView[]
  readonly asked: {
    readonly document: string
    readonly reasons: readonly DocumentReason[]
    readonly untilOn: string | null
  } | null
  readonly files: readonly FileView[]
}

export async function readMaterials(ctx: Context, caseNumber: string): Promise<Result<CasePapers, Failure>> {
  const read = await loadCaseBeside(ctx, caseNumber, [
    factFetchesOfCase({ caseNumber }),
    filesOfCase({ caseNumber }),
  ])
  const loaded = readable(read.loaded)
  if (!loaded.ok) return loaded
  const [fetches, files] = read.beside
  const { item } = loaded.value
  const [application, asked, metas] = await Promise.all([
    openApplication(ctx, loaded.value),
    askedFor(ctx, loaded.value),
    Promise.all(files.map((row) => openMeta(ctx, row))),
  ])
  const complete = files.filter(({ state }) => state === 'complete').map(({ materialCode }) => materialCode)
  return ok({
    item: { code: item.code, ...item.taskName },
    materials: materialsOf(item, handedBy(application, complete), fetchedStates(fetches, item)),
    asked,
    files: files.flatMap((row, at) => fileView(item, row, metas[at] ?? null) ?? []),
  })
}

/** What the last notice asks for; null once it is answered. */
async function askedFor(ctx: Context, { fold, documents }: LoadedCase): Promise<CasePapers['asked']> {
  if (fold.state !== 'awaitingSupplement') return null
  const notice = documents.findLast(({ kind }) => kind === 'supplement')
  if (notice === undefined) return null
  const { facts } = await openDocument(ctx, notice, 'supplement')
  return {
    document: notice.documentNumber,
    reasons: facts.reasons,
    untilOn: facts.untilOn ?? null,
  }
}
