import { AGREEMENT_STATES, type AgreementState } from '@tongban/exchange'
import type { Failure } from '@tongban/kernel'

/** Why nothing is done to an agreement now, and what is possible instead. */
const POSSIBLE = {
  confirm: { zh: '由另一人确认（confirm）', en: 'a second person confirming it (confirm)' },
  countersign: { zh: '签署（countersign）', en: 'signing it (countersign)' },
  decline: { zh: '不签署或者收回（decline）', en: 'declining or taking it back (decline)' },
  propose: { zh: '提出下一版本', en: 'proposing the next version' },
  end: { zh: '通知终止（end）', en: 'ending it by notice (end)' },
} as const
type Possible = keyof typeof POSSIBLE

const NEXT: Readonly<Record<AgreementState, readonly Possible[]>> = {
  draft: ['confirm', 'decline'],
  proposedHere: ['decline'],
  proposedThere: ['countersign', 'decline'],
  inForce: ['propose', 'end'],
  superseded: [],
  ended: ['propose'],
  declined: ['propose'],
}

export function agreementIs(name: string, state: string): Failure {
  const known = asState(state)
  const possible = NEXT[known]
  return {
    code: 'stepNotPossible',
    state,
    possible,
    words: {
      what: { zh: `协议 ${name} `, en: `agreement ${name}` },
      state: AGREEMENT_STATES[known],
      possible: possible.map((step) => POSSIBLE[step]),
    },
  }
}

/** Guarantee: states are written by these services alone. */
const asState = (text: string) => text as AgreementState

/** Another document stands under this id and version, or does not follow the one before it. */
export const agreementDiffers = (name: string): Failure => ({
  code: 'stepNotPossible',
  state: 'differs',
  possible: [],
  words: {
    what: { zh: `协议 ${name} `, en: `agreement ${name}` },
    state: {
      zh: '与本地区保存的版本不符（同一编号已有其他内容，或者不接续已签署的版本）',
      en: 'not what this region has (another document under this id and version, or one that does not follow the version signed last)',
    },
    possible: [],
    instead: {
      zh: '请双方核对各自的版本，由一方收回后以新的版本号提出。',
      en: 'Compare the versions on both sides; one side takes its own back and proposes again under a new version.',
    },
  },
})

/**
 * An id that nothing can be proposed under: it names other regions, or is in use. In the same words for both, so that nobody
 * is told what this region has agreed with others; an id that names the two parties is never another's.
 */
export const agreementIdRefused = (pointer: string, [one, other]: readonly [string, string]): Failure => ({
  code: 'invalidInput',
  errors: [
    {
      pointer,
      zh: `协议编号不能使用。请使用以双方行政区划代码开头的编号，如 ${one}-${other}-2026。`,
      en: `This id cannot be used. Use one that begins with the codes of both regions, such as ${one}-${other}-2026.`,
    },
  ],
})

/** Whether it names two regions, and not these. */
export const namesOthers = (id: string, parties: readonly [string, string]): boolean => {
  const named = /^(\d{6})-(\d{6})(?![a-z0-9])/.exec(id)?.slice(1)
  return named !== undefined && named.toSorted().join() !== parties.toSorted().join()
}

export const nothingPending = (name: string): Failure => ({
  code: 'stepNotPossible',
  state: 'settled',
  possible: [],
  words: {
    what: { zh: `协议 ${name} `, en: `agreement ${name}` },
    state: { zh: '没有待确认的事项', en: 'without an act to confirm' },
    possible: [],
    instead: { zh: '请刷新后查看。', en: 'Reload it and see.' },
  },
})
