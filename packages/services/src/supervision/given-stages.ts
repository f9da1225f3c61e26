import { addWorkdays, civilDateAt, endOfDayAt, startOfDayAt, workdaysBetween } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { WatchedRow } from '@tongban/store'
import {
  type CardCause,
  clockFactsText,
  deliverAt,
  isStage,
  type Level,
  type PlannedStage,
  type Policy,
  planStages,
  type ResolvedPolicy,
  STAGES,
  type Stage,
  type WatchedClock,
} from '@tongban/supervision'
import type { Context } from '../context.ts'
import { policyFor } from './held-policies.ts'
import type { Watching } from './watch.ts'

/**
 * What the sweep writes for the stages of one clock that have become due: rows of notices, of cards, and of the receipts and
 * replies that are then owed. When a stage became due and when it was written are both kept. Facts hold codes and figures,
 * nothing personal. Nothing here touches the database.
 */
export type Giving = {
  readonly ctx: Pick<Context, 'calendar' | 'ids'> & Watching
  readonly now: EpochMs
  readonly policyOf: (row: WatchedRow) => ResolvedPolicy
  /** The template and version a document of this stage is written by today. */
  readonly templateOf: (stage: Stage) => string
  readonly numberOf: (kind: string) => string
  /** Clocks of receipts and replies that were reckoned in this run. */
  readonly answerClocks: Map<string, object>
}

/** The stages of a clock that are to be given now, and the instant of the next. */
export function stagesDue(row: WatchedRow, now: EpochMs) {
  const planned = stagesIn(row.stages)
  const from = row.nextAt ?? Number.POSITIVE_INFINITY
  const until = Math.min(now, row.stoppedAt ?? now)
  const last = row.stoppedAt ?? Number.POSITIVE_INFINITY
  return {
    due: planned.filter(({ at }) => at >= from && at <= until),
    next: planned.find(({ at }) => at > until && at <= last)?.at ?? null,
  }
}

/**
 * What kind of document a stage is, by the word its number begins with; null where it has no number. Each level has a word and
 * a series of its own, so that the number tells who supervises: 督办 the department, 上级督办 the supervising body.
 */
export function documentOf(stage: Stage): string | null {
  const { form, zh } = STAGES[stage]
  return form === 'notice' || form === 'card' ? zh : null
}

/** The clock a stage was due on, as the statements look for it: unchanged since it was read. */
const keysOf = ({ kind, subject, clockKey: key, epoch, nextAt }: WatchedRow) => ({
  kind,
  subject,
  key,
  epoch,
  nextAt,
})

export const movedRow = (row: WatchedRow, next: EpochMs | null) => ({ ...keysOf(row), next })

export function givenStage(giving: Giving, row: WatchedRow, { stage, at, cause }: PlannedStage) {
  const { ctx, now, policyOf, numberOf } = giving
  const { policy } = policyOf(row)
  const document = documentOf(stage)
  const common = {
    ...keysOf(row),
    id: ctx.ids.uuid(),
    number: document === null ? null : numberOf(document),
    stage,
    trueAt: at,
    writtenAt: now,
    facts: factsOf(ctx, row, at),
    deliverAt: deliverAt(policy.delivery, ctx.calendar, now, stage),
  }
  return STAGES[stage].form === 'card'
    ? { card: { ...common, cause: drawnBy(cause), ...cardTerms(ctx, policy, now) } }
    : noticeOf(giving, row, policy, common)
}

const drawnBy = (cause: CardCause | undefined): CardCause => {
  if (cause === undefined) throw new Error('a card that nothing draws')
  return cause
}

/** A proposed card stands from the end of the last day on which it could be dismissed, and is appealed after that. */
export function cardTerms({ calendar }: Pick<Context, 'calendar'>, policy: Policy, proposedAt: EpochMs) {
  const { on } = addWorkdays(calendar, civilDateAt(proposedAt), policy.confirmWithinWorkdays)
  return {
    standsAt: endOfDayAt(on),
    appealBy: endOfDayAt(addWorkdays(calendar, on, policy.appealWithinWorkdays).on),
  }
}

type Common = {
  readonly id: string
  readonly number: string | null
  readonly stage: Stage
  readonly deliverAt: EpochMs
}

function noticeOf<C extends Common>(giving: Giving, row: WatchedRow, policy: Policy, common: C) {
  const { stage } = common
  const level = policy.levels.find((each) => each.stage === stage)
  const answers = level === undefined ? null : answersOf(giving, level, common.deliverAt)
  const receiver = level?.receiver ?? (stage === 'bulletin' ? 'supervisingBody' : 'person')
  const notice = {
    ...common,
    level: STAGES[stage].level,
    receiver,
    person: receiver === 'person' ? row.person : null,
    template: giving.templateOf(stage),
    signBy: answers?.sign.dueAt ?? null,
    replyBy: answers?.reply.dueAt ?? null,
  }
  return { notice, watched: answers === null ? null : watchesOf(giving, row, notice, answers) }
}

type Answers = Record<
  'sign' | 'reply',
  Pick<WatchedClock, 'length' | 'dueOn' | 'dueAt' | 'provisional' | 'fromOn'>
>

/** Until the end of the working day; counted from the day it can be delivered, as nobody signs for what is not there. */
function answersOf({ ctx: { calendar } }: Giving, level: Level, deliveredAt: EpochMs): Answers {
  const fromOn = civilDateAt(deliveredAt)
  const within = (length: number) => {
    const { on, provisional } = addWorkdays(calendar, fromOn, length)
    return { fromOn, length, dueOn: on, dueAt: endOfDayAt(on), provisional }
  }
  return { sign: within(level.signWithinWorkdays), reply: within(level.replyWithinWorkdays) }
}

/** What is said about an unanswered notice is not watched in its turn: one duty that is not done draws no avalanche. */
function watchesOf(giving: Giving, row: WatchedRow, { id, number, stage }: Common, answers: Answers) {
  if (row.kind === 'notice' || number === null) return null
  const watchOf = (key: keyof Answers) => ({
    notice: id,
    key,
    ...answerClock(giving, row, stage, answers, key),
  })
  return { sign: watchOf('sign'), reply: watchOf('reply') }
}

/** The same for every notice of a stage that goes out on one day under one policy. */
function answerClock(
  { ctx, answerClocks }: Giving,
  { itemCode, department }: WatchedRow,
  stage: Stage,
  answers: Answers,
  key: keyof Answers,
) {
  const { fromOn, length, dueOn, dueAt, provisional } = answers[key]
  const { id, policy } = policyFor(ctx, { itemCode, department, fromOn })
  const name = `${id} ${stage} ${key} ${dueAt}`
  const known = answerClocks.get(name)
  if (known !== undefined) return known
  const fromAt = startOfDayAt(fromOn)
  const stages = planStages(
    policy,
    {
      kind: 'notice',
      subject: '',
      key,
      step: stage,
      basis: 'supervision',
      law: '',
      scope: 'whole',
      itemCode,
      department,
      person: null,
      fromAt,
      unit: 'workday',
      status: 'running',
      stoppedAt: null,
      ...answers[key],
    },
    ctx.calendar,
  )
  const made = {
    law: `通知书要求的${key === 'sign' ? '签收' : '回复'}期限`,
    fromAt,
    fromOn,
    length,
    dueOn,
    dueAt,
    provisional: provisional ? 1 : 0,
    policy: id,
    stages: JSON.stringify(stages),
    nextAt: stages[0]?.at ?? null,
  }
  answerClocks.set(name, made)
  return made
}

const factsOf = ({ calendar }: Pick<Context, 'calendar'>, row: WatchedRow, at: EpochMs): string =>
  clockFactsText({
    itemCode: row.itemCode,
    subject: row.subject,
    step: row.step,
    law: row.law,
    fromOn: asDay(row.fromOn),
    dueOn: asDay(row.dueOn),
    length: row.length,
    unit: asUnit(row.unit),
    overdueWorkdays: Math.max(0, workdaysBetween(calendar, asDay(row.dueOn), civilDateAt(at - 1)).workdays),
    department: row.department,
    post: row.post,
    provisional: row.provisional === 1,
  })

/** Guarantee: rows are written from a `WatchedClock` only. */
const asDay = (text: string) => text as CivilDate
const asUnit = (text: string) => text as WatchedClock['unit']

/** Guarantee: written by `watchedRow` from what `planStages` answered; a name this version does not know is a bug. */
function stagesIn(text: string): readonly PlannedStage[] {
  const stages = JSON.parse(text) as readonly PlannedStage[]
  if (!stages.every(({ stage }) => isStage(stage))) throw new Error('a stage nobody knows')
  return stages
}
