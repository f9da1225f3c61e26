import type { Json } from '@tongban/kernel'
import { raiseAlarms, resolveAlarms, type Statement } from '@tongban/store'

/** What people have to take up: one open row for each matter, however often it is raised. Codes and figures only. */
export const ALARMS = {
  deadLetter: { zh: '消息未能送达，已停止重发', en: 'a message was not delivered and is sent no more' },
  refused: { zh: '消息被对方拒收或者不予接收', en: 'a message was refused by the partner' },
  divergence: { zh: '两地记录不一致', en: 'the two regions hold different messages' },
  clockSkew: { zh: '与对方时钟相差超过30秒', en: 'the clocks differ by more than 30 seconds' },
  forgedAnswer: { zh: '对方应答的签名、摘要或者回执无效', en: 'an answer, or its receipt, does not verify' },
  untaken: { zh: '收到的消息尚未办理', en: 'a message that came in is not taken in' },
  unverified: {
    zh: '收到的证照核验不通过，办件未办结',
    en: 'a licence that came back does not verify, and its case stays open',
  },
  verdictRefused: {
    zh: '业务回执未被对方采信',
    en: 'a verdict told to the partner was not taken',
  },
  numberTaken: {
    zh: '消息所用序号对方已收存另一消息（多因恢复旧库），未被收下。请先比对两地进度，再在该办件上重新办理这一步，以新的序号告知',
    en: 'a message bears a number under which the partner holds another, mostly after an older database was restored, and was not taken. Compare heads, then take this step of the case again, so that it is told under a new number',
  },
  lineDown: {
    zh: '消息久候未能发出：对方不应答或者已被暂停',
    en: 'messages have waited long: the partner does not answer, or is suspended',
  },
  keysUnknown: {
    zh: '对方不认得本地区现用的任何签名密钥。请与对方核对指纹并登记',
    en: 'the partner knows none of the keys this region signs with; have it compare fingerprints and register them',
  },
  ownReturned: {
    zh: '本地区遗失过自己发出的消息，已由对方交还并核对签名',
    en: 'messages this region had sent and lost were given back by the partner, and their signatures checked',
  },
  ownUnproved: {
    zh: '对方交还的本地区消息没有本地区的有效签名，未予采用',
    en: 'messages given back as this region’s own do not bear its signature, and were not taken',
  },
  keysUnreadable: {
    zh: '协同地区登记的密钥无法读取，按已暂停处理',
    en: 'the keys registered of a partner cannot be read, and it counts as suspended',
  },
  receiptDoubted: {
    zh: '对方所称收件时间早于协议时限所及，期限未从该时起算，请人工核实',
    en: 'a receipt the partner tells of lies further back than the agreement allows: the days are not reckoned from it, look into it',
  },
  inapplicable: {
    zh: '收到的消息多次办理均出错，已拒收，后续消息照常办理',
    en: 'a message that came in failed each time it was applied, and was refused; those after it go on',
  },
  keysUntold: {
    zh: '本地区签名密钥即将到期或者已经到期，对方尚未收到后继密钥。请通知对方恢复连接；逾期须由对方核对指纹登记',
    en: 'a key this region signs with ends soon or has ended, and the partner has taken none after it: have it come back, or else it must register the new one by its fingerprint',
  },
  keyExpiring: { zh: '密钥即将到期', en: 'a key is about to end' },
} as const
export type AlarmKind = keyof typeof ALARMS

export type Alarm = {
  readonly kind: AlarmKind
  readonly partner: string
  /** The message, case or key it is about. */
  readonly subject: string
  readonly facts: { readonly [name: string]: Json }
}

/** For the batch of what it is about. */
export const raiseAlarm = ({ kind, partner, subject, facts }: Alarm, at: number): Statement =>
  raiseAlarmsOf(kind, partner, [{ subject, facts }], at)

export const raiseAlarmsOf = (
  kind: AlarmKind,
  partner: string,
  matters: readonly Pick<Alarm, 'subject' | 'facts'>[],
  at: number,
): Statement =>
  raiseAlarms({
    kind,
    partner,
    at,
    rows: JSON.stringify(matters.map(({ subject, facts }) => ({ subject, facts: JSON.stringify(facts) }))),
  })

export const endAlarms = (
  kind: AlarmKind,
  partner: string,
  subjects: readonly string[],
  { by, now }: { readonly by: string; readonly now: number },
): Statement => resolveAlarms({ kind, partner, subjects: JSON.stringify(subjects), by, now })
