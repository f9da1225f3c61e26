/**
 * Departments 部门 of a region as a tree, with posts 岗位, windows 窗口 and dated staff. Validation is at build:
 * no cycle, no stranger as parent, a unified code whose check character is right, periods that begin before they end.
 */
import { fail, ok, type Result, type Role } from '@tongban/kernel'
import { parseCreditCode } from '@tongban/privacy'
import type { Text } from './item.ts'
import { type Remedies, remedyDefects } from './remedies.ts'

export type Post = { readonly code: string; readonly name: Text; readonly roles: readonly Role[] }
export type Window = {
  readonly code: string
  readonly name: Text
  readonly address: string
  readonly hours: string
}
/** Who holds a post, from and until a civil day (both included); `subject` is the identity provider's. */
export type StaffPeriod = {
  readonly subject: string
  readonly name: string
  readonly post: string
  readonly from: string
  readonly until: string | null
}
export type Department = {
  readonly code: string
  readonly parent: string | null
  readonly name: Text
  /** 统一社会信用代码, GB 32100. */
  readonly creditCode: string
  readonly address: string
  readonly phone: string
  /** 监督投诉. */
  readonly supervisePhone: string
  readonly posts: readonly Post[]
  readonly windows: readonly Window[]
  readonly staff: readonly StaffPeriod[]
  /** 机关代字, as it stands before the year in the number of a document; none where the region has not set it. */
  readonly documentMark?: string
  /** Organs for acts of this department, where they are not the region's (行政复议法 24–28). */
  readonly remedies?: Remedies
}

export type DepartmentDefect = { readonly department: string; readonly reason: string }

export function validateDepartments(
  departments: readonly Department[],
): Result<readonly Department[], readonly DepartmentDefect[]> {
  const byCode = new Map(departments.map((department) => [department.code, department]))
  const defects = departments.flatMap((department) =>
    defectsOf(department, byCode).map((reason) => ({ department: department.code, reason })),
  )
  const repeated = departments.length - byCode.size
  if (repeated > 0) defects.push({ department: '*', reason: `${repeated} department code(s) used twice` })
  return defects.length === 0 ? ok(departments) : fail(defects)
}

function defectsOf(department: Department, byCode: ReadonlyMap<string, Department>): string[] {
  const defects: string[] = []
  if (!parseCreditCode(department.creditCode).ok) defects.push('unified credit code is not valid')
  if (department.parent !== null && !byCode.has(department.parent)) defects.push('parent is not in the tree')
  if (ancestorsOf(department, byCode) === 'cycle') defects.push('is its own ancestor')
  if (
    department.documentMark !== undefined &&
    !/^[\p{Script=Han}A-Za-z0-9]{1,12}$/u.test(department.documentMark)
  )
    defects.push('documentMark is 1 to 12 characters or digits')
  if (department.remedies !== undefined)
    defects.push(...remedyDefects(department.remedies).map((reason) => `remedies: ${reason}`))
  const posts = new Set(department.posts.map((post) => post.code))
  if (posts.size !== department.posts.length) defects.push('post code used twice')
  for (const period of department.staff) {
    if (!posts.has(period.post)) defects.push(`staff holds a post that is not there: ${period.post}`)
    if (period.until !== null && period.until < period.from)
      defects.push(`staff period ends before it begins: ${period.subject}`)
  }
  return defects
}

/** Codes from the parent to the root, or `cycle`. */
export function ancestorsOf(
  department: Department,
  byCode: ReadonlyMap<string, Department>,
): readonly string[] | 'cycle' {
  const chain: string[] = []
  let above = department.parent
  while (above !== null) {
    if (above === department.code || chain.includes(above)) return 'cycle'
    chain.push(above)
    above = byCode.get(above)?.parent ?? null
  }
  return chain
}

/** Who holds which post on a civil day. */
export function staffOn(department: Department, on: string): readonly StaffPeriod[] {
  return department.staff.filter(
    (period) => period.from <= on && (period.until === null || on <= period.until),
  )
}
