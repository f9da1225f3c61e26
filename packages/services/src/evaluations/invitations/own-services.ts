import { civilDateAt } from '@tongban/calendar'
import { LEVELS, type Level } from '@tongban/evaluations'
import type { CivilDate, EpochMs, Failure } from '@tongban/kernel'
import { fail, ok, type Result } from '@tongban/kernel'
import { type OwnServiceRow, publishedEvaluationPolicies, servicesOfPerson } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { type Before, latestPage, openBefore } from '../../lists/latest-first.ts'
import { type Coded, departmentOf, itemOf } from '../../supervision/notices/coded.ts'
import { evaluationPolicyOn } from '../policies/in-force.ts'
import { levelOf, optionsIn } from '../ratings/given-view.ts'
import { ratingText } from '../ratings/text.ts'
import { serviceKind } from './service-kind.ts'
import { invitationToken } from './token.ts'
import { amendableUntil, rateableUntil } from './until.ts'

/**
 * The services that whoever signs in received, or handed in for somebody, with the token of each: the latest cases first, each with
 * all its services. What was rated is read again by whoever rated it, and by the holder where the token alone was shown.
 */
export type OwnService = {
  readonly token: string
  readonly caseNumber: string
  readonly serviceNumber: number
  readonly kind: Coded
  readonly item: Coded | null
  /** Region of a service that a partner gave; null: this one. */
  readonly region: string | null
  readonly department: Coded
  readonly servedAt: EpochMs
  readonly servedOn: CivilDate
  /** `open`, `rated`, `visitRated` with another service of the same visit, `expired`. */
  readonly state: 'open' | 'rated' | 'visitRated' | 'expired'
  /** The first instant at which it can no longer be rated, or the rating no longer amended. */
  readonly untilAt: EpochMs
  readonly amendable: boolean
  /** Null where it was not rated, or by somebody else. */
  readonly rating: {
    readonly level: { readonly code: Level; readonly zh: string; readonly en: string }
    readonly options: readonly string[]
    readonly text: string | null
    readonly at: EpochMs
  } | null
}
export type OwnServices = { readonly services: readonly OwnService[]; readonly cursor: string | null }

export async function listOwnServices(
  ctx: Context,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<OwnServices, Failure>> {
  if (ctx.actor.kind !== 'applicant')
    return fail({ code: 'notAllowed', need: '实名申请人 verified applicant' })
  const person = await actorIndex(ctx.keys, ctx.actor)
  const asked = JSON.stringify(['invitations', person])
  const before = await openBefore(ctx.keys, cursor, asked)
  if (!before.ok) return before
  const now = ctx.clock.now()
  const [rows, policies] = await ctx.database.read([
    servicesOfPerson({ person, ...placeOf(before.value), limit: limit + 1 }),
    publishedEvaluationPolicies({ today: civilDateAt(now) }),
  ])
  const cases = [...Map.groupBy(rows, ({ caseNumber }) => caseNumber).values()]
  const at = ([first]: readonly OwnServiceRow[]) => ({
    at: first?.receivedAt ?? 0,
    id: first?.caseNumber ?? '',
  })
  const page = await latestPage(ctx.keys, cases, limit, at, asked)
  const services = await Promise.all(
    page.rows.flat().map((row) => {
      const { policy } = evaluationPolicyOn(policies, civilDateAt(row.at))
      return viewOf(ctx, row, { person, now, policy })
    }),
  )
  return ok({ services, cursor: page.cursor })
}

const placeOf = ({ beforeAt, beforeId: before }: Before) => ({ beforeAt, before })

type Asking = {
  readonly person: string
  readonly now: EpochMs
  readonly policy: Parameters<typeof rateableUntil>[0] & Parameters<typeof amendableUntil>[0]
}

async function viewOf(
  ctx: Context,
  row: OwnServiceRow,
  { person, now, policy }: Asking,
): Promise<OwnService> {
  const { caseNumber, serviceNumber, region, at, rating, firstAt, holder } = row
  const untilAt = firstAt === null ? rateableUntil(policy, at) : amendableUntil(policy, firstAt)
  const state = rating !== null ? 'rated' : row.visitRated ? 'visitRated' : now < untilAt ? 'open' : 'expired'
  const isTheirs = rating !== null && (rating.evaluator ?? holder) === person
  const level = isTheirs ? levelOf(rating) : null
  return {
    token: await invitationToken(ctx, row),
    caseNumber,
    serviceNumber,
    kind: serviceKind(row.kind),
    item: itemOf(row.itemCode, at),
    region,
    department: departmentOf(ctx, row.departmentCode),
    servedAt: at,
    servedOn: civilDateAt(at),
    state,
    untilAt,
    amendable: rating?.revision === 1 && now < untilAt && [null, person].includes(rating.evaluator),
    rating:
      level === null || rating === null
        ? null
        : {
            level: { code: level, ...LEVELS[level] },
            options: optionsIn(rating),
            text: await ratingText(ctx, { id: rating.id, textEnc: row.textEnc }),
            at: rating.at,
          },
  }
}
