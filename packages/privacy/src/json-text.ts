import type { Json } from '@tongban/kernel'

/** The value of a JSON text, or `undefined` when it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return asJson(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Guarantee: `value` was returned by JSON.parse, which makes nothing but JSON values. */
const asJson = (value: unknown) => value as Json
