import { civilDate, civilDateAt } from '@tongban/calendar'
import { claimOf, findItem, type Item, validateItem } from '@tongban/catalogue'
import { compileDmn, type Plan, type Refusal, withConstants } from '@tongban/decisions'
import {
  canonicalJson,
  type Failure,
  type FieldError,
  fail,
  holdsRole,
  type Json,
  ok,
  type Result,
  sha256Hex,
} from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import { insertRuleVersion, ruleEventsOfItem, ruleVersionsOfItem } from '@tongban/store'
import type { Context } from '../context.ts'
import { appendRuleEvent } from './log.ts'
import { tryRules } from './trial.ts'
import { type RuleSummary, summaryOf } from './view.ts'

/**
 * Drafts a rule version: DMN in, compiled plan stored under the hash of its content, the region's parameters
 * included. What lies outside the supported language is refused here with table, cell and reason, so that whatever
 * is stored can be evaluated. A draft decides nothing until a second person has approved it.
 */
export type DraftInput = {
  readonly itemCode: string
  /** First civil day on which the version decides; not before today. */
  readonly effectiveOn: string
  readonly dmn: string
  /** Values in place of the region's own parameters of this item; the others stay. */
  readonly parameters?: { readonly [name: string]: Json } | undefined
  readonly note: string
}

/** Decisions a 秒批 model must give (items.md §0): what stands against approval, and the outcome. */
const NEEDED = ['hindrances', 'outcome'] as const

export async function draftRules(ctx: Context, input: DraftInput): Promise<Result<RuleSummary, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'publisher')) return fail({ code: 'notAllowed', need: '规则发布人 publisher' })
  const now = ctx.clock.now()
  const effectiveOn = civilDate(input.effectiveOn)
  if (effectiveOn === undefined || effectiveOn < civilDateAt(now)) return fail(NOT_BEFORE_TODAY)
  const item = findItem(input.itemCode, effectiveOn)
  if (!item.ok) return item
  const unfit = unfitForRules(item.value)
  if (unfit.length > 0) return fail({ code: 'rulesRefused', errors: unfit })
  const parameters = parametersOf(ctx, item.value, input.parameters)
  if (!parameters.ok) return parameters
  const plan = await planOf(input.dmn, parameters.value)
  if (!plan.ok) return fail({ code: 'rulesRefused', errors: plan.failure.slice(0, MAX_ERRORS).map(errorOf) })
  const missing = NEEDED.filter((name) => !plan.value.decisions.some((decision) => decision.name === name))
  if (missing.length > 0) return fail({ code: 'rulesRefused', errors: missing.map(missingDecision) })

  const tried = tryRules(plan.value, item.value, effectiveOn)
  if (tried.length > 0) return fail({ code: 'rulesRefused', errors: tried })

  const planText = canonicalJson(asJson(plan.value))
  if (bytesOf(planText) + bytesOf(input.dmn) > MAX_ROW_BYTES)
    return fail({ code: 'rulesRefused', errors: [TOO_LARGE] })
  const hash = await sha256Hex(planText)
  const { itemCode, dmn, note } = input
  const [versions, log] = await ctx.database.read([
    ruleVersionsOfItem({ itemCode }),
    ruleEventsOfItem({ itemCode }),
  ])
  const row = {
    id: ctx.ids.uuid(),
    itemCode,
    itemVersion: String(item.value.taskVersion),
    version: (versions[0]?.version ?? 0) + 1,
    state: 'draft',
    effectiveOn,
    hash,
    dmn,
    plan: planText,
    parameters: canonicalJson(parameters.value),
    note,
    draftedBy: actor.subject,
    submittedBy: null,
    approvedBy: null,
    draftedAt: now,
    approvedAt: null,
  }
  const event = { itemCode, ruleId: row.id, type: 'drafted', actorSubject: actor.subject, at: now } as const
  const written = await ctx.database.write([
    insertRuleVersion(row),
    await appendRuleEvent(log, { ...event, data: { version: row.version, hash, effectiveOn } }),
  ])
  return written.ok ? ok(summaryOf(row)) : fail({ code: 'stillRunning' })
}

/** DESIGN §4(7): quota, third-party interest, or a missing impact assessment or privacy notice bar automatic rules. */
export function unfitForRules(item: Item): readonly FieldError[] {
  const errors: FieldError[] = []
  const add = (zh: string, en: string) => errors.push({ pointer: '/itemCode', zh, en })
  if (item.automatic !== 'auto') add('本事项不是秒批事项。', 'This item is not decided by rules.')
  if (item.quota)
    add('有数量限制的事项不得秒批（行政许可法 57）。', 'An item with a quota is not decided by rules.')
  if (item.thirdPartyInterest) {
    add(
      '涉及第三人重大利益的事项不得秒批（行政许可法 36、47）。',
      'An item with third-party interest is not decided by rules.',
    )
  }
  if (item.impactAssessment === null) {
    add('缺少个人信息保护影响评估（个人信息保护法 55、56）。', 'The impact assessment is missing.')
  }
  if (item.privacyNotice === null) add('缺少个人信息处理告知。', 'The privacy notice is missing.')
  const valid = validateItem(item)
  if (!valid.ok)
    for (const defect of valid.failure) add(`事项要素有误：${defect.reason}`, `Item: ${defect.reason}`)
  return errors
}

/** The region's parameters of the item, checked by the item's schema; an unset one is named. */
function parametersOf(
  ctx: Context,
  item: Item,
  given: DraftInput['parameters'],
): Result<Record<string, Json>, Failure> {
  const claim = claimOf(ctx.region, item)
  if (!claim.ok) return claim
  const read = parseInput(item.parameters, { ...claim.value.parameters, ...given }, '/parameters')
  return read.ok ? ok(asParameters(read.value)) : read
}

async function planOf(
  dmn: string,
  parameters: Record<string, Json>,
): Promise<Result<Plan, readonly Refusal[]>> {
  const compiled = await compileDmn(dmn)
  return compiled.ok ? withConstants(compiled.value, { parameters }) : compiled
}

function errorOf({ element, cell, zh, en }: Refusal): FieldError {
  const place = cell === undefined ? element : `${element} · ${cell.row}:${cell.column}`
  return { pointer: '/dmn', zh: `${place}：${zh}`, en: `${place}: ${en}` }
}

const MAX_ERRORS = 50
/** A row of D1 holds 2,000,000 bytes. */
const MAX_ROW_BYTES = 1_900_000
const bytesOf = (text: string) => new TextEncoder().encode(text).length

const TOO_LARGE: FieldError = {
  pointer: '/dmn',
  zh: '规则文件连同编译结果超过 1.9 MB，请拆分或精简。',
  en: 'The file and what it compiles to are over 1.9 MB; split or shorten it.',
}

const missingDecision = (name: string): FieldError => ({
  pointer: '/dmn',
  zh: `模型缺少名为“${name}”的决策。`,
  en: `The model lacks a decision named “${name}”.`,
})

const NOT_BEFORE_TODAY: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/effectiveOn',
      zh: '生效日应为今天或以后的日期（YYYY-MM-DD）。',
      en: 'The date of effect must be today or later (YYYY-MM-DD).',
    },
  ],
}

/** Guarantee: a plan is plain JSON by its own definition. */
const asJson = (plan: Plan) => plan as unknown as Json
/** Guarantee: parameters have passed the item's schema, whose fields are texts, numbers and booleans. */
const asParameters = (value: unknown) => value as Record<string, Json>
