import type { CivilDate, Failure, Result } from '@tongban/kernel'
import { fail, ok } from '@tongban/kernel'
import { LICENCE_STATES, type LicenceState, stateOn } from '@tongban/licences'
import type { LicenceRow } from '@tongban/store'
import type { Text } from '@tongban/verifier'

/** How a licence stands on a day, in words: what was done to it, and beside that whether its time has come or is over. */
export type Standing = LicenceState | 'notYetValid'

/** Guarantee: a row's state was written from the table of states. */
export const stateOf = ({ state }: Pick<LicenceRow, 'state'>) => state as LicenceState

export const standingOf = (row: LicenceRow, on: CivilDate): Standing =>
  stateOn({ ...row, state: stateOf(row) }, on)

export function standingName(standing: Standing): Text {
  if (standing === 'notYetValid') return { zh: '尚未生效', en: 'not yet valid' }
  const { zh, en } = LICENCE_STATES[standing]
  return { zh, en }
}

/** Only what holds today is shown or printed for others. */
export function mustHold(row: LicenceRow, on: CivilDate): Result<void, Failure> {
  const standing = standingOf(row, on)
  if (standing === 'valid') return ok(undefined)
  return fail({
    code: 'stepNotPossible',
    state: standing,
    possible: [],
    words: {
      what: { zh: '该证照', en: 'licence' },
      state: standingName(standing),
      possible: [],
      instead: insteadOf(row, standing),
    },
  })
}

/** What the holder can do who cannot show it now. */
function insteadOf({ identifier, validFrom }: LicenceRow, standing: Standing): Text {
  if (standing === 'notYetValid')
    return {
      zh: `自 ${validFrom} 起可以出示和打印。`,
      en: `It can be shown and printed from ${validFrom} on.`,
    }
  return {
    zh: `现在不能出示和打印。原因、能做什么和救济途径见证照详情（GET /licences/v1/licences/${identifier}）。`,
    en: `It can be neither shown nor printed now. Why, what can be done and where to turn stand in the licence (GET /licences/v1/licences/${identifier}).`,
  }
}
