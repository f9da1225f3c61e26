/**
 * Remembers which signatures were found to hold, and by which key: the dearest step of a verification, and the only one
 * whose outcome never changes. It never holds a verdict: time, status and whether the key still counts are asked each time.
 * Of a licence it keeps what its issuer signed openly, never a disclosure.
 */
import type { Profile } from './profile.ts'
import type { JsonObject } from './strict-json.ts'

export type HeldSignature = {
  readonly kid: string
  /** Of the key it holds for; under another key of the same name it must be checked again. */
  readonly material: string
  readonly payload: JsonObject
  readonly profile: Profile
}

export interface ValidityMemory {
  recall(token: string): HeldSignature | undefined
  remember(token: string, held: HeldSignature): void
}

const ENTRIES = 2_000

/** In the memory of this process; the oldest go first. */
export function openMemory(entries = ENTRIES): ValidityMemory {
  const held = new Map<string, HeldSignature>()
  return {
    recall: (token) => held.get(token),
    remember(token, signature) {
      if (held.size >= entries) {
        const oldest = held.keys().next()
        if (oldest.done !== true) held.delete(oldest.value)
      }
      held.set(token, signature)
    },
  }
}
