import { contentsOfCase } from '@tongban/store'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { openContent } from './at-receiving/content.ts'

/**
 * The documents of the region that decided, as it told them: what a window here hands over with the result. One read, of
 * such cases alone; nothing where the case is this region's own.
 */
export type PaperTold = { readonly kind: string; readonly documentNumber: string }

export async function papersTold(
  ctx: Context,
  { row: { caseNumber }, fold }: Pick<LoadedCase, 'row' | 'fold'>,
): Promise<readonly PaperTold[]> {
  if (fold.handover === null) return []
  const [contents] = await ctx.database.read([contentsOfCase({ caseNumber })])
  const told = await Promise.all(
    contents
      .filter(({ direction }) => direction === 'in')
      .map(async (content) => (await openContent(ctx, caseNumber, content))?.documents ?? []),
  )
  const kinds = new Map(told.flat().map(({ number, kind }) => [number, kind]))
  return [...kinds].map(([documentNumber, kind]) => ({ documentNumber, kind }))
}
