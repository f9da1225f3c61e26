import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { apiKeyById, rotateApiKey as replaceSecret } from '@tongban/store'
import type { Context } from '../context.ts'
import { makeSecret } from './secret.ts'
import { type ApiKeySecretView, apiKeyView, withSecret } from './view.ts'

/**
 * Gives a key another secret, shown in this answer alone. The one before opens for a day more, so that an app can be
 * changed without a gap; the one before that opens no more. A secret that leaked is no case for this: revoke the key.
 */
const OVERLAP_MS = 24 * 3_600_000

export async function rotateApiKey(ctx: Context, keyId: string): Promise<Result<ApiKeySecretView, Failure>> {
  const now = ctx.clock.now()
  const [[before]] = await ctx.database.read([apiKeyById({ keyId })])
  if (before === undefined) return fail({ code: 'notFound', what: 'apiKey' })
  const stands = apiKeyView({ ...before, usedToday: 0 }, now)
  if (stands.state !== 'inForce') return fail(over(keyId, stands.state))
  const { secret, hash } = await makeSecret(ctx.ids)
  const previousUntil = now + OVERLAP_MS
  const written = await ctx.database.write([
    replaceSecret({ keyId, before: before.secretHash, secretHash: hash, previousUntil }),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  // Of two at once one has put its secret there; the other's opens nothing and is not shown.
  const [[after]] = await ctx.database.read([apiKeyById({ keyId })])
  if (after?.secretHash !== hash) return fail({ code: 'stillRunning' })
  return ok(withSecret(apiKeyView({ ...after, usedToday: 0 }, now), secret))
}

const over = (keyId: string, state: 'expired' | 'revoked'): Failure => ({
  code: 'stepNotPossible',
  state,
  possible: [],
  words: {
    what: { zh: `API 密钥 ${keyId} `, en: `API key ${keyId}` },
    state: state === 'revoked' ? { zh: '已吊销', en: 'revoked' } : { zh: '已过期', en: 'expired' },
    possible: [],
  },
})
