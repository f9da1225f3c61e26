/**
 * How long the papers of a case are kept: as long as its item says and names a basis for (档案法 and the region's
 * archive periods; 个人信息保护法 19: no longer than needed, 56: records of automatic decisions three years at least).
 * There is no default: an item that names no basis has no period, and nothing of it is archived or erased.
 */
import { addDays, addYears } from '@tongban/calendar'
import { type CivilDate, fail, ok, type Result } from '@tongban/kernel'

export type RetentionRule = {
  readonly years: number
  readonly from: 'decision'
  readonly basis: { readonly kind: string; readonly zh: string; readonly en: string }
}

export type Retention = {
  readonly years: number
  readonly basis: RetentionRule['basis']
  /** The last day it is kept. */
  readonly retainUntilOn: CivilDate
}

/** A case that ended without a decision is kept from the day it was closed. */
export function retentionOf(
  rule: RetentionRule | undefined,
  { decidedOn, closedOn }: { readonly decidedOn: CivilDate | null; readonly closedOn: CivilDate },
): Result<Retention, 'noBasis'> {
  const basis = rule?.basis
  if (rule === undefined || basis === undefined || basis.zh.trim() === '' || !(rule.years >= 1))
    return fail('noBasis')
  const from = decidedOn ?? closedOn
  return ok({ years: rule.years, basis, retainUntilOn: addYears(from, rule.years) })
}

/** Papers are put into the archive when nothing has happened for so long after the closing. */
export const ARCHIVE_AFTER_DAYS = 30
export const archiveOn = (closedOn: CivilDate): CivilDate => addDays(closedOn, ARCHIVE_AFTER_DAYS)
