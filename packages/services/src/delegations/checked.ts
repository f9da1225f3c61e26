import { addDays, civilDate } from '@tongban/calendar'
import type { Department, StaffPeriod } from '@tongban/catalogue'
import {
  type CivilDate,
  type Failure,
  type FieldError,
  fail,
  type Official,
  ok,
  type Result,
  ROLES,
  type Role,
} from '@tongban/kernel'

/**
 * What a delegation may be 委托代签: of a role that signs or handles, by whoever holds it or by the head of the same
 * department, to an official of that department who handles cases too, for days that are told and limited. What is held
 * by delegation is not delegated again: only the roles of the token count. Nothing is read or written here.
 */
export type DelegationInput = {
  /** The delegate, by the identity provider's subject. */
  readonly to: string
  /** Whose role it is, where the head delegates for another; absent: the actor's own. */
  readonly from?: string | undefined
  /** Absent: the one role of the actor that can be delegated. */
  readonly role?: Role | undefined
  readonly fromOn: string
  readonly untilOn: string
  readonly reason: DelegationReason
}

/** Codes instead of words: why somebody is away may be a matter of health. */
export const DELEGATION_REASONS = {
  leave: { zh: '休假', en: 'leave' },
  businessTrip: { zh: '出差', en: 'business trip' },
  training: { zh: '培训', en: 'training' },
  otherDuty: { zh: '另有公务', en: 'other official duty' },
  vacancy: { zh: '岗位暂缺', en: 'vacancy of the post' },
} as const satisfies Record<string, { zh: string; en: string }>
export type DelegationReason = keyof typeof DELEGATION_REASONS

/** Roles that sign, handle, or mend what was rated badly. */
export const DELEGABLE_ROLES = [
  'handler',
  'chief',
  'head',
  'rectifier',
  'governmentHead',
] as const satisfies readonly Role[]
/** Who handles cases may stand in; who oversees, publishes or audits may not, nor who only mends. */
const HANDLING_ROLES: readonly Role[] = ['window', 'handler', 'chief', 'head', 'governmentHead']
export const DELEGATION_MOST_DAYS = 90

export type Checked = {
  readonly from: { readonly subject: string; readonly post: string }
  readonly to: string
  readonly role: Role
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate
}

export function checkDelegation(
  actor: Official,
  department: Department | undefined,
  input: DelegationInput,
  today: CivilDate,
  mostDays: number = DELEGATION_MOST_DAYS,
): Result<Checked, Failure> {
  const fromOn = civilDate(input.fromOn)
  const untilOn = civilDate(input.untilOn)
  const errors = dateErrors(fromOn, untilOn, today, mostDays)
  if (fromOn === undefined || untilOn === undefined || errors.length > 0)
    return fail({ code: 'invalidInput', errors })
  const from = delegatorOf(actor, department, input, fromOn, untilOn)
  if (!from.ok) return from
  const to = periodOf(department, input.to, fromOn, untilOn)
  if (to === undefined) return fail({ code: 'notFound', what: 'official' })
  if (input.to === from.value.subject) return refused(errorOf('/to', TEXTS.self))
  // Whoever orders a stand-in for another is not the one: a head would give themselves the signatures below their own.
  if (input.to === actor.subject) return refused(errorOf('/to', TEXTS.orderer))
  if (!rolesOf(department, to).some((role) => HANDLING_ROLES.includes(role)))
    return refused(errorOf('/to', TEXTS.noHandler))
  const { subject, post, role } = from.value
  return ok({ from: { subject, post }, to: input.to, role, fromOn, untilOn })
}

type Delegator = { readonly subject: string; readonly post: string; readonly role: Role }

/** The actor in a role of their token, or, for the head, another holder by the region's list of staff. */
function delegatorOf(
  actor: Official,
  department: Department | undefined,
  { from, role }: DelegationInput,
  fromOn: CivilDate,
  untilOn: CivilDate,
): Result<Delegator, Failure> {
  if (from === undefined || from === actor.subject) {
    const held = actor.roles.filter(isDelegable)
    const chosen = role ?? (held.length === 1 ? held[0] : undefined)
    if (chosen === undefined && held.length > 0) return refused(errorOf('/role', TEXTS.whichRole))
    if (chosen === undefined || !held.some((each) => each === chosen))
      return fail({ code: 'notAllowed', need: NEEDED })
    const listed = (department?.staff ?? []).some(({ subject }) => subject === actor.subject)
    if (listed && periodOf(department, actor.subject, fromOn, untilOn) === undefined)
      return refused(errorOf('/untilOn', TEXTS.notInPost))
    return ok({ subject: actor.subject, post: actor.post, role: chosen })
  }
  if (!actor.roles.includes('head')) return fail({ code: 'notAllowed', need: NEEDED })
  if (role === undefined || !isDelegable(role)) return refused(errorOf('/role', TEXTS.whichRole))
  const holder = periodOf(department, from, fromOn, untilOn, role)
  if (holder === undefined) return fail({ code: 'notFound', what: 'official' })
  return ok({ subject: from, post: holder.post, role })
}

const isDelegable = (role: Role): boolean => DELEGABLE_ROLES.some((each) => each === role)

/** A period on the list of staff that covers all these days, of a post with this role where one is named. */
const periodOf = (
  department: Department | undefined,
  subject: string,
  fromOn: string,
  untilOn: string,
  role?: Role,
): StaffPeriod | undefined =>
  department?.staff.find(
    (period) =>
      period.subject === subject &&
      period.from <= fromOn &&
      (period.until === null || untilOn <= period.until) &&
      (role === undefined || rolesOf(department, period).includes(role)),
  )

const rolesOf = (department: Department | undefined, { post }: StaffPeriod): readonly Role[] =>
  department?.posts.find(({ code }) => code === post)?.roles ?? []

function dateErrors(
  fromOn: CivilDate | undefined,
  untilOn: CivilDate | undefined,
  today: CivilDate,
  mostDays: number,
): FieldError[] {
  const errors: FieldError[] = []
  if (fromOn === undefined || fromOn < today) errors.push(errorOf('/fromOn', TEXTS.past))
  if (untilOn === undefined || (fromOn !== undefined && untilOn < fromOn))
    errors.push(errorOf('/untilOn', TEXTS.order))
  else if (fromOn !== undefined && untilOn >= addDays(fromOn, mostDays))
    errors.push(
      errorOf('/untilOn', {
        zh: `委托最长 ${mostDays} 天，请缩短，期满可以另行委托。`,
        en: `A delegation lasts ${mostDays} days at most; shorten it, another may follow.`,
      }),
    )
  return errors
}

const refused = (...errors: readonly FieldError[]) => fail({ code: 'invalidInput', errors } as const)
const errorOf = (pointer: string, text: { readonly zh: string; readonly en: string }): FieldError => ({
  pointer,
  zh: text.zh,
  en: text.en,
})

const NEEDED = `${DELEGABLE_ROLES.map((role) => ROLES[role].zh).join('、')}本人，或者本部门负责人 the holder of the role, or the head of the department`
const TEXTS = {
  past: { zh: '请填写今天或以后的日期（YYYY-MM-DD）。', en: 'Give today or a later day (YYYY-MM-DD).' },
  order: {
    zh: '最后一天不能早于第一天（YYYY-MM-DD）。',
    en: 'The last day is not before the first (YYYY-MM-DD).',
  },
  self: { zh: '不能委托给本人。', en: 'Nobody delegates to themselves.' },
  orderer: {
    zh: '部门负责人代他人委托时，不能委托给自己。请委托给本部门另一名办理业务的工作人员。',
    en: 'A head who delegates for another does not delegate to themselves. Name another official of the department who handles cases.',
  },
  noHandler: {
    zh: '受托人应是本部门办理业务的工作人员；监察、审计、规则发布等岗位不能代签。',
    en: 'The delegate must be an official who handles cases; who oversees, audits or publishes does not stand in.',
  },
  whichRole: {
    zh: '请写明委托的岗位：handler、chief、head、rectifier 或 governmentHead。',
    en: 'Say which role is delegated: handler, chief, head, rectifier or governmentHead.',
  },
  notInPost: {
    zh: '委托期间超出委托人的任职期间。',
    en: 'The delegation goes beyond the days for which its holder has the post.',
  },
} as const
