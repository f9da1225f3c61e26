/** From when to when a licence holds, and what it is on a given day; time runs beside the acts done to it. */
import { type CivilDate, fail, ok, type Result } from '@tongban/kernel'
import type { LicenceType } from './licence-type.ts'
import type { LicenceState } from './life.ts'

export type ValidityFault = {
  readonly code: 'invalidValidity'
  /** `missing`: the type takes its end from the decision and none was given; `backwards`: it ends before it begins. */
  readonly reason: 'missing' | 'notOfType' | 'backwards'
}

/** The last day it holds, null without an end, from what the type says and what the decision gave. */
export function validityOf(
  { validity }: Pick<LicenceType, 'validity'>,
  validFrom: CivilDate,
  decided: CivilDate | null,
): Result<CivilDate | null, ValidityFault> {
  switch (validity.kind) {
    case 'none':
      return decided === null ? ok(null) : fail({ code: 'invalidValidity', reason: 'notOfType' })
    case 'result':
      if (decided === null) return fail({ code: 'invalidValidity', reason: 'missing' })
      return decided < validFrom ? fail({ code: 'invalidValidity', reason: 'backwards' }) : ok(decided)
  }
}

/** What the licence is on this day: its recorded state, unless its time has not come or is over. */
export function stateOn(
  licence: {
    readonly state: LicenceState
    readonly validFrom: string
    readonly validUntil: string | null
  },
  day: CivilDate,
): LicenceState | 'notYetValid' {
  const { state, validFrom, validUntil } = licence
  if (state !== 'valid' && state !== 'suspended') return state
  if (validUntil !== null && day > validUntil) return 'lapsed'
  return day < validFrom && state === 'valid' ? 'notYetValid' : state
}
