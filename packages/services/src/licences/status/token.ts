import type { EpochMs } from '@tongban/kernel'
import { type IssuerKeys, signStatusToken, statusListUri } from '@tongban/licences'
import type { HeldShard } from './register.ts'

/**
 * Published status lists (Token Status List): one signed token for each shard, made when it is first asked for and kept
 * until the shard changes or half of the time is over for which apps may keep it. Only the shard that changed is signed
 * again, from memory.
 */
export const TTL_SECONDS = 60
/** A list that cannot be fetched anew is of use for a day. */
const LIFETIME_SECONDS = 24 * 3_600

export type ListToken = {
  readonly token: string
  /** Seconds. */
  readonly iat: number
  /** Strong: the signature is in the bytes it stands for. */
  readonly etag: string
}

export type ListTokens = {
  /** Null where the ring has no key in force for status lists. */
  tokenOf(list: number, shard: HeldShard, now: EpochMs): Promise<ListToken | null>
}
type Made = { readonly version: number; readonly iat: number; readonly token: Promise<ListToken | null> }

export function openListTokens(statusBase: string, keys: IssuerKeys): ListTokens {
  const made = new Map<number, Made>()
  return {
    async tokenOf(list, shard, now) {
      const known = made.get(list)
      // As of when the states are known, which may be a second before they are asked for.
      const iat = Math.floor(Math.min(shard.asOf, now) / 1000)
      if (known?.version === shard.version && iat - known.iat < TTL_SECONDS / 2 && iat >= known.iat)
        return known.token
      const token = sign(statusListUri(statusBase, list), shard, iat, keys)
      const mine = { version: shard.version, iat, token }
      made.delete(list)
      made.set(list, mine)
      for (const oldest of made.keys()) {
        if (made.size <= KEPT_TOKENS) break
        made.delete(oldest)
      }
      // A failure is nobody's token: the next one who asks has it signed anew.
      token.catch(() => {
        if (made.get(list) === mine) made.delete(list)
      })
      return token
    },
  }
}

/** Some 4 MiB at most. */
const KEPT_TOKENS = 512

async function sign(
  uri: string,
  { bytes }: HeldShard,
  iat: number,
  keys: IssuerKeys,
): Promise<ListToken | null> {
  const [signer] = keys.signersOf('status', iat)
  if (signer === undefined) return null
  // The shard may change while it is packed: what is signed is what it was when this began.
  const bits = bytes.slice()
  const token = await signStatusToken(
    { uri, iat, exp: iat + LIFETIME_SECONDS, ttl: TTL_SECONDS, bits },
    signer,
  )
  return { token, iat, etag: `"${token.slice(-43)}"` }
}
