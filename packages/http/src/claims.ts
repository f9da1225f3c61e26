import {
  type Actor,
  type Failure,
  fail,
  ID_KINDS,
  ok,
  REAL_NAME_LEVELS,
  type Result,
  ROLES,
  type Role,
} from '@tongban/kernel'
import * as z from 'zod'
import type { ClaimNames } from './environment.ts'

/**
 * Who a verified token speaks of. An official holds at least one role this product knows, a department, a post and
 * the region of this deployment; anyone else must carry an identity vouched for by the provider. A token that says
 * neither admits nobody: it is refused, not treated as a visitor, so that a wrong claim name is noticed.
 */

const visible = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u)

const identitySchema = z.object({
  idKind: z.enum(ID_KINDS),
  idNumber: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[\p{L}\p{N}()（）-]{1,40}$/u),
})
const personSchema = identitySchema
  .extend({ name: visible, realNameLevel: z.enum(REAL_NAME_LEVELS) })
  .readonly()

const officialSchema = z.object({ name: visible, department: visible, post: visible, region: visible })

export type Claims = Readonly<Record<string, unknown>>

export function actorOf(
  subject: string,
  claims: Claims,
  names: ClaimNames,
  region: string,
): Result<Actor, Failure> {
  const roles = rolesOf(claimAt(claims, names.roles))
  if (roles.length > 0) {
    const read = officialSchema.safeParse({
      name: claimAt(claims, names.name),
      department: claimAt(claims, names.department),
      post: claimAt(claims, names.post),
      region: claimAt(claims, names.region),
    })
    if (!read.success) return fail({ code: 'notAllowed', need: NEED_OFFICIAL })
    const { region: serves, ...official } = read.data
    if (serves !== region) return fail({ code: 'notAllowed', need: `${NEED_REGION} (${region})` })
    // Not every provider tells it of officials; a number in no known form is none.
    const identity = identitySchema.safeParse(identityIn(claims, names))
    const known = identity.success ? { identity: identity.data } : {}
    return ok({ kind: 'official', subject, roles, ...official, ...known })
  }
  const person = personSchema.safeParse({
    name: claimAt(claims, names.name),
    ...identityIn(claims, names),
    realNameLevel: claimAt(claims, names.realNameLevel),
  })
  if (!person.success) return fail({ code: 'notAllowed', need: NEED_IDENTITY })
  return ok({ kind: 'applicant', subject, person: person.data })
}

const identityIn = (claims: Claims, names: ClaimNames) => ({
  idKind: claimAt(claims, names.idKind),
  idNumber: claimAt(claims, names.idNumber),
})

const NEED_OFFICIAL = '令牌中的部门、岗位、姓名和地区 department, post, name and region in the token'
const NEED_REGION = '本地区的工作人员身份 an official of this region'
const NEED_IDENTITY = '实名身份或工作人员角色 a verified identity or an official role'

/** The roles this product knows among those the token names; the claim may be a list or one text with spaces. */
function rolesOf(claim: unknown): Role[] {
  const named = typeof claim === 'string' ? claim.split(/\s+/) : Array.isArray(claim) ? claim : []
  return ROLE_NAMES.filter((role) => named.includes(role))
}
const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name)
export const ROLE_NAMES: readonly Role[] = Object.keys(ROLES).filter(isRole)

/** The claim of this very name, or, where the name has dots, the one found by descending. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let value: unknown = claims
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return value
}
