/**
 * 电子证照标识 (GB/T 36904) made: its form is told by the verifier, which reads it; here are the parts of a new one. A
 * serial is drawn, not counted, so that nobody learns from it how many licences there are.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import { formatIdentifier, parseIdentifier } from '@tongban/verifier'
import type { Random } from './random.ts'

export type IdentifierParts = {
  /** 证照类型代码, 21 characters. */
  readonly typeCode: string
  /** 证照颁发机构代码: a uniform social credit code. */
  readonly issuerCode: string
  readonly serial: string
  /** From 1; what renews or changes a licence counts on. */
  readonly version: number
}
export type IdentifierFault = {
  readonly code: 'invalidIdentifier'
  readonly part: 'typeCode' | 'issuerCode' | 'serial' | 'version'
}

const FORMS = {
  typeCode: /^[0-9A-Z]{18}[0-9]{3}$/,
  issuerCode: /^[0-9A-Z]{18}$/,
  serial: /^[0-9A-Z]{8,32}$/,
} as const
const LAST_VERSION = 999

export function makeIdentifier(parts: IdentifierParts): Result<string, IdentifierFault> {
  for (const part of ['typeCode', 'issuerCode', 'serial'] as const) {
    if (!FORMS[part].test(parts[part])) return fail({ code: 'invalidIdentifier', part })
  }
  const { version } = parts
  if (!Number.isInteger(version) || version < 1 || version > LAST_VERSION)
    return fail({ code: 'invalidIdentifier', part: 'version' })
  const text = formatIdentifier({
    typeCode: parts.typeCode,
    issuer: parts.issuerCode,
    serial: parts.serial,
    version: String(version).padStart(3, '0'),
  })
  if (parseIdentifier(text) === undefined) throw new Error('what was made of sound parts must read back')
  return ok(text)
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const SERIAL_LENGTH = 20
/** Bytes from here on are thrown away: 252 is the last multiple of 36, so that each character is as likely as another. */
const UNBIASED = 252
const DRAWN = 32
const MOST_DRAWS = 32

/** 20 characters of digits and capitals, about 103 bits. */
export function makeSerial(random: Random): string {
  let serial = ''
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    for (const byte of random(DRAWN)) {
      if (byte < UNBIASED) serial += ALPHABET.charAt(byte % ALPHABET.length)
      if (serial.length === SERIAL_LENGTH) return serial
    }
  }
  throw new Error('the source of random bytes gives none that can be used')
}
