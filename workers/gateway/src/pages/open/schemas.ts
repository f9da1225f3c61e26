import * as z from 'zod'

/** What the public figures are read as. A null is a count that is withheld. */
export const said = z.object({ zh: z.string(), en: z.string() })
const coded = said.extend({ code: z.string() })
const rate = z.object({ hits: z.int(), of: z.int(), rate: z.number().nullable() })
export type Rate = z.infer<typeof rate>
const definitions = z.array(z.object({ code: z.string(), name: said, definition: said }))
export type Definitions = z.infer<typeof definitions>

const handled = z.object({
  items: z.array(coded),
  handled: z.int(),
  instant: z.int().nullable(),
  withinLimit: z.int().nullable(),
  late: z.int().nullable(),
  onTime: rate.nullable(),
  instantShare: rate.nullable(),
})
export type Handled = z.infer<typeof handled>
export const handlingSchema = z.object({
  region: coded,
  month: z.string(),
  asOf: z.int(),
  countedUntil: z.int().nullable(),
  all: handled.nullable(),
  items: z.array(handled),
  definitions,
})
export type Handling = z.infer<typeof handlingSchema>

const count = z.int().nullable()
const rated = z.object({
  departments: z.array(coded),
  rated: z.int(),
  valid: z.int(),
  levels: z.object({ 1: count, 2: count, 3: count, 4: count, 5: count }),
  satisfaction: rate.nullable(),
  bad: rate.nullable(),
  average: z.number().nullable(),
})
export type Rated = z.infer<typeof rated>
export const ratingsSchema = z.object({
  month: z.string().nullable(),
  asOf: z.int().nullable(),
  awaiting: z.object({ month: z.string(), fromOn: z.string() }).nullable(),
  all: rated.nullable(),
  departments: z.array(rated),
  options: z.array(coded.extend({ n: z.int() })),
  orders: z.object({ opened: z.int(), onTime: rate, callBack: rate, upheld: z.int() }).nullable(),
  findings: z.int(),
  definitions,
})
export type Ratings = z.infer<typeof ratingsSchema>

export const decisionsSchema = z.object({
  item: coded.extend({ publicity: z.string() }),
  month: z.string(),
  asOf: z.int(),
  decisions: z.array(
    z.object({
      number: z.string().nullable(),
      decidedOn: z.string(),
      result: coded.nullable(),
      name: z.string().nullable(),
      isMasked: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
})
export const itemsSchema = z.object({
  items: z.array(z.object({ code: z.string(), taskName: said, publicity: z.string() })),
})
