import { said as message } from '@tongban/kernel/parse'
import { civilDateInput, epochMs, saidSchema as said } from '@tongban/kernel/words'
import * as z from 'zod'

/** Schemas that several contracts of this Worker share. */
export {
  caseNumberParam,
  civilDate,
  civilDateInput,
  delegationId,
  departmentQuery,
  epochMs,
  itemCodeParam,
  PAGE_ROWS,
  reasonText,
  rowLimit,
  saidSchema as said,
} from '@tongban/kernel/words'
export { basisSchema, nextStepSchema } from '@tongban/services'

export const regionSchema = said
  .extend({ code: z.string(), custody: said.extend({ code: z.string() }) })
  .meta({ description: '现在由哪个地区办理 the region that has the case now' })

export const versionQuery = z.strictObject({
  on: civilDateInput.optional().meta({ description: '按某日 as of a civil day; today when absent' }),
  version: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, { error: message('应为版本号，如 1。', 'Must be a version number, such as 1.') })
    .optional()
    .meta({ description: '按版本号，优先于 on a published version by its number; goes before `on`' }),
})

export const registrySchema = z
  .object({
    source: z.string(),
    state: z.string(),
    reason: z.string(),
    asOf: epochMs,
    bySubject: z.string(),
    revision: z.int(),
  })
  .meta({ id: 'Registry' })

/** Headings of the API document. */
export const TAGS = {
  items: { zh: '事项', en: 'Items' },
  lists: { zh: '办件列表', en: 'Lists of cases' },
  delegations: { zh: '委托代签', en: 'Delegations' },
  own: { zh: '我的办件', en: 'Own cases' },
  rulebook: { zh: '规则公示', en: 'Rulebook' },
  registries: { zh: '数据源', en: 'Registries' },
  progress: { zh: '凭查询码查进度', en: 'Progress by code' },
} as const
