import type { CaseNumber } from './brand.ts'
import { checkCharacter, hasValidCheckCharacter } from './iso7064.ts'

/**
 * The case number 办件编号: region (6) + date (8) + sequence (7) + MOD 37,36 check = 22 characters.
 * No national rule was found; the scheme is this project's own. The first six digits name the district.
 */
const SHAPE = /^[1-9]\d{5}20\d{6}\d{7}[0-9A-Z]$/

/** A case number from its parts; `region` six digits, `civilDate` YYYY-MM-DD, `sequence` 1 to 9,999,999. */
export function makeCaseNumber(region: string, civilDate: string, sequence: number): CaseNumber {
  const body = `${region.slice(0, 6)}${civilDate.replaceAll('-', '')}${String(sequence).padStart(7, '0')}`
  const number = `${body}${checkCharacter(body) ?? ''}`
  const parsed = parseCaseNumber(number)
  if (parsed === undefined) throw new Error(`not a case number: ${number}`)
  return parsed
}

/** The case number, or `undefined` when shape or check character is wrong. */
export function parseCaseNumber(text: string): CaseNumber | undefined {
  return SHAPE.test(text) && hasValidCheckCharacter(text) ? brandCaseNumber(text) : undefined
}

/** Guarantee: `text` has passed shape and check character. */
const brandCaseNumber = (text: string) => text as CaseNumber
