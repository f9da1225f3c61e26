import { ROLES } from '@tongban/kernel'
import type { DelegationRow } from '@tongban/store'
import type { StaffNames } from '../staff/names.ts'
import { DELEGATION_REASONS } from './checked.ts'
import { isInForce, isRole } from './in-force.ts'

/** A delegation as the officials of its department read it. */
export type DelegationView = {
  readonly id: string
  readonly from: Party
  readonly to: Party
  readonly role: string
  readonly roleName: Words
  readonly department: string
  readonly post: string
  readonly fromOn: string
  readonly untilOn: string
  readonly reason: string
  readonly reasonName: Words
  readonly state: keyof typeof DELEGATION_STATES
  readonly stateName: Words
  readonly createdAt: number
  readonly endedOn: string | null
}
type Words = { readonly zh: string; readonly en: string }
/** `me`: it is whoever asks. A name is null for somebody who is no longer on the list of staff. */
type Party = { readonly name: string | null; readonly me: boolean }

export const DELEGATION_STATES = {
  toCome: { zh: '尚未开始', en: 'to come' },
  inForce: { zh: '有效', en: 'in force' },
  over: { zh: '已期满', en: 'over' },
  ended: { zh: '已终止', en: 'ended' },
} as const satisfies Record<string, Words>

export function delegationView(
  row: DelegationRow,
  names: StaffNames,
  actor: string,
  today: string,
): DelegationView {
  const party = (index: string) => ({ name: names.get(index)?.name ?? null, me: index === actor })
  const state = stateOf(row, today)
  const { id, role, department, post, fromOn, untilOn, reason, createdAt, endedOn } = row
  return {
    id,
    from: party(row.fromIndex),
    to: party(row.toIndex),
    role,
    roleName: isRole(role) ? ROLES[role] : { zh: role, en: role },
    department,
    post,
    fromOn,
    untilOn,
    reason,
    reasonName: isReason(reason) ? DELEGATION_REASONS[reason] : { zh: reason, en: reason },
    state,
    stateName: DELEGATION_STATES[state],
    createdAt,
    endedOn,
  }
}

function stateOf(row: DelegationRow, today: string): DelegationView['state'] {
  if (isInForce(row, today)) return 'inForce'
  if (row.endedOn !== null) return 'ended'
  return today < row.fromOn ? 'toCome' : 'over'
}

const isReason = (code: string): code is keyof typeof DELEGATION_REASONS =>
  Object.hasOwn(DELEGATION_REASONS, code)
