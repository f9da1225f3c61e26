/**
 * 电子证照标识 (GB/T 36904): `1.2.156.3005.2.<type 21>.<issuer>.<serial>.<version 3>.<check>`. Reads and checks the form;
 * it never decides whether a licence holds: that is for the registry and the signature, since identifiers with a check
 * character computed otherwise are in use.
 */
import { finding } from './finding.ts'
import type { Finding } from './wire.ts'

export const IDENTIFIER_ROOT = '1.2.156.3005.2.'

export type Identifier = {
  /** Uniform social credit code of the ministry that owns the type, and three digits. */
  readonly typeCode: string
  /** Credit code of the issuing organ; some regions write a division code of six digits. */
  readonly issuer: string
  readonly serial: string
  /** Three digits, from 001. */
  readonly version: string
  readonly check: string
}

const FORM =
  /^1\.2\.156\.3005\.2\.([0-9A-Z]{18}[0-9]{3})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,32})\.([0-9]{3})\.([0-9A-Z])$/

export function parseIdentifier(text: string): Identifier | undefined {
  const found = FORM.exec(text)
  if (found === null) return undefined
  // By place: taking a list apart by its iterator costs as much as the search.
  const typeCode = found[1]
  const issuer = found[2]
  const serial = found[3]
  const version = found[4]
  const check = found[5]
  if (typeCode === undefined || issuer === undefined || serial === undefined) return undefined
  if (version === undefined || version === '000' || check === undefined) return undefined
  return { typeCode, issuer, serial, version, check }
}

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const DIGIT_ZERO = 48
const DIGIT_NINE = 57
/** From the code of a capital letter to its value: A is 10. */
const LETTERS = 55

/** ISO 7064 MOD 37,36 over digits and capital letters. */
export function checkCharacter(text: string): string {
  let product = 36
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const sum = (product + code - (code <= DIGIT_NINE ? DIGIT_ZERO : LETTERS)) % 36
    product = ((sum === 0 ? 36 : sum) * 2) % 37
  }
  return CHARACTERS.charAt((37 - product) % 36)
}

/** Over type, issuer, serial and version, without the root and without dots. */
export function identifierCheck(parts: Omit<Identifier, 'check'>): string {
  return checkCharacter(parts.typeCode + parts.issuer + parts.serial + parts.version)
}

export function formatIdentifier(parts: Omit<Identifier, 'check'>): string {
  const { typeCode, issuer, serial, version } = parts
  return `${IDENTIFIER_ROOT}${typeCode}.${issuer}.${serial}.${version}.${identifierCheck(parts)}`
}

export function identifierWarnings(text: string): readonly Finding[] {
  const parts = parseIdentifier(text)
  if (parts === undefined) return [finding('identifier:nonstandard')]
  return identifierCheck(parts) === parts.check ? [] : [finding('checkDigit:nonstandard')]
}
