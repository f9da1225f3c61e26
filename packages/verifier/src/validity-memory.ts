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
  /** `bytes`: of this very token, which are ASCII. */
  remember(token: string, bytes: Uint8Array, held: HeldSignature): void
}

const ENTRIES = 2_000

/**
 * In the memory of this process; the oldest go first. `from` says when a signature is kept: the first time it was found to
 * hold, or only the second. A service that sees most licences once keeps nothing of those, and so costs them nothing.
 */
export function openMemory(entries = ENTRIES, from: 'first' | 'second' = 'first'): ValidityMemory {
  /** By the end of the token, its signature, which is quicker to look for; the whole of it must be the same. */
  const held = new Map<string, { readonly token: string; readonly signature: HeldSignature }>()
  const wasSeen = from === 'second' ? openSeen() : undefined
  return {
    recall(token) {
      const found = held.get(token.slice(-KEY_CHARACTERS))
      return found?.token === token ? found.signature : undefined
    },
    remember(token, bytes, signature) {
      if (wasSeen !== undefined && !wasSeen(token)) return
      // A copy of the token: a part of a text keeps the whole alive, and with it what was disclosed.
      const copy = ascii.decode(bytes)
      const key = copy.slice(-KEY_CHARACTERS)
      if (held.size >= entries && !held.has(key)) {
        const oldest = held.keys().next()
        if (oldest.done !== true) held.delete(oldest.value)
      }
      held.set(key, { token: copy, signature })
    },
  }
}

const KEY_CHARACTERS = 48
const ascii = new TextDecoder()

const SEEN_PLACES = 2_048
/** Characters of a signature; those of two differ. */
const TOLD_BY = 24

/**
 * Whether a token was asked about before, by the end of its signature: one number in a place, written over by the next that
 * falls there. Two that look alike are taken for one, which then is kept a time too early and nothing more.
 */
function openSeen(): (token: string) => boolean {
  const places = new Int32Array(SEEN_PLACES)
  return (token) => {
    let sum = 0
    for (let at = Math.max(0, token.length - TOLD_BY); at < token.length; at++) {
      sum = (Math.imul(sum, 31) + token.charCodeAt(at)) | 0
    }
    const place = (sum ^ (sum >>> 16)) & (SEEN_PLACES - 1)
    if (places[place] === sum) return true
    places[place] = sum
    return false
  }
}
