import { addDays, civilDateAt, endOfDayAt } from '@tongban/calendar'
import type { EvaluationPolicy, EvaluationReport } from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import { insertDefaults, publishedEvaluationPolicies, type ServedRow, servedUntil } from '@tongban/store'
import type { Context } from '../../context.ts'
import { evaluationPolicyOn } from '../policies/in-force.ts'
import { rateableUntil } from './until.ts'

/**
 * The job of invitations that ran out: silence is silence, nothing is written of it and it enters no rate. Where the policy of
 * the day of the service insists, a default rating is noted apart in `evaluation_defaults`, never for what was rated; no rate
 * counts it, and a rating that comes later counts and takes its place.
 *
 * Services are gone through in the order in which they were given. Where a newer policy has a shorter limit, its services
 * wait for the older ones before them: nobody goes by when the silence was noted.
 */
const PAGES = 20
const PAGE_ROWS = 1_000
type Place = Omit<ServedRow, 'isSilent'>
const START: Place = { at: 0, caseNumber: '', serviceNumber: 0 }

export type ExpiryPass = { readonly cursor: string } & EvaluationReport

export async function expireInvitations(ctx: Context, cursor: string | null): Promise<ExpiryPass> {
  let place = placeIn(cursor)
  let [expired, noted] = [0, 0]
  let more = true
  for (let page = 0; page < PAGES && more; page += 1) {
    const next = await expirePage(ctx, place)
    place = next.place
    expired += next.expired
    noted += next.noted
    more = next.more
  }
  return {
    cursor: placeText(place),
    outcome: `ran out ${expired}, noted as default ${noted}${more ? ', more to come' : ''}`,
    rows: expired,
  }
}

async function expirePage(ctx: Context, place: Place) {
  const now = ctx.clock.now()
  const [services, policies] = await ctx.database.read([
    servedUntil({ ...place, before: now, limit: PAGE_ROWS }),
    publishedEvaluationPolicies({ today: civilDateAt(now) }),
  ])
  const policyOf = ({ at }: Place) => evaluationPolicyOn(policies, civilDateAt(at)).policy
  const notDue = services.findIndex((each) => overAt(policyOf(each), each.at) > now)
  const due = notDue < 0 ? services : services.slice(0, notDue)
  const silent = due.filter(({ isSilent }) => isSilent)
  const insisted = silent.filter((each) => policyOf(each).defaultAfterDays !== null)
  return {
    place: due.at(-1) ?? place,
    expired: silent.length,
    noted: await note(ctx, insisted),
    more: notDue < 0 && services.length === PAGE_ROWS,
  }
}

/** When nothing more happens to a service that nobody rates. */
const overAt = (policy: EvaluationPolicy, servedAt: EpochMs): EpochMs =>
  Math.max(
    rateableUntil(policy, servedAt),
    endOfDayAt(addDays(civilDateAt(servedAt), policy.defaultAfterDays ?? 0)),
  )

async function note(ctx: Context, services: readonly Place[]): Promise<number> {
  if (services.length === 0) return 0
  const list = services.map(({ caseNumber, serviceNumber }) => ({ caseNumber, serviceNumber }))
  const [noted] = await ctx.database.read([
    insertDefaults({ services: JSON.stringify(list), now: ctx.clock.now() }),
  ])
  return noted.length
}

const CURSOR = /^(\d{1,15})\.([0-9A-Z]{0,22})\.(\d{1,6})$/
function placeIn(cursor: string | null): Place {
  const [, at, caseNumber, serviceNumber] = CURSOR.exec(cursor ?? '') ?? []
  return at === undefined || caseNumber === undefined || serviceNumber === undefined
    ? START
    : { at: Number(at), caseNumber, serviceNumber: Number(serviceNumber) }
}
const placeText = ({ at, caseNumber, serviceNumber }: Place): string => `${at}.${caseNumber}.${serviceNumber}`
