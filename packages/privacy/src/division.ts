/**
 * Division codes 行政区划代码: 6 digits to the county (GB/T 2260: province 2, city 2, county 2), 9 to the township and
 * 12 to the village (GB/T 10114: 3 and 3). Levels below the one meant are written as zeros. The shape and the province
 * are checked, not whether the place exists today: codes of abolished places stay valid in old papers.
 */
import type { DivisionCode } from '@tongban/kernel'

const PROVINCES = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 ' +
    '50 51 52 53 54 61 62 63 64 65 71 81 82'
  ).split(' '),
)
const SHAPE = /^\d{6}(?:\d{3}(?:\d{3})?)?$/
/** Digits of each level; together the 12 of the longest code. */
const LEVELS = [2, 2, 2, 3, 3] as const

/** Guarantee: `text` has the shape of a division code of a known province. */
const brandDivision = (text: string) => text as DivisionCode

/** Whether the first two digits name a province-level division of GB/T 2260. */
export const isProvince = (text: string): boolean => PROVINCES.has(text.slice(0, 2))

/** The division code, or `undefined` unless it has 6, 9 or 12 digits, a known province, and no level below a zero one. */
export function divisionCode(text: string): DivisionCode | undefined {
  return SHAPE.test(text) && isProvince(text) && !hasGap(text) ? brandDivision(text) : undefined
}

/**
 * A level of zeros above one that is not names no place. Cities without counties are the exception: a township of
 * 东莞 is 441900003, its county level zero.
 */
function hasGap(text: string): boolean {
  const isZero = (from: number, to: number) => /^0*$/.test(text.slice(from, to))
  return (isZero(2, 4) && !isZero(4, 12)) || (isZero(6, 9) && !isZero(9, 12))
}

/** The code without its trailing zero levels: 510100 → 5101, 370800000000 → 3708, 510116001 unchanged. */
function significant(code: DivisionCode): string {
  let length = 0
  let end = 0
  for (const digits of LEVELS) {
    end += digits
    if (end > code.length) break
    if (/[1-9]/.test(code.slice(end - digits, end))) length = end
  }
  return code.slice(0, length)
}

/** Whether the place `code` lies in `region` or is it: 510116 in 510100, in 510000 and in 510116000000. */
export function isWithin(code: DivisionCode, region: DivisionCode): boolean {
  return significant(code).startsWith(significant(region))
}

/** Of the regions that contain `code`, the smallest: the longest prefix wins. */
export function smallestWithin(
  code: DivisionCode,
  regions: readonly DivisionCode[],
): DivisionCode | undefined {
  let found: DivisionCode | undefined
  for (const region of regions) {
    if (!isWithin(code, region)) continue
    if (found === undefined || significant(region).length > significant(found).length) found = region
  }
  return found
}
