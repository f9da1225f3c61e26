import { ROLES } from '@tongban/kernel'
import { said as message } from '@tongban/kernel/parse'
import { DELEGABLE_ROLES, DELEGATION_REASONS } from '@tongban/services'
import * as z from 'zod'
import { civilDate, civilDateInput, delegationId, epochMs, said } from '../words.ts'

/** What goes in and out of the delegations. */
const subject = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ description: '身份服务中的用户标识 subject at the identity provider' })

const list = (words: Readonly<Record<string, { readonly zh: string }>>) =>
  Object.entries(words)
    .map(([code, { zh }]) => `${code} ${zh}`)
    .join('、')

const REASONS = Object.keys(DELEGATION_REASONS)

export const delegationInput = z
  .strictObject({
    to: subject,
    from: subject.optional(),
    role: z
      .enum(DELEGABLE_ROLES, {
        error: message(
          `应为：${DELEGABLE_ROLES.map((role) => `${role} ${ROLES[role].zh}`).join('、')}。`,
          `Must be one of ${DELEGABLE_ROLES.join(', ')}.`,
        ),
      })
      .optional(),
    fromOn: civilDateInput,
    untilOn: civilDateInput,
    reason: z.enum(asReasons(REASONS), {
      error: message(`应为：${list(DELEGATION_REASONS)}。`, `Must be one of ${REASONS.join(', ')}.`),
    }),
  })
  .meta({ id: 'DelegationInput' })

/** Guarantee: the names are the keys of the list of reasons. */
function asReasons(names: readonly string[]) {
  return names as (keyof typeof DELEGATION_REASONS)[]
}

const party = z.object({ name: z.string().nullable(), me: z.boolean() })

export const delegationSchema = z
  .object({
    id: z.string(),
    from: party,
    to: party,
    role: z.string(),
    roleName: said,
    department: z.string(),
    post: z.string(),
    fromOn: civilDate,
    untilOn: civilDate,
    reason: z.string(),
    reasonName: said,
    state: z.enum(['toCome', 'inForce', 'over', 'ended']),
    stateName: said,
    createdAt: epochMs,
    endedOn: civilDate.nullable(),
  })
  .meta({ id: 'Delegation' })

export const delegationParam = z.strictObject({ id: delegationId })

/** Who may delegate, and end what they were given. */
export const DELEGATORS = [
  { role: 'handler' },
  { role: 'chief' },
  { role: 'head' },
  { role: 'rectifier' },
  { role: 'governmentHead' },
] as const
