import { type Disagreement, disagreements, type Judgement } from '@tongban/decisions'
import { canonicalJson, type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { encryptField } from '@tongban/privacy'
import { insertAuditJudgement, setAuditSampleJudged } from '@tongban/store'
import { resultOf } from '../applications/answer.ts'
import type { Context } from '../context.ts'
import { loadAudit } from './load.ts'
import { stopOverLimit } from './stop-over-limit.ts'

/**
 * A person's own decision of a drawn case, made without the machine's answer; only afterwards the two are shown side by
 * side. One judgement for each sample. When too many differ, automatic decisions of the item stop by themselves.
 */
export type JudgementInput = Judgement & { readonly reasons: readonly string[] }

export type JudgedView = {
  readonly id: string
  readonly kind: string
  readonly agrees: boolean
  readonly differences: readonly Disagreement[]
  readonly machine: { readonly outcome: string; readonly result: ReturnType<typeof resultOf> }
  /** Told only now: with it a wrong decision is corrected, annulled or reopened by those who may. */
  readonly caseNumber: string
  /** This judgement, with those before it, has stopped automatic decisions of the item. */
  readonly stopped: boolean
}

export async function judgeAudit(
  ctx: Context,
  id: string,
  input: JudgementInput,
): Promise<Result<JudgedView, Failure>> {
  const loaded = await loadAudit(ctx, id)
  if (!loaded.ok) return loaded
  const { sample, item, record, auditor, subject } = loaded.value
  if (sample.state !== 'waiting') return fail(ALREADY_JUDGED)
  const fields = item.auditedResults ?? []
  const errors = input.answer === 'approve' ? unknownFields(input, fields) : []
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const { caseNumber, itemCode, ruleId, kind } = sample
  const result = resultOf(record)
  const differences = disagreements(input, record.outcome, result, fields)
  const agrees = differences.length === 0
  const judgementEnc = await encryptField(
    ctx.keys,
    { table: 'audit_judgements', column: 'judgement_enc', row: id },
    canonicalJson({ answer: input.answer, result: { ...input.result }, reasons: [...input.reasons] }),
    ctx.ids.random(12),
  )
  const written = await ctx.database.write([
    insertAuditJudgement({
      sampleId: id,
      itemCode,
      ruleId,
      kind,
      agrees: agrees ? 1 : 0,
      judgementEnc,
      bySubject: subject,
      role: auditor.role,
      at: ctx.clock.now(),
    }),
    setAuditSampleJudged({ id }),
  ])
  if (!written.ok) return fail(ALREADY_JUDGED)
  const stopped = agrees ? false : await stopOverLimit(ctx, itemCode)
  return ok({
    id,
    kind,
    agrees,
    differences,
    machine: { outcome: record.outcome, result },
    caseNumber,
    stopped,
  })
}

const unknownFields = ({ result }: JudgementInput, fields: readonly string[]): readonly FieldError[] => [
  ...fields
    .filter((field) => result[field] === undefined)
    .map((field) => ({
      pointer: `/result/${field}`,
      zh: '请填写您认为应有的结果；没有的填空字符串。',
      en: 'State the result you find right; an empty text where there is none.',
    })),
  ...Object.keys(result)
    .filter((field) => !fields.includes(field))
    .map((field) => ({
      pointer: `/result/${field}`,
      zh: `没有此项结果，应为：${fields.join('、')}。`,
      en: `There is no such result; expected: ${fields.join(', ')}.`,
    })),
]

const ALREADY_JUDGED: Failure = {
  code: 'stepNotPossible',
  state: 'judged',
  possible: [],
  words: {
    what: { zh: '本抽查件', en: 'this drawn decision' },
    state: { zh: '已复核', en: 'judged' },
    possible: [],
  },
}
