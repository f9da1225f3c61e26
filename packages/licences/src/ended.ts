/**
 * When a licence has come to its end, from which the time it is kept is reckoned: by an act of an organ or a newer version
 * on the day of its last act, else by its time on its last day. One that is suspended or being moved has not ended.
 */
import { civilDateAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import { STATUS } from '@tongban/verifier'
import { LICENCE_STATES, type LicenceState, STATUS_OF_STATE } from './life.ts'

/** Guarantee: the keys of the table are the states. */
const STATES = Object.keys(LICENCE_STATES) as readonly LicenceState[]

/** Name of the last event of a licence whose time is over: no act, and its state stays. */
export const ERASED = 'erased'

/** The states a licence never holds again in. */
export const ENDED_STATES: readonly LicenceState[] = STATES.filter(
  (state) => STATUS_OF_STATE[state] === STATUS.invalid,
)

export function endedOn(
  licence: {
    readonly state: LicenceState
    readonly validUntil: CivilDate | null
    /** The instant of the last act. */
    readonly updatedAt: EpochMs
  },
  today: CivilDate,
): CivilDate | null {
  const { state, validUntil, updatedAt } = licence
  if (ENDED_STATES.includes(state)) return civilDateAt(updatedAt)
  return validUntil !== null && validUntil < today ? validUntil : null
}
