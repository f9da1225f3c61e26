/**
 * The life of a card 黄牌、红牌. The machine proposes it; a supervisor confirms or dismisses it, or it stands when nobody has in
 * time: by configuration, without legal claim. Whoever bears it may appeal; another person judges. A card that was wrong is
 * revoked with the reason and stays on the list of revoked cards.
 */
import type { Colour } from './stage.ts'

export const CARD_STATES = {
  proposed: { zh: '拟发', en: 'proposed' },
  dismissed: { zh: '不发', en: 'dismissed' },
  standing: { zh: '已成立', en: 'standing' },
  appealed: { zh: '申诉中', en: 'under appeal' },
  upheld: { zh: '申诉后维持', en: 'upheld on appeal' },
  revoked: { zh: '已撤牌', en: 'revoked' },
  withdrawn: { zh: '事由变更，已收回', en: 'withdrawn, its cause having changed' },
} as const satisfies Record<string, Words>
export type CardState = keyof typeof CARD_STATES
type Words = { readonly zh: string; readonly en: string }

/** `bearer`: the official named or the head of the department; `machine`: time, or what was true is so no more. */
export const CARD_STEPS = {
  confirm: { zh: '确认', en: 'confirmed', by: 'supervisor' },
  dismiss: { zh: '决定不发', en: 'dismissed', by: 'supervisor' },
  lapse: { zh: '逾时自动成立', en: 'stands, nobody having looked at it in time', by: 'machine' },
  appeal: { zh: '申诉', en: 'appealed', by: 'bearer' },
  uphold: { zh: '维持', en: 'upheld', by: 'judge' },
  allow: { zh: '申诉成立，撤牌', en: 'appeal allowed, card revoked', by: 'judge' },
  revoke: { zh: '撤牌', en: 'revoked', by: 'supervisor' },
  withdraw: { zh: '收回', en: 'withdrawn', by: 'machine' },
} as const satisfies Record<string, Words & { readonly by: 'bearer' | 'judge' | 'machine' | 'supervisor' }>
export type CardStep = keyof typeof CARD_STEPS

export const CARD_TABLE = {
  proposed: { confirm: 'standing', dismiss: 'dismissed', lapse: 'standing', withdraw: 'withdrawn' },
  dismissed: {},
  standing: { appeal: 'appealed', revoke: 'revoked', withdraw: 'withdrawn' },
  appealed: { uphold: 'upheld', allow: 'revoked', withdraw: 'withdrawn' },
  upheld: { revoke: 'revoked', withdraw: 'withdrawn' },
  revoked: {},
  withdrawn: {},
} as const satisfies Record<CardState, { readonly [S in CardStep]?: CardState }>

/** Where a step leads; null where it is not possible. */
export function cardAfter(state: CardState, step: CardStep): CardState | null {
  const row: { readonly [S in CardStep]?: CardState } = CARD_TABLE[state]
  return row[step] ?? null
}

export const isCardState = (name: string): name is CardState => Object.hasOwn(CARD_STATES, name)
export const isCardStep = (name: string): name is CardStep => Object.hasOwn(CARD_STEPS, name)
const CARD_STEP_NAMES: readonly CardStep[] = Object.keys(CARD_STEPS).filter(isCardStep)

/** What people may still do with it. */
export const cardStepsFrom = (state: CardState): readonly CardStep[] =>
  CARD_STEP_NAMES.filter((step) => cardAfter(state, step) !== null && CARD_STEPS[step].by !== 'machine')

/** A day that may still move draws no red card, whoever would confirm it. */
export const mayStand = (colour: Colour, isProvisional: boolean): boolean =>
  !(colour === 'red' && isProvisional)

/** Who did what to a card, oldest first. */
export type CardAct = { readonly step: CardStep; readonly actor: string }

/** Nobody judges an appeal they made, or against a card they put into force. */
export const mayJudge = (acts: readonly CardAct[], judge: string): boolean =>
  !acts.some(({ step, actor }) => actor === judge && (step === 'appeal' || step === 'confirm'))
