import type { FieldError } from '@tongban/kernel'
import { parseInput, said } from '@tongban/kernel/parse'
import { civilDateInput, reasonText } from '@tongban/kernel/words'
import * as z from 'zod'

/** What each act of life is told. Which ground and which law an act needs is said by the table of acts. */
const identifier = z.string().min(20).max(120)
const law = z
  .strictObject({ act: z.string().trim().min(2).max(200), article: z.string().trim().min(1).max(100) })
  .meta({ description: '所适用的法律、法规和条款 the law that is applied and its article' })

const act = z.strictObject({
  reason: reasonText(1000).meta({ description: '理由，持证人可以看到 the reasons; its holder reads them' }),
  ground: z.string().max(40).optional().meta({ description: '法定事由代码 code of the ground of law' }),
  law: law.optional(),
  orderNumber: z
    .string()
    .trim()
    .min(4)
    .max(60)
    .optional()
    .meta({ description: '决定书文号；暂扣、撤销、吊销必填 number of the written decision' }),
})

export const ACT_INPUTS = {
  suspend: act,
  restore: act,
  annul: act,
  revoke: act,
  lapse: act,
  'transfer-out': act.extend({
    to: z
      .string()
      .regex(/^\d{6}$/, { error: said('应为 6 位行政区划代码。', 'Must be a division code of six digits.') })
      .meta({ description: '转往地区 the region it goes to' }),
  }),
  'cancel-transfer': act,
  other: act.extend({ description: reasonText(200) }),
  cancel: act.extend({
    dependents: z
      .array(identifier)
      .max(50)
      .optional()
      .meta({ description: '一并注销的依附证照（证照并销） dependent licences that are cancelled with it' }),
    dependentsReason: reasonText(500)
      .optional()
      .meta({ description: '有依附证照不一并注销的理由 why one of them is kept' }),
  }),
  renew: act.extend({
    validUntil: civilDateInput.optional().meta({ description: '新的有效期末日 the new last day' }),
  }),
  change: act.extend({
    claims: z
      .record(z.string().max(60), z.union([z.string().max(2000), z.number(), z.null()]))
      .meta({ description: '变更的项目及新值 what changes, by name of the claim' }),
  }),
} as const

export type ActPath = keyof typeof ACT_INPUTS
export type ActInput = z.infer<typeof act> & {
  readonly to?: string
  readonly description?: string
  readonly dependents?: readonly string[] | undefined
  readonly dependentsReason?: string | undefined
  readonly validUntil?: string | undefined
  readonly claims?: Readonly<Record<string, string | number | null>>
}

/**
 * Reads what an act is told, with all that is wrong in its form. What can be read is given beside the errors, so that
 * what is wrong by the law or by the licence is told in the same answer.
 */
export function readAct(
  path: ActPath,
  body: unknown,
): { readonly input: ActInput; readonly errors: readonly FieldError[] } {
  const schema = ACT_INPUTS[path]
  const read = parseInput<ActInput>(asInput(schema), body)
  if (read.ok) return { input: read.value, errors: [] }
  const fields = typeof body === 'object' && body !== null ? new Map(Object.entries(body)) : new Map()
  const sound = Object.entries(schema.shape).flatMap(([name, field]) => {
    const one = field.safeParse(fields.get(name))
    return one.success && one.data !== undefined ? [[name, one.data] as const] : []
  })
  const errors = read.failure.code === 'invalidInput' ? read.failure.errors : []
  return { input: { reason: '', ...Object.fromEntries(sound) }, errors }
}

/** Guarantee: whatever the schema of any act gives is an `ActInput`. */
const asInput = (schema: (typeof ACT_INPUTS)[ActPath]) => schema as z.ZodType<ActInput>

/** The first thing that is said of each field. */
export function oncePerField(found: readonly (readonly FieldError[])[]): readonly FieldError[] {
  const told = new Map<string, FieldError>()
  for (const error of found.flat()) {
    // What stands inside a field that was left out or has no form is said already.
    const isSaid = [...told.keys()].some(
      (pointer) => error.pointer === pointer || pointer.startsWith(`${error.pointer}/`),
    )
    if (!isSaid) told.set(error.pointer, error)
  }
  return [...told.values()]
}
