import { type StaffPeriod, staffOn } from '@tongban/catalogue'
import type { CivilDate, Role } from '@tongban/kernel'
import type { Context } from '../context.ts'

const HANDLING: readonly Role[] = ['handler', 'chief']

/** Who handles cases of a department on a day, by the subject of the sign-in; null for anybody else. */
export function staffNamed(
  { region }: Pick<Context, 'region'>,
  departmentCode: string,
  subject: string,
  on: CivilDate,
): StaffPeriod | null {
  const department = region.departments.find(({ code }) => code === departmentCode)
  if (department === undefined) return null
  const handles = (post: string) =>
    department.posts.some(({ code, roles }) => code === post && roles.some((role) => HANDLING.includes(role)))
  return staffOn(department, on).find((period) => period.subject === subject && handles(period.post)) ?? null
}
