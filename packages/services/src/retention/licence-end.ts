import { addYears, civilDate } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { endedOn } from '@tongban/licences'
import type { LicenceRow } from '@tongban/store'
import { stateOf } from '../licences/in-force.ts'

/**
 * How long a licence is kept (个人信息保护法 19: no longer than needed): as many years from its end as its item keeps the
 * papers of a decision, and never shorter than the case that issued it. Taking a licence away is a decision too, and
 * whoever goes to court over it needs what was taken; so its years begin with its end, not with the grant. One in force
 * outlives its case, however old that is.
 */
export type LicenceEnd = { readonly endedOn: CivilDate; readonly retainUntilOn: CivilDate }

export function endOfLicence(
  row: Pick<LicenceRow, 'state' | 'validUntil' | 'updatedAt'>,
  years: number,
  today: CivilDate,
): LicenceEnd | null {
  const ended = endedOn(
    { state: stateOf(row), validUntil: civilDate(row.validUntil ?? '') ?? null, updatedAt: row.updatedAt },
    today,
  )
  return ended === null ? null : { endedOn: ended, retainUntilOn: addYears(ended, years) }
}
