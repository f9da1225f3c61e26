/**
 * Tokens are refused unless each part is written in the one way there is: readers of base64url pass over stray bits,
 * padding and spaces, so that one token would have many texts.
 */
import { fromBase64url } from '@tongban/privacy'

const SOUND = /^[\w-]+$/
/** What may stand last, by the length of the text modulo four: the bits beyond the last byte are zero. */
const LAST = [/[\w-]$/, /(?!)/, /[AQgw]$/, /[AEIMQUYcgkosw048]$/] as const

export const isCanonicalBase64url = (text: string): boolean =>
  SOUND.test(text) && (LAST[text.length % 4] ?? LAST[1]).test(text.slice(-1))

/** So many parts, none empty, each canonical. */
export function isCanonicalToken(token: string, parts: 3 | 5): boolean {
  const split = token.split('.')
  return split.length === parts && split.every(isCanonicalBase64url)
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The JSON in these bytes; undefined where they are no UTF-8 or no JSON. */
export function jsonIn(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

/** The JSON in one part of a token. */
export const jsonInPart = (part: string): unknown => jsonIn(fromBase64url(part))
