/**
 * Where a person can turn against an act: 行政复议 (行政复议法 20: sixty days) and 行政诉讼 (行政诉讼法 46: six months).
 * The organs are the region's configuration: a department's own where it names them, else the region's. None is ever
 * made up; a document that must name them is not issued without.
 */
import type { Department } from './department.ts'

export type Remedies = {
  readonly reconsideration: {
    readonly organ: string
    readonly address: string
    readonly phone: string
    readonly days: number
  }
  readonly litigation: {
    readonly court: string
    readonly address: string
    readonly phone: string
    readonly months: number
  }
}

/** The law's terms, which no configuration shortens. */
export const RECONSIDERATION_DAYS = 60
export const LITIGATION_MONTHS = 6

/** Remedies against acts of a department; null where neither it nor the region has named them. */
export function remediesAgainst(
  region: { readonly departments: readonly Department[]; readonly remedies: Remedies | null },
  departmentCode: string,
): Remedies | null {
  const department = region.departments.find(({ code }) => code === departmentCode)
  return department?.remedies ?? region.remedies
}

/** What is wrong with remedies as configured. */
export function remedyDefects({ reconsideration, litigation }: Remedies): readonly string[] {
  const defects: string[] = []
  if (reconsideration.organ.trim() === '') defects.push('reconsideration names no organ (复议机关)')
  if (litigation.court.trim() === '') defects.push('litigation names no court (法院)')
  if (!(reconsideration.days >= RECONSIDERATION_DAYS))
    defects.push(`reconsideration: at least ${RECONSIDERATION_DAYS} days (行政复议法 20)`)
  if (!(litigation.months >= LITIGATION_MONTHS))
    defects.push(`litigation: at least ${LITIGATION_MONTHS} months (行政诉讼法 46)`)
  return defects
}
