import { type Failure, ok, type Result } from '@tongban/kernel'
import { factFetchesOfCase, filesOfCase } from '@tongban/store'
import { loadCase } from '../cases/load.ts'
import { openApplication } from '../cases/open-application.ts'
import type { Context } from '../context.ts'
import { readable } from '../retention/readable.ts'
import { fetchedStates, handedBy, type MaterialView, materialsOf } from './held.ts'

/** The papers of a case: what was handed in, what a register stands for, what is missing, and why. */
export async function readMaterials(
  ctx: Context,
  caseNumber: string,
): Promise<Result<readonly MaterialView[], Failure>> {
  const loaded = readable(await loadCase(ctx, caseNumber))
  if (!loaded.ok) return loaded
  const { item } = loaded.value
  const [fetches, files] = await ctx.database.read([
    factFetchesOfCase({ caseNumber }),
    filesOfCase({ caseNumber }),
  ])
  const application = await openApplication(ctx, loaded.value)
  const complete = files.filter(({ state }) => state === 'complete').map(({ materialCode }) => materialCode)
  return ok(materialsOf(item, handedBy(application, complete), fetchedStates(fetches, item)))
}
