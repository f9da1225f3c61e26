import { civilTimeAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { rotateEndpointKeys } from '@tongban/store'
import type { Context } from '../../context.ts'
import { heldKeys, isOverlapping, makeSigningKey, sealKeys } from './keys.ts'
import { loadEndpoint } from './load.ts'
import { type EndpointSecretView, endpointView } from './view.ts'

/**
 * Gives a webhook another signing key, shown in this answer alone. For a day both sign, so that the receiver can change
 * without a gap; while they do, another rotation would end the one before at once, and takes saying so.
 */
const OVERLAP_MS = 24 * 3_600_000

export type EndpointRotation = { readonly endOverlap?: boolean | undefined }

export async function rotateEndpoint(
  ctx: Context,
  id: string,
  { endOverlap = false }: EndpointRotation = {},
): Promise<Result<EndpointSecretView, Failure>> {
  const loaded = await loadEndpoint(ctx, id)
  if (!loaded.ok) return loaded
  const row = loaded.value
  const held = await heldKeys(ctx, row)
  if (row.keysEnc === null || held === null) return fail(KEYLESS)
  const now = ctx.clock.now()
  if (isOverlapping(row, now) && !endOverlap) return fail(overlapping(row.previousUntil ?? now))
  const signingKey = makeSigningKey(ctx.ids)
  const keysEnc = await sealKeys(ctx, id, { current: signingKey, previous: held.current })
  const previousUntil = now + OVERLAP_MS
  const written = await ctx.database.write([
    rotateEndpointKeys({ id, before: row.keysEnc, keysEnc, previousUntil }),
  ])
  if (!written.ok) return fail({ code: 'stillRunning' })
  // Of two at once one has put its key there; the other's signs nothing and is not shown.
  const after = await loadEndpoint(ctx, id)
  if (!after.ok) return after
  if (after.value.keysEnc !== keysEnc) return fail({ code: 'stillRunning' })
  return ok({ ...(await endpointView(ctx, after.value)), signingKey })
}

const WHAT = { zh: '该接收端', en: 'endpoint' }

const KEYLESS: Failure = {
  code: 'stepNotPossible',
  state: 'keyless',
  possible: ['disable'],
  words: {
    what: WHAT,
    state: { zh: '没有签名密钥（电子邮件、短信不签名）', en: 'without a signing key, as e-mail and SMS are' },
    possible: [{ zh: '停用（disable）', en: 'disabling it (disable)' }],
  },
}

const overlapping = (until: number): Failure => ({
  code: 'stepNotPossible',
  state: 'overlapping',
  possible: ['rotate', 'disable'],
  words: {
    what: WHAT,
    state: {
      zh: `已更换密钥，更换前的密钥签名至 ${civilTimeAt(until)}`,
      en: `rotated, and the key before signs too until ${civilTimeAt(until)} (Beijing time)`,
    },
    possible: [
      {
        zh: '到时以后再更换；或者立即更换，更换前的密钥即时失效（请求正文 {"endOverlap":true}）',
        en: 'rotating after that; or rotating now, which ends the key before at once (body {"endOverlap":true})',
      },
      { zh: '停用（disable）', en: 'disabling it (disable)' },
    ],
  },
})
