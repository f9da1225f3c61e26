import type { Actor, Clock, EpochMs } from '@tongban/kernel'

/**
 * Remembers, in this isolate alone and for a minute at most, whom a verified token spoke of: an official at work sends
 * the same token with every request, and verifying it costs more than the rest of the door. Never outlives the token;
 * holds a bounded number, the oldest leaving first. The key is the whole token, so that no other one can match.
 */

const LIFETIME_MS = 60_000
const TOKEN_COUNT_LIMIT = 1000

export type TokenMemory = {
  readonly recall: (token: string) => Actor | null
  readonly keep: (token: string, actor: Actor, validUntil: EpochMs) => void
}

export function createTokenMemory(clock: Clock): TokenMemory {
  const known = new Map<string, { readonly actor: Actor; readonly until: EpochMs }>()
  return {
    recall: (token) => {
      const found = known.get(token)
      if (!found) return null
      if (clock.now() < found.until) return found.actor
      known.delete(token)
      return null
    },
    keep: (token, actor, validUntil) => {
      for (const oldest of known.keys()) {
        if (known.size < TOKEN_COUNT_LIMIT) break
        known.delete(oldest)
      }
      known.set(token, { actor, until: Math.min(validUntil, clock.now() + LIFETIME_MS) })
    },
  }
}
