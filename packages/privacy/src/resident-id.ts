/**
 * 公民身份号码 (GB 11643-1999): address 6, birth date 8, sequence 3, check digit by ISO 7064 MOD 11-2; and the
 * residence permits 居住证 of residents of Hong Kong, Macau and Taiwan (address 810000, 820000, 830000), same form.
 * The address is that of first registration: it never says where its holder lives now nor which organ is competent.
 */

import { civilDate } from '@tongban/calendar'
import { type CivilDate, fail, ok, type Result } from '@tongban/kernel'
import { isProvince } from './division.ts'
import type { IdFault } from './id-fault.ts'

export type ResidentId = {
  /** 18 characters, the check character X in upper case. */
  readonly number: string
  readonly birthOn: CivilDate
}
export type ResidentKind = 'residentId' | 'residencePermit'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'
const PERMIT_ADDRESSES = new Set(['810000', '820000', '830000'])

/**
 * The number with a lower-case x made upper case, or `undefined` when a character other than ASCII digits and a final
 * X stands in it. Nothing else is repaired: no full-width digit, no space.
 */
export function normaliseResidentId(text: string): string | undefined {
  return /^\d*[Xx]?$/.test(text) ? text.toUpperCase() : undefined
}

/** The number and its birth date, or the first fault. `on` is the day against which a birth date may be future. */
export function parseResidentId(
  kind: ResidentKind,
  text: string,
  on: CivilDate,
): Result<ResidentId, IdFault> {
  const number = normaliseResidentId(text)
  if (number === undefined) return fail({ kind, reason: 'characters' })
  if (number.length !== 18) return fail({ kind, reason: 'length' })
  if (!isAddressOf(kind, number)) return fail({ kind, reason: 'addressCode' })
  const birthOn = birthDateOf(number)
  if (birthOn === undefined) return fail({ kind, reason: 'birthDate' })
  if (residentCheckCharacter(number) !== number[17]) return fail({ kind, reason: 'checkDigit' })
  if (birthOn > on) return fail({ kind, reason: 'future' })
  return ok({ number, birthOn })
}

const isAddressOf = (kind: ResidentKind, number: string) =>
  kind === 'residencePermit'
    ? PERMIT_ADDRESSES.has(number.slice(0, 6))
    : isProvince(number) && !number.startsWith('8')

/** The birth date written in an 18-character number, or `undefined` when that day does not exist. */
export function birthDateOf(number: string): CivilDate | undefined {
  return civilDate(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)
}

/** The check character for the first 17 digits, which must be digits. */
export function residentCheckCharacter(number: string): string | undefined {
  let sum = 0
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(number[index])
  return CHECKS[sum % 11]
}
