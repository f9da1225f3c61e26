import { civilTimeAt } from '@tongban/calendar'
import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { apiKeyById, rotateApiKey as replaceSecret } from '@tongban/store'
import type { Context } from '../context.ts'
import { isOver, loadApiKey } from './load.ts'
import { makeSecret } from './secret.ts'
import { type ApiKeySecretView, withSecret } from './view.ts'

/**
 * Gives a key another secret, shown in this answer alone. The one before opens for a day more, so that an app can be
 * changed without a gap; while it does, another rotation would end it at once, and takes saying so. A secret that leaked
 * is no case for this: revoke the key.
 */
const OVERLAP_MS = 24 * 3_600_000

export type RotateInput = {
  /** Ends the secret before the present one now, which else opens for the rest of its day. */
  readonly endOverlap?: boolean | undefined
}

export async function rotateApiKey(
  ctx: Context,
  keyId: string,
  { endOverlap = false }: RotateInput = {},
): Promise<Result<ApiKeySecretView, Failure>> {
  const now = ctx.clock.now()
  const [[before]] = await ctx.database.read([apiKeyById({ keyId })])
  const stands = await loadApiKey(ctx, keyId)
  if (!stands.ok) return stands
  if (before === undefined) return fail({ code: 'notFound', what: 'apiKey' })
  const over = isOver(stands.value)
  if (over !== null) return fail(over)
  const { previousUntil: opensUntil } = stands.value
  if (opensUntil !== null && !endOverlap) return fail(overlapping(keyId, opensUntil))
  const { secret, hash } = await makeSecret(ctx.ids)
  const previousUntil = now + OVERLAP_MS
  const written = await ctx.database.write([
    replaceSecret({ keyId, before: before.secretHash, secretHash: hash, previousUntil }),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  // Of two at once one has put its secret there; the other's opens nothing and is not shown.
  const [[after]] = await ctx.database.read([apiKeyById({ keyId })])
  if (after?.secretHash !== hash) return fail({ code: 'stillRunning' })
  const view = await loadApiKey(ctx, keyId)
  return view.ok ? ok(withSecret(view.value, secret)) : view
}

const overlapping = (keyId: string, until: EpochMs): Failure => ({
  code: 'stepNotPossible',
  state: 'overlapping',
  possible: ['rotate', 'revoke'],
  words: {
    what: { zh: `API 密钥 ${keyId} `, en: `API key ${keyId}` },
    state: {
      zh: `已更换，更换前的密钥可用至 ${civilTimeAt(until)}`,
      en: `rotated, and the secret before opens until ${civilTimeAt(until)} (Beijing time)`,
    },
    possible: [
      {
        zh: '到时以后再更换；或者立即更换，更换前的密钥即时失效（请求正文 {"endOverlap":true}）',
        en: 'rotating after that; or rotating now, which ends the secret before at once (body {"endOverlap":true})',
      },
      { zh: '吊销（revoke）', en: 'revoking it (revoke)' },
    ],
  },
})
