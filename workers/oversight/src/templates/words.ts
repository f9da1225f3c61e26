import { said as message } from '@tongban/kernel/parse'
import { civilDate, civilDateInput, epochMs, PAGE_ROWS, rowLimit } from '@tongban/kernel/words'
import { LIST_READERS } from '@tongban/services'
import { TEMPLATE_KEYS } from '@tongban/supervision'
import * as z from 'zod'
import { codeOf, cursorQuery, nextAddress } from '../lists.ts'

/** What goes in and out of the texts of notices and cards 文书模板. */
export const TEMPLATES_TAG = { zh: '督办文书模板', en: 'Templates of supervision' } as const
export const TEMPLATE_READERS = LIST_READERS
export const TEMPLATE_DESK = [{ role: 'supervisor' }] as const

export const templateParams = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/, { error: message('应为模板编号。', 'Must be the id of a template.') }),
})

const kind = z.enum(TEMPLATE_KEYS, {
  error: message(`应为：${TEMPLATE_KEYS.join('、')}。`, `Must be one of ${TEMPLATE_KEYS.join(', ')}.`),
})

export const templateInput = z
  .strictObject({
    template: kind.meta({ description: '文书种类 kind of text' }),
    fromOn: civilDateInput.meta({ description: '启用日，应在今日之后 first day, after today' }),
    title: z.string().trim().min(2).max(60),
    lines: z
      .array(z.string().trim().min(1).max(1000))
      .min(1)
      .max(40)
      .meta({ description: '正文各段，字段写作 {law} paragraphs; fields are written {law}' }),
  })
  .meta({ id: 'TemplateInput' })

export const templateSchema = z
  .object({
    id: z.string(),
    template: z.string(),
    fromOn: civilDate,
    title: z.string(),
    lines: z.array(z.string()),
    state: z.string().meta({ description: 'proposed, published, declined' }),
    proposedAt: epochMs,
    settledAt: epochMs.nullable(),
    mine: z
      .boolean()
      .meta({ description: '本人提出，须由他人公布 proposed by whoever asks; another settles it' }),
  })
  .meta({ id: 'SupervisionTemplate' })

export const templateQuery = z.strictObject({
  state: codeOf(['proposed', 'published', 'declined']),
  template: kind.optional(),
  cursor: cursorQuery,
  limit: rowLimit(PAGE_ROWS.most, PAGE_ROWS.standard),
})

export const templatesSchema = z
  .object({
    own: z
      .array(
        z.object({
          template: z.string(),
          reference: z.string(),
          fields: z.array(z.string()),
          title: z.string(),
          lines: z.array(z.string()),
        }),
      )
      .meta({ description: '程序自带的文本和可用字段 the program’s own texts, and the fields of each kind' }),
    templates: z.array(templateSchema),
    next: nextAddress,
  })
  .meta({ id: 'SupervisionTemplates' })
