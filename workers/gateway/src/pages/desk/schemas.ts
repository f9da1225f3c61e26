import * as z from 'zod'

/** What the pages of the desk read of the answers of the API. */
const said = z.object({ zh: z.string(), en: z.string() })
const coded = said.extend({ code: z.string() })
const days = z.number().nullable()
const at = z.number()

export const limitSchema = z.object({
  kind: coded,
  subject: z.string(),
  key: z.string(),
  step: coded,
  basis: coded,
  law: z.string(),
  item: coded.nullable(),
  department: z.string(),
  departmentName: said,
  post: z.string(),
  assigned: z.object({ name: z.string().nullable(), me: z.boolean() }).nullable(),
  fromOn: z.string(),
  dueOn: z.string(),
  dueAt: at,
  provisional: z.boolean(),
  status: z.string(),
  leftWorkdays: days,
  overdueWorkdays: days,
  lastNotice: said
    .extend({ id: z.string(), stage: z.string(), number: z.string().nullable(), writtenAt: at, state: coded })
    .nullable(),
  card: coded.extend({ id: z.string(), state: coded }).nullable(),
})
export type Limit = z.infer<typeof limitSchema>
export const limitsSchema = z.object({
  department: z.string().nullable(),
  asOf: at,
  clocks: z.array(limitSchema),
  next: z.string().nullable(),
})

/** A page of a list of cases, as `GET /approvals/v1/cases` answers it. */
export const casesSchema = z.object({
  asOf: at,
  cases: z.array(
    z.object({
      caseNumber: z.string(),
      item: said,
      situation: said,
      stateName: said,
      channel: z.string(),
      receivedOn: z.string(),
      dueOn: z.string().nullable(),
      due: said.nullable(),
      leftWorkdays: days,
      overdueWorkdays: days,
      assigned: z.object({ name: z.string().nullable() }).nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type ListedCase = z.infer<typeof casesSchema>['cases'][number]

const value = z.object({
  hits: z.number().optional(),
  of: z.number().optional(),
  rate: z.number().nullable().optional(),
  n: z.number().optional(),
  median: days.optional(),
  p90: days.optional(),
})
export type Value = z.infer<typeof value>
const filter = z.string().nullable()
const span = z.object({ from: z.string(), until: z.string() })
export const overviewSchema = z.object({
  region: coded,
  asOf: at,
  countedUntil: at.nullable(),
  filters: z.object({ department: filter, item: filter, channel: filter, partner: filter }),
  period: span,
  previous: span,
  bar: z.array(
    coded.extend({
      definition: said,
      n: z.number(),
      rows: z.number(),
      parts: z.array(coded.extend({ n: z.number(), rows: z.number(), href: z.string() })),
    }),
  ),
  metrics: z.array(
    coded.extend({
      definition: said,
      kind: z.string(),
      follows: z.array(z.string()),
      now: value,
      previous: value,
      region: value,
    }),
  ),
  worst: z.array(limitSchema),
  worstHref: z.string(),
  load: z.array(
    z.object({
      department: coded,
      step: coded,
      open: z.number(),
      near: z.number(),
      overdue: z.number(),
      href: z.string(),
    }),
  ),
  flows: z.array(
    z.object({
      partner: coded,
      direction: z.enum(['out', 'in']),
      sent: z.number(),
      done: z.number(),
      onTime: value,
      median: days,
      p90: days,
      openNow: z.number(),
    }),
  ),
  flowDefinition: said,
  choices: z.object({ departments: z.array(coded), items: z.array(coded), partners: z.array(coded) }),
})
export type OverviewShown = z.infer<typeof overviewSchema>

const stepTaken = z.object({
  step: coded,
  at,
  by: z.object({ name: z.string().nullable(), me: z.boolean() }).nullable(),
  text: z.string().nullable(),
})
const text = z.object({ title: z.string(), lines: z.array(z.string()) })
const notice = {
  id: z.string(),
  number: z.string().nullable(),
  stage: coded,
  state: coded,
  kind: z.string(),
  subject: z.string(),
  item: coded.nullable(),
  step: coded,
  law: z.string(),
  department: coded,
  post: z.string(),
  dueOn: z.string(),
  overdueWorkdays: days,
  trueAt: at,
  writtenAt: at,
  signBy: at.nullable(),
  replyBy: at.nullable(),
  signedAt: at.nullable(),
  repliedAt: at.nullable(),
  endedAt: at.nullable(),
  late: z.boolean(),
  possible: z.array(coded),
}
export const noticesSchema = z.object({
  asOf: at,
  notices: z.array(z.object(notice)),
  next: z.string().nullable(),
})
export const noticeSchema = z.object({
  ...notice,
  text,
  steps: z.array(
    stepTaken.extend({ files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })) }),
  ),
})
export type NoticeShown = z.infer<typeof noticeSchema>
export const fileSchema = z.object({ id: z.string() })

const card = {
  id: z.string(),
  number: z.string(),
  colour: coded,
  cause: coded,
  state: coded,
  kind: z.string(),
  subject: z.string(),
  item: coded.nullable(),
  step: coded,
  law: z.string(),
  department: coded,
  post: z.string(),
  dueOn: z.string().nullable(),
  overdueWorkdays: days,
  trueAt: at,
  proposedAt: at,
  standsAt: at,
  appealBy: at,
  possible: z.array(coded),
}
export const cardsSchema = z.object({
  asOf: at,
  cards: z.array(z.object(card)),
  next: z.string().nullable(),
})
export const cardSchema = z.object({ ...card, text, steps: z.array(stepTaken) })
export type CardShown = z.infer<typeof cardSchema>
