import type { StatusOf, StatusShard } from '@tongban/verifier'
import type { Context } from '../../context.ts'
import { type Issuer, secondsOf } from '../issuer.ts'
import { FRESH_MS, type ShardAnswer } from './register.ts'

/**
 * Where a verification finds the list its licence names: this region's own in its register, at most a second old; that
 * of a partner as the partner published it. At once where nothing has to be waited for.
 */
export function statusSource(
  ctx: Pick<Context, 'database' | 'after'>,
  { statusBase, statuses, partners }: Issuer,
): StatusOf {
  return (uri) => {
    const list = ownList(uri, statusBase)
    if (list === undefined) return partners.shardOf(ctx, uri)
    const answer = statuses.shardOf(ctx, list)
    return answer instanceof Promise ? answer.then((later) => shardOf(uri, later)) : shardOf(uri, answer)
  }
}

/** Number of a list of this region; a list is written one way only. */
export function ownList(uri: string, statusBase: string): number | undefined {
  if (!uri.startsWith(statusBase)) return undefined
  const name = uri.slice(statusBase.length)
  return /^[1-9]\d{0,8}$/.test(name) ? Number(name) : undefined
}

function shardOf(uri: string, answer: ShardAnswer): StatusShard | undefined {
  if (answer === 'missing' || answer === 'unreadable') return undefined
  const { bytes, asOf } = answer
  // It is asked for anew at every verification: what is told of it is how old it may have been.
  return { uri, asOf, exp: secondsOf(asOf) + LIFETIME_SECONDS, ttl: FRESH_MS / 1000, bits: 2, bytes }
}

const LIFETIME_SECONDS = 3_600
