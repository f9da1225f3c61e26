import { type CivilDate, type Official, ROLES, type Role } from '@tongban/kernel'
import { type DelegationRow, delegationsTo as rowsTo, type Statement } from '@tongban/store'

/**
 * In which roles an official may act on a day: their own, and those delegated to them 委托代签. A delegate acts in the
 * delegator's role and signs with their own name; nothing here makes two persons of one, so whoever has signed a case
 * does not sign it again for somebody else (the guard of the case compares persons, not roles).
 */
export type Acting = {
  readonly role: Role
  readonly department: string
  readonly post: string
  /** Index of the official whose role it is; null where it is the actor's own. */
  readonly onBehalfOf: string | null
}

/** More than anybody stands in for at a time. */
const MOST_AT_ONCE = 50

/** For the read batch of a step: the delegations to the official of this index (`actorIndex`) that have not run out. */
export const delegationsTo = (toIndex: string, on: CivilDate): Statement<DelegationRow> =>
  rowsTo({ toIndex, on, limit: MOST_AT_ONCE })

/** Own roles first. A delegation holds within the department it was made in, and does not follow a transfer. */
export function actingAs(actor: Official, rows: readonly DelegationRow[], on: CivilDate): readonly Acting[] {
  const { department, post } = actor
  const own = actor.roles.map((role): Acting => ({ role, department, post, onBehalfOf: null }))
  const lent = rows.flatMap((row): Acting[] =>
    row.department === department && isInForce(row, on) && isRole(row.role)
      ? [{ role: row.role, department, post: row.post, onBehalfOf: row.fromIndex }]
      : [],
  )
  return [...own, ...lent]
}

/** From its first to its last day, and no longer from the day it was ended. */
export const isInForce = (
  { fromOn, untilOn, endedOn }: Pick<DelegationRow, 'fromOn' | 'untilOn' | 'endedOn'>,
  on: string,
): boolean => fromOn <= on && on <= untilOn && (endedOn === null || on < endedOn)

export const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name)
