/**
 * Parts of the demonstration profiles: made-up departments, one window, one made-up person per post and a second handler. The unified
 * codes carry a valid check character and the letters `DEM`; no such organ exists. 演示数据，不具效力.
 */
import type { AuditPolicy } from '@tongban/decisions/runtime'
import { ROLES, type Role } from '@tongban/kernel'
import type { Department, Window } from '../department.ts'
import { ITEMS } from '../items/index.ts'
import type { StageClaim } from '../procedure-fields.ts'
import type { Claim } from '../region.ts'

const LINE_POSTS = ['handler', 'chief', 'head', 'rectifier'] as const
const CENTRE_POSTS = [
  'window',
  'handler',
  'chief',
  'supervisor',
  'publisher',
  'auditor',
  'admin',
  'callback',
  'hotline',
  // The centre is rated as well: somebody mends it and answers for it.
  'head',
  'rectifier',
] as const

const DEPARTMENTS = [
  { code: 'government', zh: '人民政府', en: 'People’s government', posts: ['governmentHead'] },
  { code: 'services', zh: '政务服务中心', en: 'Government service centre', posts: CENTRE_POSTS },
  { code: 'civil-affairs', zh: '民政局', en: 'Civil affairs bureau', posts: LINE_POSTS },
  { code: 'human-resources', zh: '人力资源和社会保障局', en: 'Human resources bureau', posts: LINE_POSTS },
  { code: 'market', zh: '市场监督管理局', en: 'Market supervision bureau', posts: LINE_POSTS },
  { code: 'health', zh: '卫生健康局', en: 'Health bureau', posts: LINE_POSTS },
  { code: 'city-management', zh: '城市管理局', en: 'City management bureau', posts: LINE_POSTS },
  { code: 'transport', zh: '交通运输局', en: 'Transport bureau', posts: LINE_POSTS },
  { code: 'police', zh: '公安局', en: 'Police', posts: LINE_POSTS },
  { code: 'housing-fund', zh: '住房公积金管理部', en: 'Housing fund office', posts: LINE_POSTS },
] as const satisfies readonly { code: string; zh: string; en: string; posts: readonly Role[] }[]

export type DepartmentCode = (typeof DEPARTMENTS)[number]['code']

/** One approval in fifty, one in ten of a version in its first thirty days; more than one in twenty wrong stops it. */
export const DEMONSTRATION_AUDIT: AuditPolicy = {
  share: 0.02,
  newVersionShare: 0.1,
  newVersionDays: 30,
  controlShare: 0.02,
  disagreementLimit: 0.05,
  atLeast: 20,
}

const HALL: Window = {
  code: 'W01',
  name: { zh: '综合受理窗口', en: 'General window' },
  address: '一楼大厅（演示）',
  hours: '工作日 09:00–17:00',
}

/** No place has this code: a partner that tries out the exchange with a demonstration region, as the conformance suite does. */
export const TESTER = '519999'

/** The departments of a demonstration region; `creditCodes` by department. */
export function demonstrationDepartments(
  region: { readonly code: string; readonly zh: string; readonly en: string; readonly phone: string },
  creditCodes: Readonly<Record<DepartmentCode, string>>,
): readonly Department[] {
  return DEPARTMENTS.map(({ code, zh, en, posts }) => ({
    code,
    parent: code === 'government' ? null : 'government',
    name: { zh: `${region.zh}${zh}`, en: `${en}, ${region.en}` },
    creditCode: creditCodes[code],
    address: `${region.zh}（演示地址）`,
    phone: region.phone,
    supervisePhone: region.phone,
    posts: posts.map((role) => ({ code: role, name: ROLES[role], roles: [role] })),
    windows: code === 'services' ? [HALL] : [],
    staff: [...posts, ...posts.filter((role) => role === 'handler')].map((role, index) => ({
      subject: `demo-${region.code}-${code}-${role}${index < posts.length ? '' : '-2'}`,
      name: `演示人员${index + 1}`,
      post: role,
      from: '2026-01-01',
      until: null,
    })),
  }))
}

/** Stages of joint handling in a demonstration region: which department, and the working days it has, 本地配置. */
export const JOINT_STAGES: readonly StageClaim[] = [
  { stage: 'transport', department: 'transport', workdays: 10 },
  { stage: 'traffic', department: 'police', workdays: 10 },
]

/** Working days a demonstration region gives for a supplement, 本地配置. */
const SUPPLEMENT_WORKDAYS = 10

/** The licence register of the demonstration is delivered with the seed, not live: a day old is in time. */
export const DELIVERED_LICENCES = {
  'permit.found': 24,
  'permit.holderNumber': 24,
  'permit.issuerRegion': 24,
  'permit.state': 24,
  'permit.validUntil': 24,
  linkedPermits: 24,
} as const

type ClaimPart = Pick<Claim, 'promisedWorkdays' | 'noticeWorkdays' | 'parameters'> &
  Partial<Pick<Claim, 'fee' | 'stages' | 'staleAfterHours'>> & { readonly department: DepartmentCode }

/** Claims of a region, one per item it takes; codes are the project's own until the region enters its real ones. */
export function demonstrationClaims(
  region: string,
  handleArea: readonly string[],
  parts: Readonly<Record<string, ClaimPart>>,
): readonly Claim[] {
  return ITEMS.flatMap((item) => {
    const part = parts[item.code]
    if (part === undefined) return []
    const number = item.catalogCode.value.slice(-4)
    return [
      {
        itemCode: item.code,
        taskVersion: item.taskVersion,
        taskCode: { value: `TB${region}${number}`, local: true },
        taskHandleItem: { value: `TB${region}${number}01`, local: true },
        department: part.department,
        handleArea,
        promisedWorkdays: part.promisedWorkdays,
        noticeWorkdays: part.noticeWorkdays,
        anticipate: {
          zh: `本地承诺自受理起 ${part.promisedWorkdays} 个工作日办结（本地配置）`,
          en: `Promised by this region: ${part.promisedWorkdays} working day(s) from acceptance`,
        },
        fee: part.fee ?? null,
        quota: null,
        staleAfterHours: part.staleAfterHours ?? {},
        ...(part.stages === undefined ? {} : { stages: part.stages }),
        // Incomplete papers of a registration are returned and nothing waits for a supplement.
        ...(item.procedure === 'registration' ? {} : { supplementWorkdays: SUPPLEMENT_WORKDAYS }),
        parameters: part.parameters,
      },
    ]
  })
}
