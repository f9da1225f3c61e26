import { said as message } from '@tongban/kernel/parse'
import * as z from 'zod'

/** Schemas that several contracts of this Worker share. */
export const said = z.object({ zh: z.string(), en: z.string() })
export const civilDate = z.string().meta({ example: '2026-11-30' })
export const epochMs = z.int().meta({ description: 'epoch milliseconds, UTC' })

export const caseNumberParam = z.strictObject({
  caseNumber: z
    .string()
    .regex(/^\d{21}[0-9A-Z]$/, {
      error: message('应为22位办件编号。', 'Must be a case number of 22 characters.'),
    })
    .meta({ example: '5101162026112300000015' }),
})
export const itemCodeParam = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-z-]{1,62}$/, {
      error: message(
        '应为事项代码：小写字母和连字符，如 elderly-allowance。',
        'Must be an item code of lower-case letters and hyphens, such as elderly-allowance.',
      ),
    })
    .meta({ example: 'elderly-allowance' }),
})
export const ruleIdParam = z.strictObject({
  id: z.uuid({ error: message('应为规则版本的编号（UUID）。', 'Must be the id of a rule version (UUID).') }),
})

/** A civil day in input. */
export const civilDateInput = z.iso.date({
  error: message('应为 YYYY-MM-DD 的日期。', 'Must be a date, YYYY-MM-DD.'),
})
/** Why something is done, as people will read it later. */
export const reasonText = (max: number) =>
  z
    .string()
    .trim()
    .min(2, { error: message('请写明理由，至少 2 个字符。', 'State the reason in at least 2 characters.') })
    .max(max)

export const versionQuery = z.strictObject({
  on: civilDateInput.optional().meta({ description: '按某日 as of a civil day; today when absent' }),
  version: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, { error: message('应为版本号，如 1。', 'Must be a version number, such as 1.') })
    .optional()
    .meta({ description: '按版本号，优先于 on a published version by its number; goes before `on`' }),
})

const reason = z.object({
  rule: z.string(),
  code: z.string().nullable(),
  text: z.string(),
  english: z.string(),
  basis: z.string(),
  cure: said.nullable(),
  dates: z.record(z.string(), z.string()),
})

const nextStep = z.object({ action: z.string(), href: z.string(), zh: z.string(), en: z.string() })
const basis = z.object({ kind: z.string(), zh: z.string(), en: z.string() })

export const answerSchema = z
  .object({
    caseNumber: z.string().nullable(),
    state: z.string().nullable(),
    outcome: z.enum(['approve', 'supplement', 'refer', 'notAccepted']),
    reasons: z.array(reason),
    result: z.record(z.string(), z.unknown()).nullable(),
    licences: z.array(z.object({ identifier: z.string() })),
    documents: z.array(z.object({ number: z.string(), kind: z.string() })),
    dueOn: civilDate.nullable(),
    dueBasis: basis.nullable(),
    elapsedMs: z.int().meta({ description: '从收件到落库的毫秒数 milliseconds from receipt to commit' }),
    next: z.array(nextStep),
    notice: z.string().nullable(),
  })
  .meta({ id: 'Answer' })

export const caseSchema = z
  .object({
    caseNumber: z.string(),
    item: z.object({ code: z.string(), version: z.int(), zh: z.string(), en: z.string() }),
    state: z.string(),
    stateName: said,
    outcome: z.string(),
    channel: z.string(),
    department: z.string(),
    receivedOn: civilDate,
    acceptedOn: civilDate.nullable(),
    decidedOn: civilDate.nullable(),
    dueOn: civilDate.nullable(),
    dueBasis: basis.nullable(),
    limits: z.array(
      z.object({
        step: z.string(),
        zh: z.string(),
        en: z.string(),
        unit: z.string(),
        amount: z.number(),
        fromOn: civilDate,
        dueOn: civilDate,
        dueAt: epochMs,
        provisional: z.boolean(),
        running: z.boolean(),
        basis,
      }),
    ),
    timeline: z.array(
      z.object({
        seq: z.int(),
        type: z.string(),
        zh: z.string(),
        en: z.string(),
        at: epochMs,
        by: z.string(),
        reasons: z.array(z.string()),
        hash: z.string(),
      }),
    ),
    documents: z.array(
      z.object({ number: z.string(), kind: z.string(), zh: z.string(), issuedOn: civilDate }),
    ),
    next: z.array(nextStep),
  })
  .meta({ id: 'Case' })

export const ruleSummarySchema = z
  .object({
    id: z.string(),
    itemCode: z.string(),
    version: z.int(),
    state: z.string(),
    effectiveOn: civilDate,
    hash: z.string(),
    note: z.string(),
    draftedBy: z.string(),
    submittedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
    draftedAt: epochMs,
    approvedAt: epochMs.nullable(),
  })
  .meta({ id: 'RuleSummary' })

const column = z.object({ label: z.string(), text: z.string(), type: z.string() })
export const ruleVersionSchema = ruleSummarySchema
  .extend({
    tables: z.array(
      z.object({
        name: z.string(),
        hitPolicy: z.string(),
        zh: z.string(),
        en: z.string(),
        inputs: z.array(column),
        outputs: z.array(column),
        annotations: z.array(z.string()),
        rows: z.array(
          z.object({
            rule: z.string(),
            inputs: z.array(z.string()),
            outputs: z.array(z.string()),
            notes: z.array(z.string()),
            description: z.string().nullable(),
          }),
        ),
        otherwise: z.array(z.string()).nullable(),
      }),
    ),
    expressions: z.array(z.object({ name: z.string(), label: z.string(), text: z.string() })),
    parameters: z.record(z.string(), z.unknown()),
    stopped: z.boolean(),
  })
  .meta({ id: 'RuleVersion' })

export const switchSchema = z
  .object({
    itemCode: z.string(),
    stopped: z.boolean(),
    reason: z.string(),
    by: z.string(),
    at: epochMs,
  })
  .meta({ id: 'ItemSwitch' })

export const registrySchema = z
  .object({
    source: z.string(),
    state: z.string(),
    reason: z.string(),
    asOf: epochMs,
    bySubject: z.string(),
  })
  .meta({ id: 'Registry' })

/** Headings of the API document. */
export const TAGS = {
  items: { zh: '事项与规则', en: 'Items and rules' },
  applications: { zh: '申请', en: 'Applications' },
  cases: { zh: '办件', en: 'Cases' },
  publication: { zh: '规则发布', en: 'Publication of rules' },
  registries: { zh: '数据源', en: 'Registries' },
} as const
