/** What the applicant can do now, told with every decision. */
import type { Hindrance, Outcome } from './decision.ts'

type Words = { readonly zh: string; readonly en: string }

const AFTER: Record<Outcome, readonly Words[]> = {
  approve: [
    {
      zh: '您可以要求说明；也可以拒绝自动决定，改由工作人员决定，在此之前已作出的批准继续有效。',
      en: 'You may ask for an explanation, or refuse the automatic decision: a person then decides, and the approval stands until then.',
    },
  ],
  supplement: [
    {
      zh: '目前还不能在线补交：请撤回本申请，补齐材料后重新申请，或者到受理窗口补正；本次列出的之外，不再要求当时已能看到的其他材料。',
      en: 'Papers cannot be handed in online yet: withdraw, complete them and apply again, or bring them to the window; nothing else that could be seen now will be asked for later.',
    },
  ],
  refer: [
    {
      zh: '无须另行操作，工作人员将在告知的期限内决定；您也可以撤回申请。',
      en: 'Nothing needs to be done: a person decides within the limit told. You may withdraw the application.',
    },
  ],
  elsewhere: [
    {
      zh: '请向有管辖权的地区提出申请。',
      en: 'Apply to the competent region.',
    },
  ],
}

/** `after` are the words of the published rules for this outcome, where they have their own. */
export function nextSteps(
  outcome: Outcome,
  hindrances: readonly Hindrance[],
  after: Words | null = null,
): readonly Words[] {
  const cures = hindrances.flatMap(({ cure }) => cure ?? [])
  const days = [
    ...new Set(hindrances.flatMap(({ dates }) => dates.earliestApplicationOn ?? dates.eligibleOn ?? [])),
  ]
  return [
    ...distinct(cures),
    ...days.map((day) => ({ zh: `${day} 起可以申请。`, en: `You can apply from ${day}.` })),
    ...(after === null ? AFTER[outcome] : [after]),
  ]
}

const distinct = (texts: readonly Words[]): readonly Words[] => [
  ...new Map(texts.map((text) => [text.zh, text])).values(),
]
