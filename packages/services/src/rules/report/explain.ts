import { type Failure, fail, holdsRole, type Result } from '@tongban/kernel'
import type { Context } from '../../context.ts'
import { appendRuleEvent } from '../log.ts'
import { notPossible } from '../states.ts'
import type { Explained } from './explanations.ts'
import { type ReportView, readReport, reportAtHand } from './read.ts'

/**
 * Says why a difference is meant. The reason goes into the log of the item's rules, which an approval signs; whoever
 * gives it cannot be the one who approves.
 */
export type ExplanationInput = { readonly difference: string; readonly reason: string }

export async function explainDifference(
  ctx: Context,
  id: string,
  { difference, reason }: ExplanationInput,
): Promise<Result<ReportView, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'publisher')) return fail({ code: 'notAllowed', need: '规则发布人 publisher' })
  const found = await reportAtHand(ctx, id)
  if (!found.ok) return found
  const { at, report, judged } = found.value
  const { row, log } = at
  if (row.state === 'published') return fail(notPossible(row.state))
  if (!judged.differences.some((one) => one.id === difference)) return fail(NO_SUCH_DIFFERENCE)
  const data: Explained = { difference, reason, base: report.baseId }
  const event = await appendRuleEvent(log, {
    itemCode: row.itemCode,
    ruleId: id,
    type: 'explained',
    actorSubject: actor.subject,
    at: ctx.clock.now(),
    data,
  })
  const written = await ctx.database.write([event])
  return written.ok ? readReport(ctx, id) : fail({ code: 'stillRunning' })
}

const NO_SUCH_DIFFERENCE: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/difference',
      zh: '报告中没有这一处差异。请从报告的 differences 中取 id。',
      en: 'The report has no such difference. Take the id from its differences.',
    },
  ],
}
