import { type StaffPeriod, staffOn, type Text } from '@tongban/catalogue'
import type { CivilDate, FieldError, Role } from '@tongban/kernel'
import type { Context } from '../context.ts'

const HANDLING: readonly Role[] = ['handler', 'chief']

/** Everybody who handles cases of a department on a day. */
function handlersOf(
  { region }: Pick<Context, 'region'>,
  departmentCode: string,
  on: string,
): readonly { readonly period: StaffPeriod; readonly post: Text }[] {
  const department = region.departments.find(({ code }) => code === departmentCode)
  if (department === undefined) return []
  return staffOn(department, on).flatMap((period) => {
    const post = department.posts.find(({ code }) => code === period.post)
    return post?.roles.some((role) => HANDLING.includes(role)) ? [{ period, post: post.name }] : []
  })
}

/** Who handles cases of a department on a day, by the subject of the sign-in; null for anybody else. */
export const staffNamed = (
  ctx: Pick<Context, 'region'>,
  departmentCode: string,
  subject: string,
  on: string,
): StaffPeriod | null =>
  handlersOf(ctx, departmentCode, on).find(({ period }) => period.subject === subject)?.period ?? null

/** Whom a case of the department can be given to today: post, name as in the list of staff, and what to write. */
export function whoHandles(ctx: Pick<Context, 'region'>, departmentCode: string, on: CivilDate): Text {
  const all = handlersOf(ctx, departmentCode, on)
  if (all.length === 0) return { zh: '今日没有人可以分派。', en: 'There is nobody to assign it to today.' }
  const zh = all.map(({ period, post }) => `${post.zh} ${period.name}（${period.subject}）`)
  const en = all.map(({ period, post }) => `${post.en} ${period.name} (${period.subject})`)
  return {
    zh: `可以分派给（to 填括号内的账号）：${zh.join('、')}。`,
    en: `As to give the account in brackets of one of: ${en.join(', ')}.`,
  }
}

type Colleague = { readonly subject: string; readonly name: string }

/** Names of officials for a record: where two persons have one name, the post tells them apart, or else their order. */
export function namesApart(
  { region }: Pick<Context, 'region'>,
  departmentCode: string,
  officials: readonly Colleague[],
  on: CivilDate,
): readonly string[] {
  const department = region.departments.find(({ code }) => code === departmentCode)
  const staff = department === undefined ? [] : staffOn(department, on)
  const persons = officials.filter((each, at) => officials.findIndex(isSame(each)) === at)
  const posted = persons.map(({ subject, name }) => {
    if (persons.filter((each) => each.name === name).length === 1) return name
    const post = staff.find((period) => period.subject === subject)?.post
    const words = department?.posts.find(({ code }) => code === post)?.name.zh
    return words === undefined ? name : `${name}（${words}）`
  })
  return posted.map((name, at) =>
    posted.indexOf(name) === posted.lastIndexOf(name)
      ? name
      : `${name}（之${posted.slice(0, at + 1).filter((each) => each === name).length}）`,
  )
}

const isSame =
  ({ subject }: Colleague) =>
  (other: Colleague) =>
    other.subject === subject

/** 行政许可法 34(3): a check takes officials of the department who were on its staff that day, its recorder among them. */
export function inspectorErrors(
  { region, actor }: Pick<Context, 'region' | 'actor'>,
  departmentCode: string,
  officials: readonly { readonly subject: string }[],
  on: string,
): readonly FieldError[] {
  const errors = officials.flatMap(({ subject }, at): FieldError[] => {
    const pointer = `/officials/${at}`
    if (officials.findIndex((each) => each.subject === subject) < at)
      return [
        {
          pointer,
          zh: '同一人只算一名。核查应当由两名以上工作人员进行，请写明另一名。',
          en: 'One person counts once. A check takes two officials or more: name another.',
        },
      ]
    return staffNamed({ region }, departmentCode, subject, on) === null
      ? [
          {
            pointer,
            zh: '核查当日本部门没有这名可以经办的工作人员。请写明实际参加核查的本部门人员。',
            en: 'Nobody of this name handled cases of the department on the day of the check. Name those who took part.',
          },
        ]
      : []
  })
  const isPresent = actor.kind === 'official' && officials.some(({ subject }) => subject === actor.subject)
  if (errors.length > 0 || isPresent) return errors
  return [
    {
      pointer: '/officials/0',
      zh: '核查由参加核查的人员记录，其中没有你。请由参加核查的人员记录。',
      en: 'A check is recorded by one who took part, and you are not among them. Let one of them record it.',
    },
  ]
}
