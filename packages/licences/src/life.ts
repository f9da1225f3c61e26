/**
 * The life of a licence 证照状态: which act leads from which state to which, as one table. What is not in it is not
 * possible. Acts and states carry the numbers of the national tables of states and operations; the end of a licence is
 * three acts and never one word: 撤销 annul, 注销 cancel, 吊销 revoke.
 *
 * A licence that is renewed, changed or taken over is a new version: the act makes the new one (from `none`) and ends the
 * one before (to `lapsed`) in the same stroke.
 */
import { STATUS, type StatusValue, type Text } from '@tongban/verifier'

type Numbered = Text & { readonly number: string }

export const LICENCE_STATES = {
  valid: { number: '01', zh: '有效', en: 'valid' },
  suspended: { number: '02', zh: '暂扣', en: 'suspended' },
  annulled: { number: '03', zh: '撤销', en: 'annulled' },
  cancelled: { number: '04', zh: '注销', en: 'cancelled' },
  lapsed: { number: '05', zh: '失效', en: 'lapsed' },
  transferredOut: { number: '06', zh: '办理转出', en: 'being transferred out' },
  revoked: { number: '07', zh: '吊销', en: 'revoked' },
  other: { number: '99', zh: '其他', en: 'other' },
} as const satisfies Record<string, Numbered>
export type LicenceState = keyof typeof LICENCE_STATES

/** Annulling, cancelling and revoking share a number: the national table of operations tells them by the state after. */
export const LICENCE_ACTS = {
  issue: { number: '01', zh: '新发', en: 'issue' },
  renew: { number: '02', zh: '延续', en: 'renew' },
  suspend: { number: '03', zh: '暂扣', en: 'suspend' },
  lapse: { number: '04', zh: '过期失效', en: 'lapse' },
  annul: { number: '05', zh: '撤销', en: 'annul' },
  cancel: { number: '05', zh: '注销', en: 'cancel' },
  revoke: { number: '05', zh: '吊销', en: 'revoke' },
  restore: { number: '06', zh: '暂扣发还', en: 'restore' },
  other: { number: '07', zh: '其他', en: 'other' },
  transferIn: { number: '08', zh: '转入', en: 'transfer in' },
  change: { number: '09', zh: '变更', en: 'change' },
  transferOut: { number: '05', zh: '转出', en: 'transfer out' },
  cancelTransfer: { number: '10', zh: '取消转出', en: 'cancel the transfer' },
} as const satisfies Record<string, Numbered>
export type LicenceAct = keyof typeof LICENCE_ACTS

type Exits = Partial<Record<LicenceAct, LicenceState>>

/** The three ends by an act of an organ, possible however the licence stands. */
const TAKEN_AWAY = { annul: 'annulled', cancel: 'cancelled', revoke: 'revoked' } as const satisfies Exits

export const LIFE = {
  none: { issue: 'valid', renew: 'valid', change: 'valid', transferIn: 'valid' },
  valid: {
    ...TAKEN_AWAY,
    renew: 'lapsed',
    change: 'lapsed',
    suspend: 'suspended',
    lapse: 'lapsed',
    transferOut: 'transferredOut',
    other: 'other',
  },
  suspended: { ...TAKEN_AWAY, restore: 'valid', lapse: 'lapsed', other: 'other' },
  transferredOut: { ...TAKEN_AWAY, cancelTransfer: 'valid', lapse: 'lapsed' },
  other: { ...TAKEN_AWAY, restore: 'valid', suspend: 'suspended', lapse: 'lapsed' },
  /**
   * The register is cleared of what ran out (行政许可法 70 (一)); a grant may be annulled after its end, and one asked for
   * in time or endorsed late (居住证暂行条例 10) is renewed after it.
   */
  lapsed: { annul: 'annulled', cancel: 'cancelled', renew: 'lapsed' },
  annulled: {},
  cancelled: {},
  revoked: {},
} as const satisfies Record<LicenceState | 'none', Exits>

const exitsOf = (state: LicenceState | 'none'): Exits => LIFE[state]

/** Guarantee: the keys of a table of acts are acts. */
const actsOf = (table: Exits) => Object.keys(table) as readonly LicenceAct[]

export const possibleActs = (state: LicenceState | 'none'): readonly LicenceAct[] => actsOf(exitsOf(state))

export const nextStateOf = (state: LicenceState | 'none', act: LicenceAct): LicenceState | undefined =>
  exitsOf(state)[act]

/** Nothing leads on from here. */
export const isTerminal = (state: LicenceState): boolean => possibleActs(state).length === 0

/** What the status list says of each state. A transfer is neither a yes nor an end: whoever verifies asks the registry. */
export const STATUS_OF_STATE = {
  valid: STATUS.valid,
  suspended: STATUS.suspended,
  annulled: STATUS.invalid,
  cancelled: STATUS.invalid,
  revoked: STATUS.invalid,
  lapsed: STATUS.invalid,
  transferredOut: STATUS.other,
  other: STATUS.other,
} as const satisfies Record<LicenceState, StatusValue>
