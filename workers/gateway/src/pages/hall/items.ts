import { saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'
import type { Visit } from '../visit.ts'

/** The items this region offers, as the front page needs them. */

const listedSchema = z.object({
  code: z.string(),
  taskName: saidSchema,
  acceptCondition: saidSchema,
  automatic: z.string(),
  theme: saidSchema.extend({ code: z.string() }),
})
export type Listed = z.infer<typeof listedSchema>

export const itemsFor = (v: Visit, sought: string) =>
  v.api.get(
    sought === '' ? '/approvals/v1/items' : `/approvals/v1/items?${new URLSearchParams({ q: sought })}`,
    z.object({ items: z.array(listedSchema) }),
  )

/** Under their themes, in the order of the catalogue. */
export function byTheme(items: readonly Listed[]) {
  const themes = new Map<string, { readonly theme: Listed['theme']; readonly items: Listed[] }>()
  for (const item of items) {
    const known = themes.get(item.theme.code)
    if (known === undefined) themes.set(item.theme.code, { theme: item.theme, items: [item] })
    else known.items.push(item)
  }
  return [...themes.values()]
}
