import type { EpochMs } from '@tongban/kernel'
import type { NoticeRow } from '@tongban/store'
import {
  isInCharge,
  isReceiver,
  isReviewer,
  NOTICE_STATES,
  NOTICE_STEPS,
  type NoticeStep,
  noticeStepsFrom,
  STAGES,
  type Taker,
  takesSteps,
} from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { factsIn } from '../templates/stored.ts'
import { type Coded, departmentOf, itemOf, stepOf } from './coded.ts'
import { addressedOf, stageOf, stateOf } from './load.ts'

/** A notice as one row of a list. */
export type ListedNotice = {
  readonly id: string
  readonly number: string | null
  readonly stage: Coded
  /** 0 for reminders and lines of the bulletin, 1 to 3 on the ladder. */
  readonly level: number
  readonly state: Coded
  readonly kind: string
  readonly subject: string
  readonly item: Coded | null
  readonly step: Coded
  readonly basis: string
  readonly law: string
  readonly department: Coded
  readonly post: string
  readonly receiver: string
  /** The matter is assigned to whoever asks. */
  readonly mine: boolean
  readonly dueOn: string
  readonly dueAt: EpochMs
  readonly overdueWorkdays: number | null
  readonly provisional: boolean
  readonly trueAt: EpochMs
  readonly writtenAt: EpochMs
  readonly signBy: EpochMs | null
  readonly replyBy: EpochMs | null
  readonly signedAt: EpochMs | null
  readonly repliedAt: EpochMs | null
  readonly endedAt: EpochMs | null
  /** It waits for a receipt or a reply, and the time for it is over. */
  readonly late: boolean
  /** What whoever asks may do with it. */
  readonly possible: readonly Coded[]
}

export function listedNotice(ctx: Context, row: NoticeRow, taker: Taker): ListedNotice {
  const stage = stageOf(row)
  const state = stateOf(row)
  const facts = factsIn(row.facts)
  const { overdueWorkdays } = facts
  return {
    id: row.id,
    number: row.number,
    stage: { code: stage, zh: STAGES[stage].zh, en: STAGES[stage].en },
    level: row.level,
    state: takesSteps(stage) || state === 'withdrawn' ? { code: state, ...NOTICE_STATES[state] } : TOLD,
    kind: row.kind,
    subject: row.subject,
    item: itemOf(row.itemCode, row.writtenAt),
    step: stepOf(row.step),
    basis: row.basis,
    law: row.law,
    department: departmentOf(ctx, row.department),
    post: row.post,
    receiver: row.receiver,
    mine: row.person === taker.index,
    dueOn: row.dueOn,
    dueAt: row.dueAt,
    overdueWorkdays: typeof overdueWorkdays === 'number' ? overdueWorkdays : null,
    provisional: facts.provisional === true,
    trueAt: row.trueAt,
    writtenAt: row.writtenAt,
    signBy: row.signBy,
    replyBy: row.replyBy,
    signedAt: row.signedAt,
    repliedAt: row.repliedAt,
    endedAt: row.endedAt,
    late: isLate(row, ctx.clock.now()),
    possible: possibleFor(row, taker).map((step) => coded(step)),
  }
}

/** Reminders and lines of the bulletin are told and wait for nothing. */
const TOLD: Coded = { code: 'told', zh: '已告知', en: 'told' }

const isLate = ({ state, signBy, replyBy }: NoticeRow, now: EpochMs): boolean => {
  const by = state === 'open' ? signBy : state === 'signed' || state === 'returned' ? replyBy : null
  return by !== null && by <= now
}

export const coded = (step: NoticeStep): Coded => {
  const { zh, en } = NOTICE_STEPS[step]
  return { code: step, zh, en }
}

/** The steps the table has from here, of which each is somebody's. */
export function possibleFor(row: NoticeRow, taker: Taker): readonly NoticeStep[] {
  if (!takesSteps(stageOf(row))) return []
  const addressed = addressedOf(row)
  return noticeStepsFrom(stateOf(row)).filter((step) =>
    NOTICE_STEPS[step].by === 'receiver'
      ? isReceiver(addressed, taker)
      : isReviewer(addressed, taker) && !isInCharge(addressed, taker),
  )
}
