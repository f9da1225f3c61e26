import { civilDateAt } from '@tongban/calendar'
import type { CardRow } from '@tongban/store'
import { type Policy, STAGES } from '@tongban/supervision'
import type { Context } from '../context.ts'
import { colourOf } from './cards/load.ts'
import { policyFor } from './held-policies.ts'

/** What a card is called here 牌色名称: by the policy in force when it was proposed, else by the field's name. */
export function colourNamed(
  ctx: Pick<Context, 'policies'>,
  row: CardRow,
): { readonly zh: string; readonly en: string } {
  const colour = colourOf(row)
  const { colourNames }: Policy = policyFor(ctx, { ...row, fromOn: civilDateAt(row.proposedAt) }).policy
  const { zh, en } = STAGES[colour]
  return { zh: colourNames[colour] ?? zh, en }
}
