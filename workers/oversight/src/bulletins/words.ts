import { said } from '@tongban/kernel/parse'
import { civilDate, epochMs, rowLimit, saidSchema } from '@tongban/kernel/words'
import { BULLETIN_KINDS, ENDINGS, type Ending } from '@tongban/supervision'
import * as z from 'zod'

/** What goes in and out of bulletins. */
export const BULLETINS_TAG = { zh: '通报', en: 'Bulletins' } as const

export const bulletinParams = z.strictObject({
  id: z.uuid({ error: said('应为通报编号（UUID）。', 'Must be the id of a bulletin, a UUID.') }),
})
const digest = z.string().meta({ description: 'content 的规范 JSON（RFC 8785）的 SHA-256' })

export const bulletinQuery = z.strictObject({
  kind: z.enum(BULLETIN_KINDS).default('monthly').meta({ description: 'monthly 督查通报, daily 日报' }),
  cursor: z.string().max(200).optional(),
  limit: rowLimit(100, 50),
})

const headFields = {
  id: z.string(),
  kind: z.string(),
  period: z.string().meta({ example: '2026-11' }),
  version: z.int(),
  state: z.string().meta({ description: 'made 日报, draft 草稿, published 已公布' }),
  draftedAt: epochMs,
  publishedAt: epochMs.nullable(),
  corrects: z.string().nullable().meta({ description: '所更正的一版 the version it corrects' }),
  digest: digest.nullable(),
  statement: z
    .string()
    .nullable()
    .meta({ description: '审计密钥签名的 JWS，typ 为 tongban-bulletin a JWS of the audit key' }),
}
export const bulletinsSchema = z
  .object({ bulletins: z.array(z.object(headFields)), next: z.string().nullable() })
  .meta({ id: 'Bulletins' })

const rate = z.object({
  hits: z.int(),
  of: z.int(),
  rate: z.number().nullable(),
  lower: z.number().nullable().meta({ description: 'Wilson 95 %' }),
  upper: z.number().nullable(),
})
const spread = z.object({
  n: z.int(),
  median: z.int().nullable(),
  p90: z.int().nullable(),
  total: z.int(),
})
/** Guarantee: one field for each ending. */
const endings = () =>
  Object.fromEntries(ENDINGS.map((name) => [name, z.int()])) as { readonly [E in Ending]: z.ZodInt }

const figures = z
  .object({
    received: z.int(),
    accepted: z.int(),
    decided: z.int(),
    endings: z.object(endings()),
    onTime: rate,
    onTimeByPromise: rate,
    onTimeByLaw: rate,
    onSpot: rate,
    instant: rate,
    online: rate,
    oneVisit: rate,
    used: spread,
    againstPromise: spread,
    saved: spread,
  })
  .meta({ id: 'SupervisionFigures' })
const part = { figures, previous: figures, cards: z.int(), overdueNow: z.int() }
const period = z.object({ name: z.string(), fromOn: civilDate, untilOn: civilDate })
const line = z
  .object({
    kind: z.string(),
    subject: z.string().meta({ description: '办件编号等 case number …' }),
    step: z.string(),
    basis: z.string(),
    itemCode: z.string().nullable(),
    department: z.string(),
    post: z.string().meta({ description: '责任岗位 post in charge' }),
    dueOn: civilDate,
    overdueWorkdays: z.int(),
  })
  .meta({ id: 'BrokenLimit' })

const content = z
  .object({
    kind: z.enum(BULLETIN_KINDS),
    region: z.string(),
    period,
    previousPeriod: period,
    version: z.int(),
    asOf: epochMs.meta({ description: '截至 figures are of this instant' }),
    notice: z.string().nullable(),
    corrects: z.object({ id: z.string(), version: z.int(), reason: z.string() }).nullable(),
    all: z.object(part),
    departments: z.array(z.object({ department: z.string(), name: saidSchema, ...part })),
    ranking: z.array(
      z.object({
        department: z.string(),
        place: z.int().nullable(),
        small: z.boolean().meta({ description: '样本少，不排名 too few cases for a place' }),
        onTime: rate,
      }),
    ),
    cards: z.array(
      z.object({
        department: z.string(),
        step: z.string(),
        colour: z.string(),
        state: z.string(),
        n: z.int(),
      }),
    ),
    lines: z.array(line).meta({ description: '通报事项，至多 500 项 lines, at most 500' }),
    explained: z
      .array(line)
      .optional()
      .meta({ description: '已说明理由并经审核认可 late with a reason that was accepted' }),
    carried: z
      .array(line)
      .optional()
      .meta({ description: '补列以前各期 of earlier periods, written after their bulletins were out' }),
    more: z
      .object({ lines: z.int(), explained: z.int(), carried: z.int() })
      .optional()
      .meta({ description: '各清单未列出的项数，CSV 列出全部 how many more; the CSV has them all' }),
    overdue: z.object({ lines: z.array(line), more: z.boolean() }),
    exchange: z.array(
      z.object({ role: z.enum(['receiving', 'handling']), region: z.string(), push: spread, total: spread }),
    ),
  })
  .meta({ id: 'BulletinContent' })

export const bulletinSchema = z
  .object({
    ...headFields,
    newest: z.string().nullable().meta({ description: '本期最新一版 the newest version' }),
    content,
    definitions: z.array(z.object({ code: z.string(), name: saidSchema, definition: saidSchema })),
  })
  .meta({ id: 'Bulletin' })

export const publishInput = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/, {
    error: said('应为所阅草稿的内容摘要。', 'Must be the digest of the draft that was read.'),
  }),
})
