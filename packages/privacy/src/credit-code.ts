/**
 * 统一社会信用代码 (GB 32100-2015): 18 characters of 31, without I O S V Z; registry 1, class 1, division 6,
 * organisation code 9, check character by weights 3^i mod 31. Only length, characters and check are judged: the inner
 * parts follow their own registers.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import type { IdFault } from './id-fault.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
const kind = 'unifiedSocialCreditCode'

/** The code in upper case, or the first fault. */
export function parseCreditCode(text: string): Result<string, IdFault> {
  if (!/^[0-9A-HJ-NP-RTUW-Ya-hj-np-rtuw-y]*$/.test(text)) return fail({ kind, reason: 'characters' })
  if (text.length !== 18) return fail({ kind, reason: 'length' })
  const code = text.toUpperCase()
  return creditCheckCharacter(code) === code[17] ? ok(code) : fail({ kind, reason: 'checkDigit' })
}

/** The check character for the first 17 characters, which must be of the alphabet. */
export function creditCheckCharacter(code: string): string | undefined {
  let sum = 0
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * ALPHABET.indexOf(code[index] ?? '')
  return ALPHABET[(31 - (sum % 31)) % 31]
}
