import { civilDateAt } from '@tongban/calendar'
import { stateOn, typeOf } from '@tongban/licences'
import type { LicenceEventRow, LicenceRow } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { explanationOf, type LicenceExplanation } from './explanation.ts'
import { standingName, stateOf } from './in-force.ts'

/** A licence as the case that issued it shows it: which it is, how it stands and why, never the credential. */
export type CaseLicence = {
  readonly identifier: string
  readonly type: string
  readonly typeName: Text
  readonly state: string
  readonly stateName: Text
  readonly validFrom: string
  readonly validUntil: string | null
  /** Null of one that holds as it was issued. */
  readonly explanation: LicenceExplanation | null
  /** Where its holder and its department read it. */
  readonly href: string
}

type Shown = Pick<LicenceRow, 'identifier' | 'type' | 'state' | 'validFrom' | 'validUntil'> & {
  readonly typeVersion?: number
}

export function caseLicence(
  ctx: Pick<Context, 'clock' | 'region'>,
  licence: Shown,
  departmentCode: string,
  events: readonly LicenceEventRow[],
): CaseLicence {
  const { identifier, type, typeVersion, validFrom, validUntil } = licence
  const now = ctx.clock.now()
  const state = stateOn({ state: stateOf(licence), validFrom, validUntil }, civilDateAt(now))
  return {
    identifier,
    type,
    typeName: typeOf(type, typeVersion)?.name ?? { zh: type, en: type },
    state,
    stateName: standingName(state),
    validFrom,
    validUntil,
    explanation: explanationOf(
      ctx,
      { identifier, validFrom, validUntil, departmentCode },
      state,
      events,
      now,
    ),
    href: `/licences/v1/licences/${identifier}`,
  }
}
