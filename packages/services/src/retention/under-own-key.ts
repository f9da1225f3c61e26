import { decryptField, encryptField, type FieldKeys, headOfText, keyIdOf } from '@tongban/privacy'
import { type EncryptedColumn, type OwnCell, type Statement, swapEncryptedCells } from '@tongban/store'
import type { Context } from '../context.ts'

/** What brings these cells, column by column, under the key of the ring, where they are not under it already. */
export async function underKey(
  ctx: Pick<Context, 'keys' | 'ids'>,
  ring: FieldKeys,
  places: readonly EncryptedColumn[],
  cells: readonly (readonly OwnCell[])[],
): Promise<readonly Statement[]> {
  const swaps = places.map(async (place, at) => {
    const others = (cells[at] ?? []).filter(({ text }) => keyIdOf(text) !== ring.current)
    const changed = others.map(async ({ rowid, row, text }) => {
      const where = { table: place.table, column: place.column, row }
      const opened = await decryptField(ctx.keys, where, text)
      const head = headOfText(text)
      if (!opened.ok || head === undefined)
        throw new Error(`a text of ${place.table}.${place.column} cannot be read`)
      return { rowid, head, after: await encryptField(ring, where, opened.value, ctx.ids.random(12)) }
    })
    return swapEncryptedCells(place, await Promise.all(changed))
  })
  return (await Promise.all(swaps)).flat()
}
