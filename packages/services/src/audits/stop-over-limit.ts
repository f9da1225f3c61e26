import { auditPolicyOf } from '@tongban/catalogue'
import { isOverLimit } from '@tongban/decisions'
import { auditCounts, itemSwitch, ruleEventsOfItem, setItemSwitch } from '@tongban/store'
import type { Context } from '../context.ts'
import { appendRuleEvent } from '../rules/log.ts'

/**
 * Lets the stop switch 停用开关 of an item fall when people disagree with more of its drawn approvals than the region
 * allows, with an event in the log of its rules. What was judged before the last re-opening counts no more: two
 * publishers have answered for it. Safe to call at any time and again.
 */
export const AUDIT_SUBJECT = 'machine:audit'

/** Whether the switch fell now. */
export async function stopOverLimit(ctx: Context, itemCode: string): Promise<boolean> {
  const [[held], log] = await ctx.database.read([itemSwitch({ itemCode }), ruleEventsOfItem({ itemCode })])
  if (held?.stopped === 1) return false
  const [counts] = await ctx.database.read([auditCounts({ itemCode, since: held?.at ?? 0 })])
  const policy = auditPolicyOf(ctx.region, itemCode)
  const over = counts.find((count) => count.kind === 'approval' && isOverLimit(policy, count))
  if (over === undefined) return false
  const { ruleId, version, judged, disagreed } = over
  const at = ctx.clock.now()
  const reason = `抽查不一致超过限度：版本 ${version}，复核 ${judged} 件，不一致 ${disagreed} 件。 More drawn approvals were judged otherwise than the limit allows: version ${version}, ${judged} judged, ${disagreed} differ.`
  const written = await ctx.database.write([
    setItemSwitch({ itemCode, stopped: 1, reason, bySubject: AUDIT_SUBJECT, at }),
    await appendRuleEvent(log, {
      itemCode,
      ruleId,
      type: 'stopped',
      actorSubject: AUDIT_SUBJECT,
      at,
      data: { reason, judged, disagreed, limit: String(policy.disagreementLimit) },
    }),
  ])
  // Another act on the same rules came first; the next run of the job looks again.
  return written.ok
}
