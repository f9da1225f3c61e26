import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { signTrustBundle } from '@tongban/licences'
import type { TrustedRegion } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { type Issuer, secondsOf } from './issuer.ts'
import { issuerOf } from './issuer-of.ts'

/**
 * The trust bundle 信任名单: the issuer keys of this region and of its partners, signed. It is good for a week and asked for
 * anew each hour, so that a verifier that cannot reach us goes on; what comes to an end soon is told to the log before it
 * does.
 */
const LIFETIME_SECONDS = 7 * 86_400
const TTL_SECONDS = 3_600
/** A key without a successor is told of this long before its end. */
const ALARM_SECONDS = 30 * 86_400

export type PublishedBundle = {
  readonly token: string
  readonly etag: string
  readonly maxAgeSeconds: number
}
type Made = { readonly iat: number; readonly token: string; readonly etag: string }

/** By issuer: one for an isolate. */
const made = new WeakMap<Issuer, Made>()

export async function readTrustBundle(ctx: Context): Promise<Result<PublishedBundle, Failure>> {
  const opened = issuerOf(ctx)
  if (!opened.ok) return opened
  const { value: issuer } = opened
  const now = secondsOf(ctx.clock.now())
  const known = made.get(issuer)
  const isCurrent = known !== undefined && now >= known.iat && now - known.iat < TTL_SECONDS / 2
  const current = isCurrent ? known : await signed(ctx, issuer, now)
  if (current === null) return fail({ code: 'licencesNotConfigured', what: NO_BUNDLE_KEY })
  made.set(issuer, current)
  const { token, etag, iat } = current
  return ok({ token, etag, maxAgeSeconds: TTL_SECONDS - (now - iat) })
}

const NO_BUNDLE_KEY = { zh: '信任名单的签名密钥', en: 'a key that signs the trust bundle' }

async function signed({ log }: Context, { iss, regions, keys }: Issuer, iat: number): Promise<Made | null> {
  const [signer] = keys.signersOf('bundle', iat)
  if (signer === undefined) return null
  for (const { region, kid, until } of endingKeys(regions, iat))
    log('trustKeyEndsSoon', { region, kid, until })
  const payload = { iss, iat, exp: iat + LIFETIME_SECONDS, ttl: TTL_SECONDS, regions }
  const token = await signTrustBundle(payload, signer)
  return { iat, token, etag: `"${token.slice(-43)}"` }
}

/** Keys in force that end soon while nothing of the same use and algorithm follows them. */
export function endingKeys(
  regions: readonly TrustedRegion[],
  now: number,
): readonly { readonly region: string; readonly kid: string; readonly until: number }[] {
  return regions.flatMap(({ region, keys }) =>
    keys.flatMap(({ kid, use, alg, from, until, revokedAt }) => {
      if (until === null || revokedAt !== null || from > now || until <= now || until > now + ALARM_SECONDS)
        return []
      const follows = keys.some(
        (other) =>
          other.kid !== kid &&
          other.use === use &&
          other.alg === alg &&
          other.revokedAt === null &&
          other.from <= until &&
          (other.until === null || other.until > now + ALARM_SECONDS),
      )
      return follows ? [] : [{ region, kid, until }]
    }),
  )
}
