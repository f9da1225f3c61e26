import type { CivilDate } from '@tongban/kernel'
import { stateOn, typeOf } from '@tongban/licences'
import type { LicenceRow } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import { standingName, stateOf } from './in-force.ts'

/** A licence as the case that issued it shows it: which it is and how it stands, never the credential. */
export type CaseLicence = {
  readonly identifier: string
  readonly type: string
  readonly typeName: Text
  readonly state: string
  readonly stateName: Text
  readonly validFrom: string
  readonly validUntil: string | null
}

type Shown = Pick<LicenceRow, 'identifier' | 'type' | 'state' | 'validFrom' | 'validUntil'> & {
  readonly typeVersion?: number
}

export function caseLicence(licence: Shown, on: CivilDate): CaseLicence {
  const { identifier, type, typeVersion, validFrom, validUntil } = licence
  const state = stateOn({ state: stateOf(licence), validFrom, validUntil }, on)
  return {
    identifier,
    type,
    typeName: typeOf(type, typeVersion)?.name ?? { zh: type, en: type },
    state,
    stateName: standingName(state),
    validFrom,
    validUntil,
  }
}
