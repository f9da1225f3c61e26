import { CLOCK_STEPS } from '@tongban/cases'

/** Words for the codes that stand in a bulletin; a code without one stands for itself. */
type Words = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

export const STEP_WORDS = {
  steps: CLOCK_STEPS,
  cardStates: {
    proposed: { zh: '待确认', en: 'proposed' },
    dismissed: { zh: '未予确认', en: 'dismissed' },
    standing: { zh: '成立', en: 'standing' },
    appealed: { zh: '申诉中', en: 'appealed' },
    upheld: { zh: '维持', en: 'upheld' },
    revoked: { zh: '已取消', en: 'taken back' },
    withdrawn: { zh: '因时限变动失效', en: 'withdrawn, the limit has moved' },
  },
  bases: {
    law: { zh: '法定', en: 'law' },
    localLaw: { zh: '地方性规定', en: 'local law' },
    promise: { zh: '承诺', en: 'promise' },
    agreement: { zh: '协议', en: 'agreement' },
    supervision: { zh: '督办', en: 'supervision' },
  },
} as const satisfies Record<string, Words>
