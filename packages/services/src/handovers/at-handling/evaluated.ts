import { civilDateAt } from '@tongban/calendar'
import { type CheckedRating, checkRating, dictionaryNamed, isBad } from '@tongban/evaluations'
import type { Applied } from '@tongban/exchange'
import type { EpochMs } from '@tongban/kernel'
import {
  type GivenRatingRow,
  type InvitedServiceRow,
  insertEvaluation,
  invitedService,
  publishedEvaluationPolicies,
  ratingsOfInvitation,
  type Statement,
  supplementOrder,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { amendableUntil, rateableUntil } from '../../evaluations/invitations/until.ts'
import { evaluationPolicyOn, type PolicyInForce } from '../../evaluations/policies/in-force.ts'
import { ratingRow } from '../../evaluations/ratings/rating-row.ts'
import { ratingTextStatements } from '../../evaluations/ratings/text.ts'
import { type RatingContent, readRatingContent } from '../../evaluations/ratings/told-content.ts'
import { openOrder } from '../../evaluations/rectifications/open-order.ts'
import { appliedStatements } from '../../exchange/applied.ts'
import type { Applier, Incoming } from '../applier.ts'
import { keptContent } from '../contents.ts'

/**
 * A rating that was given in the region where the matter was handed in 异地评价 comes to the service it is about (谁办理谁负责):
 * entered like any other, once, and a bad one opens its order in the same batch. Where the person has rated the service here
 * as well, what came first counts, and what was told is kept beside. It counts from its arrival, by this region's clock; the time in
 * which a service can be rated is this region's too, and is asked of the instant that is told, which a message may come after.
 */
export const evaluated: Applier = async (ctx, { opened, loaded, handover }) => {
  const { caseNumber } = loaded.row
  const data = readRatingContent(opened.personal)
  const rating = data === null ? null : checked(data)
  if (data === null || rating === null) return refused(ctx, opened, CONTENT_WRONG)
  const now = ctx.clock.now()
  const service = { caseNumber, serviceNumber: data.serviceNumber }
  const [services, given, policies] = await ctx.database.read([
    invitedService(service),
    ratingsOfInvitation(service),
    publishedEvaluationPolicies({ today: civilDateAt(now) }),
  ])
  const [served] = services.filter(({ region }) => region === null)
  if (served === undefined) return refused(ctx, opened, NO_SERVICE)
  const { at: saidAt } = opened.message.data
  const policy = evaluationPolicyOn(policies, civilDateAt(served.at))
  if (
    !isInTime(policy, { servedAt: served.at, firstAt: firstOf(given, service), saidAt, now }, data.revision)
  )
    return refused(ctx, opened, LATE)
  const entry = { served, given, data, rating, partner: handover.partner }
  const entered = await entering(ctx, entry, policy)
  if (entered === null) return refused(ctx, opened, NOTHING_AMENDED)
  const written = await ctx.database.write([
    ...entered,
    ...(await keptContent(ctx, opened)),
    ...appliedStatements(opened, { state: 'applied' }, now),
  ])
  // Nothing was written: somebody rated at the same time, and it is looked at once more.
  return written.ok
    ? { state: 'applied' }
    : { state: 'later', reason: `conflict in ${written.failure.table}` }
}

type Entry = {
  readonly served: InvitedServiceRow
  /** What was said of this service, or of the visit it was part of. */
  readonly given: readonly GivenRatingRow[]
  readonly data: RatingContent
  readonly rating: CheckedRating
  readonly partner: string
}

/** Clocks of two regions differ a little. */
const TOLERANCE_MS = 5 * 60_000
/** How much later than it was said a rating still comes, where the line was down. */
const CARRIED_WITHIN_MS = 14 * 86_400_000

type Instants = {
  readonly servedAt: EpochMs
  /** When the rating that is amended was entered here. */
  readonly firstAt: EpochMs | null
  /** As the other region tells it. */
  readonly saidAt: unknown
  readonly now: EpochMs
}

/** Whether it was said while the service could be rated, or the rating amended, and came soon enough after. */
function isInTime(
  { policy }: PolicyInForce,
  { servedAt, firstAt, saidAt, now }: Instants,
  revision: 1 | 2,
): boolean {
  if (typeof saidAt !== 'number' || saidAt < servedAt - TOLERANCE_MS || saidAt > now + TOLERANCE_MS)
    return false
  const untilAt =
    revision === 2 && firstAt !== null ? amendableUntil(policy, firstAt) : rateableUntil(policy, servedAt)
  return saidAt < untilAt && now < untilAt + CARRIED_WITHIN_MS
}

function firstOf(
  given: readonly GivenRatingRow[],
  { caseNumber, serviceNumber }: { readonly caseNumber: string; readonly serviceNumber: number },
): EpochMs | null {
  const isIt = (row: GivenRatingRow) =>
    row.caseNumber === caseNumber && row.serviceNumber === serviceNumber && row.revision === 1
  return given.find(isIt)?.at ?? null
}

/** Null: an amendment of what was never said. None: the service, or its visit, has its rating or its amendment. */
async function entering(
  ctx: Context,
  { served, given, data, rating, partner }: Entry,
  policy: PolicyInForce,
): Promise<readonly Statement[] | null> {
  const { caseNumber, serviceNumber } = served
  const own = given.filter((row) => row.caseNumber === caseNumber && row.serviceNumber === serviceNumber)
  const first = own.find((row) => row.revision === 1)
  const { revision, channel } = data
  if (own.length < given.length || own.some((row) => row.revision >= revision)) return []
  if (revision === 2 && first === undefined) return null
  // What the person said here is theirs to amend here: a region amends what it has told itself.
  if (revision === 2 && first?.viaRegion !== partner) return []
  const at = ctx.clock.now()
  const row = {
    ...ratingRow(ctx.ids, served, {
      rating,
      // What was said without a name stays so.
      anonymous: data.anonymous || first?.anonymous === 1,
      channel,
      rater: { evaluator: null, enteredBy: null, name: null },
      device: null,
      revision,
      at,
    }),
    viaRegion: partner,
  }
  const words = await ratingTextStatements(ctx, row, rating.text)
  if (!isBad(rating.level) || (first?.orderNumber ?? null) !== null) {
    const goesOn = first === undefined || first.orderNumber === null
    return [insertEvaluation(row), ...words, ...(goesOn ? [] : supplementOrder({ sourceId: first.id, at }))]
  }
  const { itemCode, department, window, anonymous } = row
  const order = openOrder(ctx, {
    source: 'rating',
    sourceId: first?.id ?? row.id,
    caseNumber,
    serviceNumber,
    itemCode,
    department,
    window,
    level: rating.level,
    anonymous: anonymous === 1,
    policy,
    at,
  })
  return [insertEvaluation(row), ...words, ...order.statements]
}

/** As any rating is checked: level and options by the dictionary it names, and words; null: one is not in order. */
function checked({ dictionary: name, ...said }: RatingContent): CheckedRating | null {
  const dictionary = dictionaryNamed(name)
  if (dictionary === undefined) return null
  const rating = checkRating(said, dictionary)
  return rating.ok ? rating.value : null
}

type Refused = Extract<Applied, { readonly state: 'refused' }>

async function refused(ctx: Context, opened: Incoming['opened'], refusal: Refused): Promise<Applied> {
  const written = await ctx.database.write(appliedStatements(opened, refusal, ctx.clock.now()))
  return written.ok ? refusal : { state: 'later', reason: 'conflict' }
}

const CONTENT_WRONG = {
  state: 'refused',
  code: 'contentRefused',
  zh: '评价的等级、选项、渠道或者文字不合评价规则。',
  en: 'Level, options, channel or words of the rating are not those a rating can have.',
} as const
const NO_SERVICE = {
  state: 'refused',
  code: 'unknownService',
  zh: '本办件没有这一服务次，请按办理地告知的服务次填写。',
  en: 'The case has no such service here; name the number that the handling region has told.',
} as const
const LATE = {
  state: 'refused',
  code: 'ratingLate',
  zh: '评价不在本地区规定的评价期限之内，或者送达过迟，不予计入。',
  en: 'The rating was not given within the time this region has for it, or came too late; it is not entered.',
} as const
const NOTHING_AMENDED = {
  state: 'refused',
  code: 'unknownService',
  zh: '这一服务次还没有评价，不能修改或者补充。',
  en: 'The service has no rating yet that could be amended.',
} as const
