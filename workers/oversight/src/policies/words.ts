import { said as message } from '@tongban/kernel/parse'
import { civilDate, civilDateInput, epochMs, saidSchema } from '@tongban/kernel/words'
import { policySchema } from '@tongban/supervision'
import * as z from 'zod'

export const POLICIES_TAG = { zh: '督办政策', en: 'Policies of supervision' } as const

/** Whoever is supervised by them may read them. */
export const POLICY_READERS = [
  { role: 'supervisor' },
  { role: 'admin' },
  { role: 'auditor' },
  { role: 'governmentHead' },
  { role: 'head' },
  { role: 'chief' },
  { role: 'handler' },
  { role: 'window' },
] as const
export const POLICY_DESK = [{ role: 'supervisor' }, { role: 'admin' }] as const

const code = z.string().regex(/^[a-z][a-z-]{1,62}$/, {
  error: message('应为小写字母和连字符的代码。', 'Must be a code of lower-case letters and hyphens.'),
})
/** As far as civil days are reckoned here. */
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2199-12-31'] as const
const day = civilDateInput.refine((text) => text >= FIRST_DAY && text <= LAST_DAY, {
  error: message(`应在 ${FIRST_DAY} 至 ${LAST_DAY} 之间。`, `Must lie between ${FIRST_DAY} and ${LAST_DAY}.`),
})
const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('region') }),
  z.strictObject({ kind: z.literal('department'), code }),
  z.strictObject({ kind: z.literal('item'), code }),
])

const policyId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, { error: message('应为政策编号。', 'Must be the id of a policy.') })
export const policyParams = z.strictObject({ id: policyId })

export const policyInput = z
  .strictObject({
    scope,
    fromOn: day,
    untilOn: day.nullable().default(null),
    policy: policySchema.nullable().meta({
      description:
        'null：本范围不再另定，按上一级执行 null: none of its own any more, the next wider one holds',
    }),
    replaces: policyId.nullable().default(null).meta({
      description: '由本政策接替的政策，至前一日止 the policy this one follows, which ends the day before',
    }),
  })
  .meta({ id: 'PolicyInput' })

export const datedPolicySchema = z
  .object({
    id: z.string(),
    scope: z.object({ kind: z.string(), code: z.string().optional() }),
    fromOn: civilDate,
    untilOn: civilDate.nullable(),
    state: z.string().meta({ description: 'proposed, published, declined, replaced' }),
    policy: policySchema.nullable(),
    replaces: z.string().nullable(),
    proposedAt: epochMs,
    settledAt: epochMs
      .nullable()
      .meta({ description: '公布或者退回的时间 when it was published or declined' }),
    mine: z
      .boolean()
      .meta({ description: '本人提出，须由他人公布 proposed by oneself: another publishes it' }),
  })
  .meta({ id: 'DatedPolicy' })

export const presetsSchema = z
  .object({
    presets: z.array(
      saidSchema.extend({
        code: z.string(),
        standard: z
          .boolean()
          .meta({ description: '没有公布政策时按此执行 holds where nothing was published' }),
        policy: policySchema,
      }),
    ),
    steps: z.array(z.string()),
  })
  .meta({ id: 'PolicyPresets' })

export const policyQuery = z.strictObject({
  scope: z
    .string()
    .regex(/^(region|(department|item)(:[a-z][a-z-]{1,62})?)$/, {
      error: message(
        '应为 region、department 或 item，后两者可加冒号和代码。',
        'Must be region, department or item, the last two with a colon and a code if wanted.',
      ),
    })
    .optional()
    .meta({ description: 'region, department, item, department:<code>, item:<code>' }),
  state: z.enum(['proposed', 'published', 'declined', 'replaced']).optional(),
  asOf: civilDateInput
    .optional()
    .meta({ description: '当日执行的已公布政策 published and in force on this day' }),
  cursor: z.string().max(160).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
