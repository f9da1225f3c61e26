import { parseCaseNumber, ROLES, type Role } from '@tongban/kernel'
import { said } from '@tongban/kernel/parse'
import * as z from 'zod'

/**
 * What a licence is used for 用证事由, and whose reason each is: an official states one of their own role, so that the
 * record of use holds nothing its writer had no business with, and nobody else opens a licence by its identifier
 * (个人信息保护法 6, 51).
 */
type Reason = { readonly zh: string; readonly en: string; readonly roles: readonly Role[] }
const DECIDING = ['handler', 'chief', 'head'] as const

export const USE_REASONS = {
  handleCase: { zh: '办理业务', en: 'to handle a case', roles: ['window', ...DECIDING, 'governmentHead'] },
  counter: { zh: '窗口核验', en: 'to check it at the counter', roles: ['window', 'handler'] },
  inspection: { zh: '现场检查', en: 'for an inspection on the spot', roles: DECIDING },
  supervise: { zh: '监督检查', en: 'for supervision', roles: ['supervisor'] },
  audit: { zh: '审计', en: 'for an audit', roles: ['auditor'] },
  review: { zh: '复议、诉讼', en: 'for a review or a lawsuit', roles: [...DECIDING, 'governmentHead'] },
} as const satisfies Record<string, Reason>
export type UseReason = keyof typeof USE_REASONS

const REASONS = asReasons(Object.keys(USE_REASONS))

export const rolesOfReason = (reason: UseReason): readonly Role[] => USE_REASONS[reason].roles

/** As a body states it. */
export const useSchema = z
  .strictObject({
    reason: z
      .enum(REASONS, {
        error: said(
          `应为：${REASONS.map((code) => `${code} ${USE_REASONS[code].zh}`).join('、')}。`,
          `Must be one of ${REASONS.join(', ')}.`,
        ),
      })
      .meta({ description: `各角色可用的事由 whose each is: ${REASONS.map(sayReason).join('; ')}` }),
    caseNumber: z
      .string()
      .refine((text) => parseCaseNumber(text) !== undefined, {
        error: said('应为22位办件编号。', 'Must be a case number of 22 characters.'),
      })
      .optional()
      .meta({
        description:
          '事由为办理业务（handleCase）时必填，须是本人可以办理的本地区办件；应用填自己的编号 required with handleCase, a case of this region that the official works on; an app gives a number of its own',
      }),
  })
  .meta({ id: 'LicenceUse' })

export type StatedUse = z.infer<typeof useSchema>

/** Roles that have a reason at all. */
export const USING_ROLES: readonly Role[] = [...new Set(REASONS.flatMap(rolesOfReason))]

/** Roles in words of both languages, as a refusal names what is needed. */
export const sayRoles = (roles: readonly Role[]): string =>
  roles.map((role) => `${ROLES[role].zh} ${ROLES[role].en}`).join('、')

/** The reasons these roles may state. */
export const reasonsOf = (roles: readonly Role[]): readonly UseReason[] =>
  REASONS.filter((reason) => rolesOfReason(reason).some((role) => roles.includes(role)))

function sayReason(reason: UseReason): string {
  return `${reason} ${rolesOfReason(reason).join('/')}`
}

/** Guarantee: the names are the keys of the list of reasons. */
function asReasons(names: readonly string[]) {
  return names as readonly UseReason[]
}
