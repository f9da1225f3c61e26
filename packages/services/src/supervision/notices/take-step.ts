import {
  addWorkdays,
  civilDate,
  civilDateAt,
  daysBetween,
  endOfDayAt,
  workdaysBetween,
} from '@tongban/calendar'
import { type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import {
  insertNoticeStep,
  moveNotice,
  type NoticeRow,
  nameNoticeFiles,
  noticeFilesAreThere,
  noticeIsStill,
  type Statement,
} from '@tongban/store'
import {
  isInCharge,
  isReceiver,
  isReviewer,
  NOTICE_STEPS,
  type NoticeState,
  noticeAfter,
  takesSteps,
  type WatchedClock,
} from '@tongban/supervision'
import { FILES_PER_STEP } from '../../attached/add.ts'
import type { Context } from '../../context.ts'
import { asDay } from '../templates/stored.ts'
import { endWatch, watchFirst } from '../watch.ts'
import { sealWords } from '../words.ts'
import { dropUploads } from './add-file.ts'
import { type LoadedNotice, loadNotice, MOST_STEPS } from './load.ts'
import { type NoticeView, noticeView } from './read.ts'
import { noticeRefusal, notReviewer, notYours } from './refusals.ts'

/**
 * One step of a notice 签收、回复、审核、退回、终结: who may → the table → one batch with the step, the row, and the clocks of
 * receipt and reply that end or begin with it. Of two at once one is written; the other is told where it stands now.
 */
export type NoticeAct =
  | { readonly step: 'sign' }
  | { readonly step: 'reply'; readonly text: string; readonly files: readonly string[] }
  | { readonly step: 'accept'; readonly text: string | null }
  | { readonly step: 'return'; readonly text: string; readonly replyOn: string }
  | { readonly step: 'close'; readonly text: string }

export async function takeNoticeStep(
  ctx: Context,
  id: string,
  act: NoticeAct,
): Promise<Result<NoticeView, Failure>> {
  const loaded = await loadNotice(ctx, id)
  if (!loaded.ok) return loaded
  const next = mayTake(ctx, loaded.value, act)
  if (!next.ok) return next
  const written = await ctx.database.write(await statementsOf(ctx, loaded.value, act, next.value))
  if (written.ok && (act.step === 'reply' || next.value === 'closed')) await dropUploads(ctx, id)
  const now = await loadNotice(ctx, id)
  if (!now.ok) return now
  if (written.ok) return ok(await noticeView(ctx, now.value))
  if (written.failure.table !== 'notice_steps') throw new Error(`conflict in ${written.failure.table}`)
  const again = mayTake(ctx, now.value, act)
  if (!again.ok) return again
  return fail(noticeRefusal(now.value.row, now.value.taker))
}

/** Where the step leads, or why it is refused. */
function mayTake(ctx: Context, loaded: LoadedNotice, act: NoticeAct): Result<NoticeState, Failure> {
  const { row, stage, state, addressed, steps, taker } = loaded
  const isOfReceiver = NOTICE_STEPS[act.step].by === 'receiver'
  if (isOfReceiver && !isReceiver(addressed, taker)) return fail(notYours(addressed))
  if (!isOfReceiver && !isReviewer(addressed, taker)) return fail(notReviewer(addressed))
  const next = takesSteps(stage) && steps.length < MOST_STEPS ? noticeAfter(state, act.step) : null
  if (next === null) return fail(noticeRefusal(row, taker))
  // Nobody judges what they are in charge of, or ends what they took upon themselves to answer.
  const isOwn = isInCharge(addressed, taker) || (act.step === 'close' && hasSigned(loaded))
  if (!isOfReceiver && isOwn) return fail({ code: 'secondPersonNeeded', step: 'ownNotice' })
  // Nobody passes or returns the reply they gave.
  const isOwnReply = steps.some(({ type, actorIndex }) => type === 'reply' && actorIndex === taker.index)
  if (!isOfReceiver && isOwnReply) return fail({ code: 'secondPersonNeeded', step: 'reviewReply' })
  const errors = errorsOf(ctx, loaded, act)
  return errors.length > 0 ? fail({ code: 'invalidInput', errors }) : ok(next)
}

const hasSigned = ({ steps, taker }: LoadedNotice): boolean =>
  steps.some(({ type, actorIndex }) => type === 'sign' && actorIndex === taker.index)

function errorsOf(ctx: Context, { files, taker }: LoadedNotice, act: NoticeAct): readonly FieldError[] {
  if (act.step === 'return') {
    const on = civilDate(act.replyOn)
    const today = civilDateAt(ctx.clock.now())
    return on !== undefined && on > today && on <= latestReply(ctx, today) ? [] : [WRONG_DAY]
  }
  if (act.step !== 'reply') return []
  const own = new Set(
    files.filter(({ seq, addedBy }) => seq === null && addedBy === taker.index).map(({ fileId }) => fileId),
  )
  return act.files.flatMap((fileId, at) => (own.has(fileId) ? [] : [unknownFile(at)]))
}

/** A returned reply is due within this many working days at the latest. */
const MOST_REPLY_WORKDAYS = 20
const latestReply = ({ calendar }: Context, today: ReturnType<typeof civilDateAt>) =>
  addWorkdays(calendar, today, MOST_REPLY_WORKDAYS).on

const WRONG_DAY: FieldError = {
  pointer: '/replyOn',
  zh: `重新回复的期限应在今日之后，至多 ${MOST_REPLY_WORKDAYS} 个工作日。`,
  en: `The new day for the reply comes after today and within ${MOST_REPLY_WORKDAYS} working days.`,
}
const unknownFile = (at: number): FieldError => ({
  pointer: `/files/${at}`,
  zh: `没有这个待用的附件。请先上传，每次回复至多 ${FILES_PER_STEP} 个。`,
  en: `There is no such upload. Upload it first; a reply has at most ${FILES_PER_STEP}.`,
})

async function statementsOf(
  ctx: Context,
  { row, taker }: LoadedNotice,
  act: NoticeAct,
  next: NoticeState,
): Promise<readonly Statement[]> {
  const at = ctx.clock.now()
  const seq = row.seq + 1
  const text = 'text' in act ? act.text : null
  return [
    noticeIsStill({ id: row.id, seq: row.seq, state: row.state }),
    insertNoticeStep({
      notice: row.id,
      seq,
      type: act.step,
      at,
      actorIndex: taker.index,
      textsEnc: await sealWords(ctx, 'notice_steps', row.id, seq, text),
    }),
    moveNotice({
      id: row.id,
      state: next,
      seq,
      replyBy: act.step === 'return' ? endOfDayAt(asDay(act.replyOn)) : row.replyBy,
      signedAt: act.step === 'sign' ? at : row.signedAt,
      repliedAt: act.step === 'reply' ? at : row.repliedAt,
      endedAt: next === 'closed' ? at : row.endedAt,
    }),
    ...(act.step === 'reply' && act.files.length > 0
      ? [
          noticeFilesAreThere({ notice: row.id, files: JSON.stringify(act.files) }),
          nameNoticeFiles({ notice: row.id, seq, files: JSON.stringify(act.files) }),
        ]
      : []),
    ...watches(ctx, row, act, seq),
  ]
}

/** What the step ends of the clocks of receipt and reply, and what it begins. */
function watches(ctx: Context, row: NoticeRow, act: NoticeAct, seq: number): readonly Statement[] {
  const { number } = row
  if (number === null) return []
  const end = (keys: readonly string[]) => endWatch(ctx, { kind: 'notice', subject: number, keys })
  switch (act.step) {
    case 'sign':
      return [end(['sign'])]
    case 'reply':
    case 'close':
      return [end(['sign', ...replyKeys(seq)])]
    case 'accept':
      return []
    case 'return':
      // What is said about an unanswered notice is not watched in its turn.
      return row.kind === 'notice'
        ? []
        : watchFirst(ctx, [replyClock(ctx, row, number, replyKey(seq), act.replyOn)])
  }
}

/** A returned reply is owed anew, and what was given of the first stays. */
const replyKey = (seq: number): string => `reply/${seq}`
const replyKeys = (seq: number): readonly string[] => [
  'reply',
  ...Array.from({ length: seq }, (_, at) => replyKey(at)),
]

function replyClock(
  ctx: Context,
  row: NoticeRow,
  number: string,
  key: string,
  replyOn: string,
): WatchedClock {
  const now = ctx.clock.now()
  const fromOn = civilDateAt(now)
  const dueOn = asDay(replyOn)
  const { provisional } = workdaysBetween(ctx.calendar, fromOn, dueOn)
  return {
    kind: 'notice',
    subject: number,
    key,
    step: row.stage,
    basis: 'supervision',
    law: `${number}通知书退回后要求的回复期限`,
    scope: 'whole',
    itemCode: row.itemCode,
    department: row.department,
    person: row.person,
    fromAt: now,
    fromOn,
    // A day that somebody named is not reckoned, and follows no calendar.
    unit: 'day',
    length: daysBetween(fromOn, dueOn),
    dueOn,
    dueAt: endOfDayAt(dueOn),
    provisional,
    status: 'running',
    stoppedAt: null,
  }
}
