import { STANDARD_POLICY } from '@tongban/supervision'
import { ask, official } from '../kit.ts'
import { must, nextKey, sign, worker } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests of policies and watched clocks. */
const POLICIES = '/supervision/v1/policies'
let days = 0
/** Each of another span of days, so that none overlaps another. */
function terms() {
  days += 1
  const on = (part: number) => new Date(Date.UTC(2040, 0, 2 * days + part)).toISOString().slice(0, 10)
  return { scope: { kind: 'region' }, fromOn: on(0), untilOn: on(1), policy: STANDARD_POLICY }
}
const withKey = () => ({ 'Idempotency-Key': nextKey() })

const aProposal = supply(async () => {
  const token = await sign('policy-proposer', official('supervisor', 'services'))
  const { body } = must(await ask(worker, token, 'POST', POLICIES, terms(), withKey()), 201)
  return `${POLICIES}/${body.id}`
})
export const policiesUsedUp = () => aProposal.usedUp()

export const policyRequests: Readonly<Record<string, Prepare>> = {
  'GET /supervision/v1/clocks': async () => ({ path: '/supervision/v1/clocks' }),
  'GET /supervision/v1/clocks.csv': async () => ({ path: '/supervision/v1/clocks.csv' }),
  'GET /supervision/v1/policies': async () => ({ path: POLICIES }),
  'GET /supervision/v1/policies/presets': async () => ({ path: `${POLICIES}/presets` }),
  'GET /supervision/v1/policies/{id}': async () => ({ path: await aProposal.take() }),
  'POST /supervision/v1/policies': async () => ({ path: POLICIES, body: terms(), headers: withKey() }),
  'POST /supervision/v1/policies/{id}/publish': async () => ({ path: `${await aProposal.take()}/publish` }),
  'POST /supervision/v1/policies/{id}/decline': async () => ({ path: `${await aProposal.take()}/decline` }),
}
