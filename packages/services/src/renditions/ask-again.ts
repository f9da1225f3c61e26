import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { reorderRendition } from '@tongban/store'
import type { Context } from '../context.ts'
import { mustHold, standingOf } from '../licences/in-force.ts'
import { loadLicence } from '../licences/load.ts'
import { renditionOrderRow } from './order.ts'
import { type RenditionsView, renditionsView } from './view.ts'

/**
 * Asks for the fixed-layout files of a licence that has none: one issued before the region connected the service, or one
 * whose order was given up. Asking for what is made or on its way changes nothing; of a licence that does not hold no
 * file is made.
 */
export async function askForRenditions(
  ctx: Context,
  identifier: string,
): Promise<Result<RenditionsView, Failure>> {
  const loaded = await loadLicence(ctx, identifier)
  if (!loaded.ok) return loaded
  const { row, relation, renditions, today } = loaded.value
  if (relation !== 'department') return fail({ code: 'notFound', what: 'licence' })
  const shown = { standing: standingOf(row, today), isHolder: false }
  if (renditions.files.length > 0) return ok(renditionsView(ctx, renditions, shown))
  const holds = mustHold(row, today)
  if (!holds.ok) return holds
  if (!ctx.makesRenditions) return fail(NO_SERVICE)
  if (renditions.order?.state === 'waiting') return ok(renditionsView(ctx, renditions, shown))
  const written = await ctx.database.write([reorderRendition(await renditionOrderRow(ctx, row))])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  const order = { state: 'waiting', attempts: 0 }
  return ok(renditionsView(ctx, { files: [], order }, shown))
}

const NO_SERVICE: Failure = {
  code: 'notConfigured',
  what: {
    zh: '版式文件制证服务（TONGBAN_RENDITION_URL）',
    en: 'a service for fixed-layout files (TONGBAN_RENDITION_URL)',
  },
}
