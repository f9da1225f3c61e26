import { STANDARD_EVALUATION_POLICY } from '@tongban/evaluations'
import { STANDARD_POLICY } from '@tongban/supervision'
import { ask, official } from '../kit.ts'
import { must, nextKey, sign, worker } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests of policies, those of supervision and of evaluations, and of watched clocks. */
const POLICIES = '/supervision/v1/policies'
const EVALUATION_POLICIES = '/evaluations/v1/policies'
let days = 0
/** Each of another span of days, so that none overlaps another. */
function span() {
  days += 1
  const on = (part: number) => new Date(Date.UTC(2040, 0, 2 * days + part)).toISOString().slice(0, 10)
  return { fromOn: on(0), untilOn: on(1) }
}
const terms = () => ({ scope: { kind: 'region' }, ...span(), policy: STANDARD_POLICY })
const evaluationTerms = () => ({ ...span(), policy: STANDARD_EVALUATION_POLICY })
const withKey = () => ({ 'Idempotency-Key': nextKey() })

const proposalOf = (path: string, body: () => object) =>
  supply(async () => {
    const token = await sign('policy-proposer', official('supervisor', 'services'))
    const made = must(await ask(worker, token, 'POST', path, body(), withKey()), 201)
    return `${path}/${made.body.id}`
  })
const aProposal = proposalOf(POLICIES, terms)
const anEvaluationPolicy = proposalOf(EVALUATION_POLICIES, evaluationTerms)
export function policiesUsedUp(): void {
  aProposal.usedUp()
  anEvaluationPolicy.usedUp()
}

export const policyRequests: Readonly<Record<string, Prepare>> = {
  'GET /supervision/v1/clocks': async () => ({ path: '/supervision/v1/clocks' }),
  'GET /supervision/v1/clocks.csv': async () => ({ path: '/supervision/v1/clocks.csv' }),
  'GET /supervision/v1/policies': async () => ({ path: POLICIES }),
  'GET /supervision/v1/policies/presets': async () => ({ path: `${POLICIES}/presets` }),
  'GET /supervision/v1/policies/{id}': async () => ({ path: await aProposal.take() }),
  'POST /supervision/v1/policies': async () => ({ path: POLICIES, body: terms(), headers: withKey() }),
  'POST /supervision/v1/policies/{id}/publish': async () => ({ path: `${await aProposal.take()}/publish` }),
  'POST /supervision/v1/policies/{id}/decline': async () => ({ path: `${await aProposal.take()}/decline` }),
  'GET /evaluations/v1/policies': async () => ({ path: EVALUATION_POLICIES }),
  'GET /evaluations/v1/policies/{id}': async () => ({ path: await anEvaluationPolicy.take() }),
  'POST /evaluations/v1/policies': async () => ({
    path: EVALUATION_POLICIES,
    body: evaluationTerms(),
    headers: withKey(),
  }),
  'POST /evaluations/v1/policies/{id}/publish': async () => ({
    path: `${await anEvaluationPolicy.take()}/publish`,
  }),
  'POST /evaluations/v1/policies/{id}/decline': async () => ({
    path: `${await anEvaluationPolicy.take()}/decline`,
  }),
}
