import { said as message } from '@tongban/kernel/parse'
import { epochMs } from '@tongban/kernel/words'
import * as z from 'zod'

/** Schemas that several contracts of this Worker share. */
export { civilDate, epochMs, itemCodeParam, reasonText, saidSchema as said } from '@tongban/kernel/words'

export const ruleIdParam = z.strictObject({
  id: z.uuid({ error: message('应为规则版本的编号（UUID）。', 'Must be the id of a rule version (UUID).') }),
})

export const switchSchema = z
  .object({
    itemCode: z.string(),
    stopped: z.boolean(),
    reason: z.string(),
    by: z.string(),
    at: epochMs,
    proposal: z
      .object({ by: z.string(), at: epochMs, reason: z.string() })
      .nullable()
      .meta({ description: '待另一人确认的恢复 resumption that awaits another publisher' }),
  })
  .meta({ id: 'ItemSwitch' })

/** Headings of the API document. */
export const TAGS = {
  published: { zh: '公布的规则', en: 'Published rules' },
  publication: { zh: '规则发布', en: 'Publication of rules' },
  audits: { zh: '抽查复核', en: 'Audit sample' },
  replay: { zh: '重放', en: 'Replay' },
} as const
