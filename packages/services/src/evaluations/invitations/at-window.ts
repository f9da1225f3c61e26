import { civilDateAt } from '@tongban/calendar'
import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { publishedEvaluationPolicies, servicesAtWindow } from '@tongban/store'
import { windowAt } from '../../cases/service-events.ts'
import type { Context } from '../../context.ts'
import { type Coded, itemOf } from '../../supervision/notices/coded.ts'
import { evaluationPolicyOn } from '../policies/in-force.ts'
import { serviceKind } from './service-kind.ts'
import { invitationToken } from './token.ts'
import { rateableUntil } from './until.ts'

/**
 * What waits at the window of a pad 窗口评价器: the services given there within the last half hour whose visit is not rated yet, one
 * for each visit 一次一评, the newest first. It says what was done and not for whom.
 */
const WAITING_MS = 30 * 60_000
const MOST = 20

export type WaitingService = {
  readonly token: string
  readonly kind: Coded
  readonly item: Coded | null
  readonly servedAt: EpochMs
  readonly untilAt: EpochMs
}

/** The window a pad stands at. */
export function windowOfPad({ actor }: Pick<Context, 'actor'>): Result<string, Failure> {
  const post = actor.kind === 'app' ? actor.terminal : undefined
  return post === undefined || post.window === null
    ? fail({ code: 'notAllowed', need: '窗口评价器的密钥 the key of a pad at a window' })
    : ok(windowAt(post.department, post.window))
}

export async function listWaiting(ctx: Context): Promise<Result<readonly WaitingService[], Failure>> {
  const window = windowOfPad(ctx)
  if (!window.ok) return window
  const now = ctx.clock.now()
  const [rows, policies] = await ctx.database.read([
    servicesAtWindow({
      window: window.value,
      since: now - WAITING_MS,
      limit: MOST,
    }),
    publishedEvaluationPolicies({ today: civilDateAt(now) }),
  ])
  return ok(
    await Promise.all(
      rows.map(async (row) => ({
        token: await invitationToken(ctx, row),
        kind: serviceKind(row.kind),
        item: itemOf(row.itemCode, row.at),
        servedAt: row.at,
        untilAt: rateableUntil(evaluationPolicyOn(policies, civilDateAt(row.at)).policy, row.at),
      })),
    ),
  )
}
