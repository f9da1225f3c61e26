import { evaluationPolicySchema, evaluationPolicyShown } from '@tongban/evaluations'
import { policyDates, policyPageQuery, policyStanding } from '@tongban/kernel/policy-words'
import * as z from 'zod'

export const POLICIES_TAG = { zh: '评价规则', en: 'Policies of evaluations' } as const

/** Whoever goes by them may read them. */
export const POLICY_READERS = [
  { role: 'supervisor' },
  { role: 'admin' },
  { role: 'auditor' },
  { role: 'governmentHead' },
  { role: 'head' },
  { role: 'chief' },
  { role: 'handler' },
  { role: 'window' },
  { role: 'rectifier' },
  { role: 'callback' },
  { role: 'hotline' },
] as const
export const POLICY_DESK = [{ role: 'supervisor' }, { role: 'admin' }] as const

export const evaluationPolicyInput = z
  .strictObject({ ...policyDates, policy: evaluationPolicySchema })
  .meta({ id: 'EvaluationPolicyInput' })

export const datedEvaluationPolicySchema = z
  .object({ ...policyStanding, policy: evaluationPolicyShown })
  .meta({ id: 'DatedEvaluationPolicy' })

export const evaluationPolicyQuery = z.strictObject(policyPageQuery)

export const evaluationPoliciesSchema = z
  .object({
    policies: z.array(datedEvaluationPolicySchema),
    today: z
      .object({ id: z.string(), policy: evaluationPolicyShown })
      .meta({ description: '今日执行的规则 what holds today' }),
    standard: evaluationPolicyShown.meta({
      description:
        '没有公布规则时按此执行；各时限只能缩短 holds where none is published; its limits are only shortened',
    }),
    cursor: z.string().nullable(),
  })
  .meta({ id: 'EvaluationPolicies' })
