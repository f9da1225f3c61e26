/** Texts of problems that are put together from the facts of the failure: a second person, a step, what is needed. */
import type { Actor } from './actor.ts'
import type { StepBecause, StepWords } from './failure.ts'

type Text = { readonly title: string; readonly detail: string }
export type Problem = { readonly status: number; readonly zh: Text; readonly en: Text }

export const problem = (
  status: number,
  zhTitle: string,
  zhDetail: string,
  enTitle: string,
  enDetail: string,
): Problem => ({
  status,
  zh: { title: zhTitle, detail: zhDetail },
  en: { title: enTitle, detail: enDetail },
})

/** Where to turn: officials and apps have administrators, and a window is for those who apply. */
const TURN_TO = {
  official: {
    zh: '请换用有此身份的账号，或者请系统管理员核对您的角色。',
    en: 'Use an account that has it, or ask the administrator to check your roles.',
  },
  app: {
    zh: '请联系本地区系统管理员，按用途为应用签发有此权限的密钥。本次不计入配额。',
    en: 'Ask the administrator of this region for a key that was given it. This request does not count towards the quota.',
  },
  others: {
    zh: '请换用相应身份，或联系受理窗口。',
    en: 'Use such an identity or ask at the window.',
  },
} as const

export function notAllowed(need: string, asker: Actor['kind'] | undefined): Problem {
  const { zh, en } = TURN_TO[asker === 'official' || asker === 'app' ? asker : 'others']
  return problem(
    403,
    '没有权限',
    `当前身份不能进行此操作，需要：${inChinese(need)}。${zh}`,
    'Not allowed',
    `This identity may not do that; it needs: ${inEnglish(need)}. ${en}`,
  )
}

/** Which second person is needed, by what is to be done: title and text in Chinese, then in English. */
const SECOND_PERSON = {
  approve: [
    '需要另一人审批',
    '起草、提交同一规则版本或者说明其差异的人不能审批。请由另一名规则发布人审批。',
    'A second person is needed',
    'Whoever drafted or submitted a rule version, or explained its differences, cannot approve it. Another publisher must.',
  ],
  resume: [
    '恢复须由另一人确认',
    '恢复自动审批须由两名规则发布人进行：提出恢复的人、停用的人和起草现行规则的人都不能确认。请由另一名规则发布人确认。',
    'A second person is needed',
    'Resuming takes two publishers: neither who proposed it, nor who stopped the automatic decisions, nor who drafted the rules in force can confirm it. Another publisher must.',
  ],
  publishDays: [
    '需要另一人公布',
    '录入放假安排的人不能自己公布。请由另一名监察员核对通知原文后公布。',
    'A second person is needed',
    'Whoever proposed an arrangement of days cannot publish it. Another supervisor must, having compared it with the notice.',
  ],
  publishPolicy: [
    '需要另一人公布或者退回',
    '提出督办政策的人不能自己公布或者退回。请由另一名监察员或者系统管理员核对后公布或者退回。',
    'A second person is needed',
    'Whoever proposed a policy of supervision can neither publish nor decline it. Another supervisor or administrator must, having read it.',
  ],
  publishTemplate: [
    '需要另一人公布或者退回',
    '提出文书模板的人不能自己公布或者退回。请由另一名监察员核对后公布或者退回。',
    'A second person is needed',
    'Whoever proposed a template can neither publish nor decline it. Another supervisor must, having read it.',
  ],
  judgeCard: [
    '申诉须由另一人审查',
    '确认该牌的人和提出申诉的人不能审查申诉。请由另一名监察员审查。',
    'Another person judges an appeal',
    'Neither whoever confirmed the card nor whoever appealed can judge the appeal. Another supervisor must.',
  ],
  ownCard: [
    '须由另一名监察员办理',
    '牌、监察发现所涉经办人和其部门负责人不能自己确认、不发、审查、撤销或者终结。请由另一名监察员办理；对牌有异议的，可以申诉。',
    'Another supervisor is needed',
    'Neither the official a card or a finding concerns nor the head of the department confirms, dismisses, judges, revokes or ends it. Another supervisor must; whoever disagrees with a card may appeal.',
  ],
  ownNotice: [
    '须由另一人办理',
    '文书所涉期限的经办人不能自己审核、退回或者终结该文书，签收的人不能自己终结。请由另一名监察员办理。',
    'Another person is needed',
    'The official in charge of the matter neither reviews, returns nor closes the notice, and whoever signed for it does not close it. Another supervisor must.',
  ],
  reviewReply: [
    '回复须由另一人审核',
    '作出回复的人不能审核自己的回复。请由另一名监察员审核。',
    'Another person reviews a reply',
    'Whoever replied cannot review the reply. Another supervisor must.',
  ],
  confirmPartner: [
    '需要另一人确认',
    '登记、更改或者暂停协同地区的人不能自己确认或者恢复。请由另一名系统管理员或者政府负责人，向对方当面或者电话核对密钥指纹后确认。',
    'A second person is needed',
    'Whoever registered, changed or suspended a partner region cannot confirm it. Another administrator or the head of government must, having compared the fingerprints with the partner by another way.',
  ],
  confirmAgreement: [
    '需要另一人确认',
    '提出协议事项（提出、签署、终止）的人不能自己确认。请由另一名系统管理员或者政府负责人核对内容后确认。',
    'A second person is needed',
    'Whoever asked for an act on an agreement (to propose, sign or end it) cannot confirm it. Another administrator or the head of government must, having read it.',
  ],
} as const satisfies Record<string, readonly [string, string, string, string]>

export function secondPersonNeeded(step: keyof typeof SECOND_PERSON): Problem {
  const [titleZh, zh, titleEn, en] = SECOND_PERSON[step]
  return problem(409, titleZh, zh, titleEn, en)
}

export function stepNotPossible(
  words: StepWords | undefined,
  because: StepBecause | null | undefined,
): Problem {
  const say = (language: 'zh' | 'en', none: string, joint: string) =>
    words?.possible.map((step) => step[language]).join(joint) || none
  // Where nothing is possible, nobody is told to take a step that is.
  const isOver = words?.possible.length === 0
  const instead = isOver ? words?.instead : undefined
  const zh =
    words === undefined
      ? ''
      : `${words.what.zh}现为“${words.state.zh}”${instead === undefined ? `，现在可以进行：${say('zh', '无', '、')}` : ''}。${instead?.zh ?? ''}`
  const en =
    words === undefined
      ? ''
      : `The ${words.what.en} is “${words.state.en}”${instead === undefined ? `; possible now: ${say('en', 'nothing', '; ')}` : ''}. ${instead === undefined ? '' : `${instead.en} `}`
  return problem(
    409,
    '当前状态不能进行此步骤',
    `${because?.zh ?? ''}${zh}${isOver ? '' : '请刷新后按可用步骤办理。'}`,
    'Step not possible now',
    `${because === null || because === undefined ? '' : `${because.en} `}${en}${isOver ? '' : 'Reload it and take a step that is possible.'}`.trimEnd(),
  )
}

/** What is needed is written 经办人 handler、首席代表 chief: each language is told its own words. */
const ENGLISH = /\s+([A-Za-z][^\p{Script=Han}、，。；]*)/gu
export const inChinese = (need: string) =>
  /\p{Script=Han}/u.test(need) ? need.replaceAll(ENGLISH, '') : need
export const inEnglish = (need: string) => {
  const words = [...need.matchAll(ENGLISH)].flatMap(([, each]) => (each === undefined ? [] : [each.trim()]))
  return words.length === 0 || !/\p{Script=Han}/u.test(need) ? need : words.join(', ')
}

/** Where to go on from, wherever a query code has ended. */
const ANOTHER_CODE = {
  zh: '请使用上次查询时给出的新查询码，或者登录后查看；也可以请窗口核对身份后换发。',
  en: 'Use the new code that the last look gave, or sign in; a window gives another one once it has checked who you are.',
}

export function receiptCodeOver({
  reason,
  on,
}: {
  readonly reason: 'used' | 'replaced' | 'ended'
  readonly on: string
}): Problem {
  switch (reason) {
    case 'used':
      return problem(
        410,
        '该查询码已使用',
        `每个查询码只能使用一次，此码已于 ${on} 使用。如不是您本人使用，请尽快登录或者到窗口换发。${ANOTHER_CODE.zh}`,
        'This query code was used',
        `A query code is good for one look, and this one was used on ${on}. If that was not you, sign in or go to a window soon and have it replaced. ${ANOTHER_CODE.en}`,
      )
    case 'replaced':
      return problem(
        410,
        '该查询码已被替换',
        `已于 ${on} 换发新的查询码，此码不再有效。${ANOTHER_CODE.zh}`,
        'This query code was replaced',
        `Another code was given on ${on}, which ended this one. ${ANOTHER_CODE.en}`,
      )
    case 'ended':
      return problem(
        410,
        '该查询码已失效',
        `办结后 90 日内可以凭查询码查看，期限已于 ${on} 届满。请登录后查看，或者到窗口查询。`,
        'This query code has ended',
        `A case can be looked at by code for 90 days after it was closed, until ${on}. Sign in, or ask at a window.`,
      )
  }
}
