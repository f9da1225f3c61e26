import serialize from 'canonicalize'

/** A value JSON can carry. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

/** Canonical JSON text by RFC 8785 (JCS). Throws on NaN, infinities and lone surrogates: such a value is a bug. */
export function canonicalJson(value: Json): string {
  const text = serialize(value)
  if (text === undefined) throw new Error('not a JSON value')
  return text
}
