import type { Representation } from '@tongban/catalogue'
import type { RealNameLevel } from '@tongban/kernel'

/**
 * What a message may say to the phone that was written into an application (个人信息保护法 6). Nobody has
 * verified that phone. The outcome and its reasons are the applicant's own affair: they go only to the contact of a
 * person who applies in person, known as well as the item asks, or who stands at the counter. Whoever acts for somebody,
 * or is not known well enough, is told that something was received and where it can be read, with neither the item nor
 * the number. Whoever proved nothing at all sends nobody a message.
 */
export type NoticeContent = 'outcome' | 'receipt' | 'none'

/** Kinds in which the contact is that of the person concerned. */
const IN_PERSON: readonly Representation['kind'][] = ['self', 'staffAssisted']

export function contentFor(
  kind: Representation['kind'],
  submitter: RealNameLevel,
  minimum: RealNameLevel,
): NoticeContent {
  if (submitter === 'L0') return 'none'
  // Levels are named L0 to L3 in order.
  return IN_PERSON.includes(kind) && submitter >= minimum ? 'outcome' : 'receipt'
}

export const RECEIPT_TEXT = {
  zh: '有一件申请填写了此手机号码，已经收到。办理情况请凭回执登录政务服务查询；如非本人或所托，请忽略。',
  en: 'An application that names this phone was received. Sign in to the service with your receipt to see it; if it is not yours, ignore this message.',
} as const
