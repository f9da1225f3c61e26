import { fromBase64url } from '@tongban/privacy'

/**
 * A credential as its holder shows it: the signed part as it is, and of its disclosures those of these names alone (RFC
 * 9901 §7.2). What is in the signed part in plain was never hidden.
 */
export function onlyClaims(credential: string, names: readonly string[]): string {
  const [jwt = '', ...rest] = credential.split('~')
  const shown = rest.filter((disclosure) => disclosure !== '' && names.includes(nameOf(disclosure)))
  return [jwt, ...shown, ''].join('~')
}

const decoder = new TextDecoder()

/** Guarantee: the region's own credential, whose disclosures are lists of salt, name and value. */
function nameOf(disclosure: string): string {
  const parts: unknown = JSON.parse(decoder.decode(fromBase64url(disclosure)))
  return Array.isArray(parts) ? String(parts[1]) : ''
}
