import { said as message } from '@tongban/kernel/parse'
import { policyDates, policyPageQuery, policyStanding } from '@tongban/kernel/policy-words'
import { saidSchema } from '@tongban/kernel/words'
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
const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('region') }),
  z.strictObject({ kind: z.literal('department'), code }),
  z.strictObject({ kind: z.literal('item'), code }),
])

export const policyInput = z
  .strictObject({
    scope,
    ...policyDates,
    policy: policySchema.nullable().meta({
      description:
        'null：本范围不再另定，按上一级执行 null: none of its own any more, the next wider one holds',
    }),
  })
  .meta({ id: 'PolicyInput' })

export const datedPolicySchema = z
  .object({
    ...policyStanding,
    scope: z.object({ kind: z.string(), code: z.string().optional() }),
    policy: policySchema.nullable(),
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
  ...policyPageQuery,
})
