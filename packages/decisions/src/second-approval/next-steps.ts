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
      zh: '补齐后提交即可继续办理；本次列出的之外，不再要求当时已能看到的其他材料。',
      en: 'Hand in what is listed and the case goes on; nothing else that could be seen now will be asked for later.',
    },
  ],
  refer: [
    {
      zh: '无须另行操作，工作人员将在告知的期限内决定；您也可以补充说明或撤回申请。',
      en: 'Nothing needs to be done: a person decides within the limit told. You may add an explanation or withdraw.',
    },
  ],
  elsewhere: [
    {
      zh: '请向有管辖权的地区提出，或由本地区按协议转送。',
      en: 'Apply to the competent region, or have the case passed on where an agreement carries it.',
    },
  ],
}

export function nextSteps(outcome: Outcome, hindrances: readonly Hindrance[]): readonly Words[] {
  const cures = hindrances.flatMap(({ cure }) => cure ?? [])
  const days = [
    ...new Set(hindrances.flatMap(({ dates }) => dates.earliestApplicationOn ?? dates.eligibleOn ?? [])),
  ]
  return [
    ...distinct(cures),
    ...days.map((day) => ({ zh: `${day} 起可以申请。`, en: `You can apply from ${day}.` })),
    ...AFTER[outcome],
  ]
}

const distinct = (texts: readonly Words[]): readonly Words[] => [
  ...new Map(texts.map((text) => [text.zh, text])).values(),
]
