import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { statusListUri } from '@tongban/licences'
import { allStatusLists } from '@tongban/store'
import type { Context } from '../../context.ts'
import { issuerOf } from '../issuer-of.ts'
import { TTL_SECONDS } from './token.ts'

/** The published status lists: read by anyone, kept by caches, and never told which licence it is about. */
export type PublishedList = {
  readonly token: string
  readonly etag: string
  /** Seconds for which it may be kept, so that it is never older than its own `ttl`. */
  readonly maxAgeSeconds: number
}

export async function readStatusList(ctx: Context, list: number): Promise<Result<PublishedList, Failure>> {
  const issuer = issuerOf(ctx)
  if (!issuer.ok) return issuer
  const { statuses, tokens } = issuer.value
  const shard = statuses.wasMissing(list) ? 'missing' : await statuses.shardOf(ctx, list)
  if (shard === 'missing') return fail({ code: 'notFound', what: 'statusList' })
  if (shard === 'unreadable') return fail({ code: 'unavailable', what: 'database' })
  const now = ctx.clock.now()
  const made = await tokens.tokenOf(list, shard, now)
  if (made === null) return fail({ code: 'licencesNotConfigured', what: NO_STATUS_KEY })
  // Rounded up: a second begun is not there to be promised.
  const age = Math.max(0, Math.ceil(now / 1000 - made.iat))
  return ok({ token: made.token, etag: made.etag, maxAgeSeconds: Math.max(0, TTL_SECONDS - age) })
}

const NO_STATUS_KEY = { zh: '证照状态列表的签名密钥', en: 'a key that signs status lists' }

/** Addresses of all lists, as Token Status List has it for whoever wants them all. */
export async function listStatusLists(
  ctx: Context,
): Promise<Result<{ readonly status_lists: readonly string[] }, Failure>> {
  const issuer = issuerOf(ctx)
  if (!issuer.ok) return issuer
  const { statusBase } = issuer.value
  const [lists] = await ctx.database.read([allStatusLists({})])
  return ok({ status_lists: lists.map(({ list }) => statusListUri(statusBase, list)) })
}
