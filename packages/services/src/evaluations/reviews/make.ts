import { civilDateAt, endOfDayAt } from '@tongban/calendar'
import {
  asText,
  checkRating,
  DICTIONARY,
  dictionaryOn,
  isBad,
  isLevel,
  type Level,
  type ReviewKind,
  textErrors,
} from '@tongban/evaluations'
import {
  canonicalJson,
  type Failure,
  type FieldError,
  fail,
  holdsRole,
  ok,
  type Result,
} from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import {
  caseByNumber,
  insertReview,
  type ListedReviewRow,
  publishedEvaluationPolicies,
  type ReviewRow,
  reviewById,
  reviewsPlaced,
} from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { evaluationPolicyOn } from '../policies/in-force.ts'
import { openOrder } from '../rectifications/open-order.ts'
import { type ReviewView, reviewView } from './view.ts'
import { reviewWords, sealReviewWords } from './words.ts'

/**
 * What is said about a department or an item apart from the rating of a service 监督查评、综合点评、体验员、第三方评估、办不成事.
 * It is in no rate. Each bad one, and each report that something could not be got done, opens an order in the same batch. One
 * person has so many a day: the n-th of a day has a place of its own, which two cannot take at once.
 */
export type ReviewInput = {
  readonly kind: ReviewKind
  readonly department?: string | undefined
  readonly itemCode?: string | undefined
  readonly caseNumber?: string | undefined
  readonly level?: number | undefined
  readonly options?: readonly string[] | undefined
  readonly text: string
  readonly anonymous: boolean
  /** Who found it, of a finding. */
  readonly finder?: string | undefined
  /** Whom to contact: of whoever is not there themselves, or has another number. */
  readonly contact?: { readonly name?: string | undefined; readonly phone?: string | undefined } | undefined
}

/** So many of one person on one day. */
export const REVIEWS_PER_DAY = { applicant: 5, official: 200 } as const
/** Findings are written down at length. */
export const MOST_REVIEW_CHARACTERS = 2_000

export async function makeReview(
  ctx: Context,
  input: ReviewInput,
  clientKey: string,
): Promise<Result<ReviewView, Failure>> {
  const author = await authorOf(ctx, input)
  if (!author.ok) return author
  const checked = checkedOf(ctx, input, author.value)
  if (!checked.ok) return checked
  const at = ctx.clock.now()
  const today = civilDateAt(at)
  const { index, most } = author.value
  const day = `${index}/${today}/`
  const id = await reviewId(ctx, index, clientKey)
  for (;;) {
    const [[before], placed, policies, cases] = await ctx.database.read([
      reviewById({ id, limit: 1 }),
      reviewsPlaced({ from: day, before: `${index}/${today}0`, limit: most }),
      publishedEvaluationPolicies({ today }),
      caseByNumber({ caseNumber: input.caseNumber ?? '' }),
    ])
    // The same request again, also on another day.
    if (before !== undefined) return again(ctx, before, input, author.value, checked.value)
    const nth = (placed[0]?.n ?? 0) + 1
    if (nth > most)
      return fail({
        code: 'tooManyRequests',
        retryAfterSeconds: Math.ceil((endOfDayAt(today) - at) / 1_000),
      })
    const isTheirs = input.caseNumber === undefined || mayName(author.value, cases[0])
    if (!isTheirs) return fail({ code: 'invalidInput', errors: [NO_CASE] })
    const place = `${day}${String(nth).padStart(4, '0')}`
    const row = await rowOf(ctx, id, input, author.value, checked.value, place)
    const { level } = checked.value
    const opened = opensOrder(input.kind, level)
      ? openOrder(ctx, {
          source: input.kind,
          sourceId: row.id,
          caseNumber: row.caseNumber,
          serviceNumber: null,
          itemCode: row.itemCode,
          department: row.department,
          window: row.window,
          level,
          anonymous: input.anonymous,
          policy: evaluationPolicyOn(policies, today),
          at,
        })
      : null
    const written = await ctx.database.write([insertReview(row), ...(opened?.statements ?? [])])
    // Another of theirs took this place of the day.
    if (!written.ok && written.failure.table === 'evaluation_reviews') continue
    if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
    return ok(
      await reviewView(
        ctx,
        { ...row, orderNumber: opened?.number ?? null, orderState: opened === null ? null : 'open' },
        { sealed: false, own: true },
      ),
    )
  }
}

const opensOrder = (kind: ReviewKind, level: Level | null): boolean =>
  kind === 'unable' || (level !== null && isBad(level))

type Author = {
  readonly index: string
  readonly onBehalf: boolean
  readonly most: number
  readonly name: string | null
}

/** Findings are entered by supervision; overall reviews and what could not be got done by whoever it happened to. */
async function authorOf(ctx: Context, { kind }: ReviewInput): Promise<Result<Author, Failure>> {
  const { actor } = ctx
  const index = await actorIndex(ctx.keys, actor)
  const isOwn = kind === 'overall' || kind === 'unable'
  if (isOwn && actor.kind === 'applicant')
    return ok({ index, onBehalf: false, most: REVIEWS_PER_DAY.applicant, name: actor.person.name })
  const official = { index, onBehalf: true, most: REVIEWS_PER_DAY.official, name: null }
  if (kind === 'unable' && holdsRole(actor, 'window', 'hotline')) return ok(official)
  if (!isOwn && holdsRole(actor, 'supervisor')) return ok(official)
  return fail({ code: 'notAllowed', need: NEED[kind] })
}

const NEED: Readonly<Record<ReviewKind, string>> = {
  inspection: '监察员 supervisor',
  experiencer: '监察员 supervisor',
  thirdParty: '监察员 supervisor',
  overall: '实名申请人 verified applicant',
  unable: '实名申请人、窗口、热线话务员 verified applicant, window or hotline operator',
}

/** Somebody else's case is one that does not exist; an official at a window takes the number they are told. */
const mayName = (
  { index, onBehalf }: Author,
  row: { readonly applicantIndex: string; readonly submitterIndex: string } | undefined,
): boolean => row !== undefined && (onBehalf || [row.applicantIndex, row.submitterIndex].includes(index))

const NO_CASE: FieldError = {
  pointer: '/caseNumber',
  zh: '没有这个办件，或者不是您的办件。可以不填办件编号。',
  en: 'There is no such case, or it is not yours. The case number may be left out.',
}

type Checked = {
  readonly department: string
  readonly level: Level | null
  readonly options: readonly string[]
  readonly dictionary: string
  readonly text: string
}

function checkedOf(ctx: Context, input: ReviewInput, author: Author): Result<Checked, Failure> {
  const department = departmentAbout(ctx, input)
  const text = asText(input.text)
  const { contact, finder } = input
  const errors: FieldError[] = [
    ...(department === null ? [NO_DEPARTMENT] : []),
    ...(text === null ? [NO_TEXT] : textErrors(text, '/text', MOST_REVIEW_CHARACTERS)),
    ...textErrors(contact?.name ?? '', '/contact/name', MOST_NAME),
    ...textErrors(finder ?? '', '/finder', MOST_NAME),
    ...(needsFinder(input) && (finder ?? '').trim() === '' ? [NO_FINDER] : []),
    // Whoever is not there is called back: without a number nobody can.
    ...(input.kind === 'unable' && author.onBehalf && contact?.phone === undefined ? [NO_CONTACT] : []),
    ...(input.level === undefined && input.kind !== 'unable' ? [NO_LEVEL] : []),
    ...(input.level === undefined && (input.options ?? []).length > 0 ? [OPTIONS_ALONE] : []),
  ]
  const dictionary = dictionaryOn(civilDateAt(ctx.clock.now())) ?? DICTIONARY
  const graded =
    input.level === undefined
      ? ok({ level: null, options: [], dictionary: dictionary.version })
      : checkRating({ level: input.level, options: input.options }, dictionary)
  if (!graded.ok) errors.push(...graded.failure)
  if (errors.length > 0 || !graded.ok || department === null || text === null)
    return fail({ code: 'invalidInput', errors })
  const { level, options, dictionary: version } = graded.value
  return ok({
    department,
    text,
    options,
    dictionary: version,
    level: isLevel(level) ? level : null,
  })
}

const MOST_NAME = 200
const needsFinder = ({ kind }: ReviewInput): boolean => kind === 'experiencer' || kind === 'thirdParty'

/** The one named, else the one that handles the item. */
function departmentAbout(
  { region }: Pick<Context, 'region'>,
  { department, itemCode }: ReviewInput,
): string | null {
  const claim = region.claims.findLast((each) => each.itemCode === itemCode)
  if (itemCode !== undefined && claim === undefined) return null
  const code = department ?? claim?.department
  return region.departments.find((each) => each.code === code)?.code ?? null
}

const NO_DEPARTMENT: FieldError = {
  pointer: '/department',
  zh: '请写明本地区的部门编码，或者本地区认领的事项代码。',
  en: 'Name a department of this region by its code, or an item that is handled here.',
}
const NO_TEXT: FieldError = { pointer: '/text', zh: '请写明情况。', en: 'Write what it is about.' }
const NO_FINDER: FieldError = {
  pointer: '/finder',
  zh: '请写明体验员或者评估机构。',
  en: 'Name the experiencer or the body that assessed it.',
}
const NO_CONTACT: FieldError = {
  pointer: '/contact/phone',
  zh: '代为登记的，请留下反映人的电话，以便联系和回访。',
  en: 'Leave the number of whoever reports it, so that they can be contacted and called back.',
}
const NO_LEVEL: FieldError = {
  pointer: '/level',
  zh: '请评定等级 1 至 5。',
  en: 'Give a level, 1 to 5.',
}
const OPTIONS_ALONE: FieldError = {
  pointer: '/options',
  zh: '选项随等级选择，请先评定等级。',
  en: 'Options go with a level; give one first.',
}

/** Made of who says it and of their Idempotency-Key: sent again it is the same, and it says nothing of when. */
async function reviewId({ keys, region }: Context, index: string, clientKey: string): Promise<string> {
  const digest = await blindIndex(keys, 'review', `${index}|${clientKey}`)
  return `PY${region.code}${digest.slice(0, 16).toUpperCase()}`
}

async function again(
  ctx: Context,
  before: ListedReviewRow,
  input: ReviewInput,
  author: Author,
  checked: Checked,
): Promise<Result<ReviewView, Failure>> {
  const columns = columnsOf(input, checked)
  const { text, finder, contact } = await reviewWords(ctx, before)
  const isSame =
    Object.entries(columns).every(([name, value]) => before[asColumn(name)] === value) &&
    canonicalJson({ text, finder, contact }) === canonicalJson(wordsOf(input, author, checked))
  return isSame
    ? ok(await reviewView(ctx, before, { sealed: false, own: true }))
    : fail({ code: 'idempotencyKeyReused' })
}
/** Guarantee: `columnsOf` answers columns of the row. */
const asColumn = (name: string) => name as keyof ReviewRow

const columnsOf = (
  { kind, itemCode, caseNumber, anonymous }: ReviewInput,
  { department, level, options }: Checked,
) => ({
  kind,
  department,
  itemCode: itemCode ?? null,
  caseNumber: caseNumber ?? null,
  level,
  options: JSON.stringify(options),
  anonymous: anonymous ? 1 : 0,
})

function wordsOf({ contact, finder }: ReviewInput, { name }: Author, { text }: Checked) {
  const known = { name: contact?.name ?? name, phone: contact?.phone ?? null }
  return {
    text,
    finder: finder ?? null,
    contact: known.name === null && known.phone === null ? null : known,
  }
}

async function rowOf(
  ctx: Context,
  id: string,
  input: ReviewInput,
  author: Author,
  checked: Checked,
  place: string,
): Promise<ReviewRow> {
  return {
    ...columnsOf(input, checked),
    id,
    window: null,
    dictionary: checked.dictionary,
    enteredBy: author.index,
    onBehalf: author.onBehalf ? 1 : 0,
    place,
    channel: author.onBehalf ? 'staff' : 'web',
    textEnc: await sealReviewWords(ctx, id, wordsOf(input, author, checked)),
    at: ctx.clock.now(),
  }
}
