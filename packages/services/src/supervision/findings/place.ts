import * as z from 'zod'

/**
 * How far the finder has come: the last event of a case, the last clock that became due, the last alarm, each by what orders
 * them. Kept as the cursor of the job; a text that is none of ours begins anew, and finds nothing twice.
 */
const schema = z.strictObject({
  row: z.int().min(0),
  due: z.strictObject({ at: z.int(), kind: z.string(), subject: z.string(), key: z.string() }),
  alarm: z.strictObject({ at: z.int(), kind: z.string(), partner: z.string(), subject: z.string() }),
})
export type FinderPlace = z.infer<typeof schema>

const START: FinderPlace = {
  row: 0,
  due: { at: 0, kind: '', subject: '', key: '' },
  alarm: { at: 0, kind: '', partner: '', subject: '' },
}

export function readPlace(cursor: string | null): FinderPlace {
  if (cursor === null || !cursor.startsWith('{')) return START
  const read = schema.safeParse(JSON.parse(cursor))
  return read.success ? read.data : START
}

export const placeText = (place: FinderPlace): string => JSON.stringify(place)
