/**
 * Who is acting. An actor is read from a verified token by the door; no layer below looks at a token.
 * A new role is one line of `ROLES`; what a role may do is in the rights table of services.
 */

/** Roles of officials 工作人员角色, as carried by the token's role claim. */
export const ROLES = {
  window: { zh: '窗口', en: 'window' },
  handler: { zh: '经办人', en: 'handler' },
  chief: { zh: '首席代表', en: 'chief representative' },
  head: { zh: '部门负责人', en: 'head of department' },
  governmentHead: { zh: '政府负责人', en: 'head of government' },
  supervisor: { zh: '监察员', en: 'supervisor' },
  publisher: { zh: '规则发布人', en: 'rule publisher' },
  rectifier: { zh: '整改责任人', en: 'rectifier' },
  callback: { zh: '回访员', en: 'call-back officer' },
  hotline: { zh: '话务员', en: 'hotline operator' },
  auditor: { zh: '审计员', en: 'auditor' },
  admin: { zh: '系统管理员', en: 'administrator' },
} as const satisfies Record<string, { zh: string; en: string }>

export type Role = keyof typeof ROLES

/** Real-name level 实名等级: L0 none, L1 number checked, L2 number and name checked, L3 L2 and live face or in person. */
export const REAL_NAME_LEVELS = ['L0', 'L1', 'L2', 'L3'] as const
export type RealNameLevel = (typeof REAL_NAME_LEVELS)[number]

/** Identity document kinds 证件类型; only `residentId` and `residencePermit` (港澳台居民居住证) have a check digit. */
export const ID_KINDS = [
  'residentId',
  'residencePermit',
  'hkMacauPermit',
  'taiwanPermit',
  'foreignPermanentResidence',
  'passport',
  'unifiedSocialCreditCode',
  'other',
] as const
export type IdKind = (typeof ID_KINDS)[number]

/** A person as the identity provider vouches for them. */
export type Person = {
  readonly name: string
  readonly idKind: IdKind
  readonly idNumber: string
  readonly realNameLevel: RealNameLevel
}

export type Applicant = { readonly kind: 'applicant'; readonly subject: string; readonly person: Person }
export type Official = {
  readonly kind: 'official'
  readonly subject: string
  readonly roles: readonly Role[]
  /** Department code 部门编码, and post 岗位, of the organisation tree. */
  readonly department: string
  readonly post: string
  readonly name: string
  /** By which they are known as a citizen, where the provider tells it: nobody rates their own service under it unseen. */
  readonly identity?: Pick<Person, 'idKind' | 'idNumber'>
}
/** What the key of an app may be given 权限范围; nothing else opens to it. */
export const APP_SCOPES = {
  verify: { zh: '核验证照', en: 'verify licences' },
  'verify:batch': { zh: '批量核验证照', en: 'verify licences in batches' },
  redeem: { zh: '核销亮证码', en: 'redeem presentation codes' },
  evaluate: { zh: '评价终端', en: 'take ratings at a terminal' },
} as const satisfies Record<string, { zh: string; en: string }>
export type AppScope = keyof typeof APP_SCOPES

/** An app holding an API key; `purpose` is what the region registered that it uses licences for, told to holders. */
export type App = {
  readonly kind: 'app'
  readonly subject: string
  readonly scopes: readonly AppScope[]
  readonly purpose: string
  /** Where a terminal stands 评价器、自助终端: its department, and its window by the post there; null at none. */
  readonly terminal?: { readonly department: string; readonly window: string | null }
}
/**
 * A partner region holding a pinned key. `vouched`: whom it has identified, where it hands in for somebody; `official`: its
 * own window did, with the person before it.
 */
export type Partner = {
  readonly kind: 'partner'
  readonly subject: string
  readonly vouched?: Person | 'official'
}
/** The cron of the gateway. */
export type Machine = { readonly kind: 'clock'; readonly subject: string }
export type Nobody = { readonly kind: 'nobody' }

export type Actor = Nobody | Applicant | Official | App | Partner | Machine

/** The person who acts: by their own sign-in, or as a partner region has identified them. */
export function personOf(actor: Actor): Person | null {
  if (actor.kind === 'applicant') return actor.person
  return actor.kind === 'partner' && typeof actor.vouched === 'object' ? actor.vouched : null
}

/** Whether the actor is an official holding one of these roles. */
export function holdsRole(actor: Actor, ...roles: readonly Role[]): actor is Official {
  return actor.kind === 'official' && actor.roles.some((role) => roles.includes(role))
}
