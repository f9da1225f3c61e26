import { addMonths, civilDateAt, startOfDayAt } from '@tongban/calendar'
import {
  dropFilesOfOrders,
  eraseKeptReviews,
  publishedEvaluationPolicies,
  reviewsKeptTooLong,
} from '@tongban/store'
import { forgetObjects } from '../../attached/add.ts'
import type { Context } from '../../context.ts'
import { evaluationPolicyOn } from '../policies/in-force.ts'

/**
 * The end of reviews that belong to no case 评议到期销毁 (个人信息保护法 19, 47): so many years after the order that grew from one
 * was closed, or after it was said where none did, its words go, and who said them. What is counted of it stays.
 */
const AT_ONCE = 50
const MONTHS_A_YEAR = 12

export async function eraseReviews(ctx: Context): Promise<number> {
  const today = civilDateAt(ctx.clock.now())
  const [policies] = await ctx.database.read([publishedEvaluationPolicies({ today })])
  const { reviewsKeptYears } = evaluationPolicyOn(policies, today).policy
  const before = startOfDayAt(addMonths(today, -reviewsKeptYears * MONTHS_A_YEAR))
  const [due] = await ctx.database.read([reviewsKeptTooLong({ before, limit: AT_ONCE })])
  if (due.length === 0) return 0
  const orders = JSON.stringify(due.flatMap(({ orderNumber }) => orderNumber ?? []))
  // Files first: a review whose words are still there is found again.
  const [files] = await ctx.database.read([dropFilesOfOrders({ orders })])
  await forgetObjects(ctx, 'rectification_files', files)
  const written = await ctx.database.write(
    eraseKeptReviews({ reviews: JSON.stringify(due.map(({ id }) => id)), orders }),
  )
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  return due.length
}
