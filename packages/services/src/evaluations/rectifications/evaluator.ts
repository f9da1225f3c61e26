import {
  asText,
  type MendingGrade,
  MOST_TEXT_CHARACTERS,
  type OrderAct,
  type OrderActor,
  type OrderStep,
  offeredOrderSteps,
  textErrors,
} from '@tongban/evaluations'
import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { ownReviewOfRectification, type RectificationStepRow, rectificationOfReview } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { type Coded, departmentOf } from '../../supervision/notices/coded.ts'
import { openWords } from '../../supervision/words.ts'
import { openInvitation } from '../invitations/open.ts'
import { goesOnWith, NOT_THEIRS, raterOf } from '../ratings/rater.ts'
import { NO_ORDER, type OrderRecord, orderStatements, recordOf } from './load.ts'
import { factsOf, type OrderStepView, type SaidView, saidView, stepOf } from './read.ts'
import { moveBy, writeMove } from './take-step.ts'
import { dayOf, type ListedOrder, listedOrder, stepCoded } from './view.ts'

/**
 * The part of the evaluator in the mending: by the token the service was rated with, or by the sign-in a review was made
 * with. They read what was done, who opened their identity and why, rate the mending, and add to what they said. No official
 * acts here, whatever token they hold.
 */
export type EvaluatorKey =
  | { readonly token: string }
  | { readonly review: string }
  /** Of the order that an own review has opened. */
  | { readonly order: string }

export type EvaluatorOrderView = Pick<
  ListedOrder,
  | 'number'
  | 'source'
  | 'state'
  | 'round'
  | 'department'
  | 'item'
  | 'level'
  | 'anonymous'
  | 'appeal'
  | 'class'
  | 'openedOn'
  | 'contactDueAt'
  | 'rectifyDueAt'
  | 'grade'
  | 'closedAt'
> & {
  readonly said: readonly SaidView[]
  readonly steps: readonly EvaluatorStepView[]
  readonly possible: readonly Coded[]
}
export type EvaluatorStepView = Pick<OrderStepView, 'step' | 'on' | 'side' | 'facts' | 'text'> & {
  readonly at: EpochMs
}

export async function readMyOrder(
  ctx: Context,
  key: EvaluatorKey,
): Promise<Result<EvaluatorOrderView, Failure>> {
  const record = await openAsEvaluator(ctx, key)
  return record.ok ? ok(await evaluatorView(ctx, record.value)) : record
}

export type EvaluatorDeed =
  | { readonly type: 'rated'; readonly grade: MendingGrade; readonly text: string | null }
  | { readonly type: 'supplemented'; readonly text: string }

/** Of two at once one is written; the other is tried once more on what is then there. */
export async function takeEvaluatorStep(
  ctx: Context,
  key: EvaluatorKey,
  deed: EvaluatorDeed,
): Promise<Result<EvaluatorOrderView, Failure>> {
  const text = deed.text === null ? null : asText(deed.text)
  const errors = text === null ? [] : textErrors(text, '/text', MOST_TEXT_CHARACTERS)
  if (deed.type === 'supplemented' && text === null) return fail({ code: 'invalidInput', errors: [NO_TEXT] })
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const act: OrderAct =
    deed.type === 'rated' ? { type: 'rated', grade: deed.grade } : { type: 'supplemented' }
  for (;;) {
    const record = await openAsEvaluator(ctx, key)
    if (!record.ok) return record
    const move = moveBy(ctx, record.value, act, EVALUATOR)
    if (!move.ok) return move
    const after = await writeMove(ctx, record.value, move.value, { text, files: [] })
    if (after !== null) return ok(await evaluatorView(ctx, after))
  }
}

const NO_TEXT = { pointer: '/text', zh: '请写明补充的内容。', en: 'Write what is to be added.' }

/** Whoever they are is not written into the order: it is what a sealed rating keeps. */
const EVALUATOR: OrderActor = { side: 'evaluator', index: 'evaluator', department: null }

async function openAsEvaluator(ctx: Context, key: EvaluatorKey): Promise<Result<OrderRecord, Failure>> {
  if (ctx.actor.kind !== 'nobody' && ctx.actor.kind !== 'applicant')
    return fail({ code: 'notAllowed', need: '评价人本人 whoever rated' })
  if ('order' in key) return readOwn(ctx, key.order)
  const number = 'token' in key ? await ofToken(ctx, key.token) : await ofReview(ctx, key.review)
  return number.ok ? read(ctx, number.value) : number
}

async function ofToken(ctx: Context, token: string): Promise<Result<string, Failure>> {
  const invitation = await openInvitation(ctx, token)
  if (!invitation.ok) return invitation
  const rater = await raterOf(ctx, invitation.value.service, 'web')
  if (!rater.ok) return rater
  const rated = invitation.value.ratings.find(({ orderNumber }) => orderNumber !== null)
  const number = rated?.orderNumber ?? null
  if (rated === undefined || number === null) return NO_ORDER
  return goesOnWith(rated, rater.value, invitation.value.service) ? ok(number) : NOT_THEIRS
}

async function ofReview(ctx: Context, review: string): Promise<Result<string, Failure>> {
  if (ctx.actor.kind !== 'applicant') return fail({ code: 'notAuthenticated', reason: 'missing' })
  const enteredBy = await actorIndex(ctx.keys, ctx.actor)
  const [[found]] = await ctx.database.read([rectificationOfReview({ review, enteredBy })])
  return found === undefined ? NO_ORDER : ok(found.number)
}

/** The order of an own review, in one read. */
async function readOwn(ctx: Context, number: string): Promise<Result<OrderRecord, Failure>> {
  if (ctx.actor.kind !== 'applicant') return fail({ code: 'notAuthenticated', reason: 'missing' })
  const enteredBy = await actorIndex(ctx.keys, ctx.actor)
  const [rows, steps, files, subject, [own]] = await ctx.database.read([
    ...orderStatements(number),
    ownReviewOfRectification({ number, enteredBy }),
  ])
  const record = own === undefined ? null : recordOf(rows, steps, files, subject)
  return record === null ? NO_ORDER : ok(record)
}

async function read(ctx: Context, number: string): Promise<Result<OrderRecord, Failure>> {
  const record = recordOf(...(await ctx.database.read(orderStatements(number))))
  return record === null ? NO_ORDER : ok(record)
}

/** What officials note for each other is not the evaluator's; what they answer, and why they opened who it was, is. */
const TOLD: readonly OrderStep[] = ['replied', 'judged', 'identityOpened', 'rated', 'supplemented']

async function evaluatorView(ctx: Context, record: OrderRecord): Promise<EvaluatorOrderView> {
  const { row, order, steps, subject } = record
  const { number, source, state, round, item, level, anonymous, appeal, openedOn, ...more } =
    await listedOrder(ctx, row, { index: '', department: '', roles: [] })
  const circumstances = { now: ctx.clock.now(), calendar: ctx.calendar }
  return {
    number,
    source,
    state,
    round,
    department: departmentOf(ctx, row.department),
    item,
    level,
    anonymous,
    appeal,
    class: more.class,
    openedOn,
    contactDueAt: more.contactDueAt,
    rectifyDueAt: more.rectifyDueAt,
    grade: more.grade,
    closedAt: more.closedAt,
    said: await Promise.all(subject.map((said) => saidView(ctx, row.source, said, null))),
    steps: await Promise.all(steps.map((step) => stepView(ctx, step))),
    possible: offeredOrderSteps(order, EVALUATOR, circumstances).map(stepCoded),
  }
}

async function stepView(ctx: Context, row: RectificationStepRow): Promise<EvaluatorStepView> {
  const step = stepOf(row)
  return {
    step: stepCoded(step),
    on: dayOf(row.at),
    at: row.at,
    side: row.side,
    facts: factsOf(row),
    text: TOLD.includes(step) ? await openWords(ctx, 'rectification_steps', row.order, row) : null,
  }
}
