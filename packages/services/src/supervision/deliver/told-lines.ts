import { civilDate, civilDateAt, workdaysBetween } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { CardRow, NoticeRow } from '@tongban/store'
import { isStage, STAGES, type Stage } from '@tongban/supervision'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { type Coded, departmentOf, itemOf, stepOf } from '../notices/coded.ts'

/**
 * The lines of a message as they are now: the worst first, each with the instant it was in truth due, when it was told, and
 * how late the matter is. What has been withdrawn meanwhile is marked in the site and told nowhere else.
 */
export type LineView = {
  readonly kind: 'notice' | 'card'
  readonly id: string
  readonly number: string | null
  readonly stage: Coded & { readonly form: string }
  readonly state: string
  readonly subject: string
  readonly step: Coded
  readonly law: string
  readonly item: Coded | null
  readonly department: Coded
  readonly post: string
  /** Null of a card that no clock drew. */
  readonly dueOn: string | null
  /** Working days after the last day, today; null while it is not over. */
  readonly overdueWorkdays: number | null
  readonly trueAt: EpochMs
  readonly writtenAt: EpochMs
  readonly toldAt: EpochMs
  /** From when it was in truth due to when it was told. */
  readonly laterByMs: number
  readonly signBy: EpochMs | null
  readonly replyBy: EpochMs | null
  /** Of a card: when it stands unless dismissed, and until when it can be appealed. */
  readonly standsAt: EpochMs | null
  readonly appealBy: EpochMs | null
}
/** What a line is about. */
export type Told =
  | { readonly kind: 'notice'; readonly row: NoticeRow }
  | { readonly kind: 'card'; readonly row: CardRow }

export const toldOf = (notices: readonly NoticeRow[], cards: readonly CardRow[]): readonly Told[] => [
  ...notices.map((row): Told => ({ kind: 'notice', row })),
  ...cards.map((row): Told => ({ kind: 'card', row })),
]

const WORST_FIRST: readonly Stage[] = [
  'red',
  'orange',
  'yellow',
  'blue',
  'escalate',
  'supervise',
  'urge',
  'bulletin',
  'warnDays',
  'warnShare',
]
const rankOf = (code: string): number => (isStage(code) ? WORST_FIRST.indexOf(code) : WORST_FIRST.length)
const codeOf = (told: Told): string => (told.kind === 'notice' ? told.row.stage : told.row.colour)

/** How a stage or colour is called; by its code where this version does not know it. */
export function stageNameOf(code: string): LineView['stage'] {
  if (!isStage(code)) return { code, zh: code, en: code, form: 'notice' }
  const { zh, en, form } = STAGES[code]
  return { code, zh, en, form }
}

const OVER = ['withdrawn', 'dismissed', 'revoked']
/** Whether there is still something to tell. */
export const stands = ({ row }: Told): boolean => !OVER.includes(row.state)

export const worstFirst = (lines: readonly Told[]): readonly Told[] =>
  lines.toSorted(
    (a, b) =>
      rankOf(codeOf(a)) - rankOf(codeOf(b)) || a.row.trueAt - b.row.trueAt || (a.row.id < b.row.id ? -1 : 1),
  )

type Ctx = Pick<Context, 'calendar' | 'clock' | 'region'>

export function lineView(ctx: Ctx, told: Told, toldAt: EpochMs): LineView {
  const { id, number, state, subject, law, post, trueAt } = told.row
  const dueOn = told.kind === 'notice' ? told.row.dueOn : dueOnOf(told.row)
  const writtenAt = told.kind === 'notice' ? told.row.writtenAt : told.row.proposedAt
  const today = civilDateAt(ctx.clock.now())
  const last = dueOn === null ? undefined : civilDate(dueOn)
  const isOver = last !== undefined && last < today
  return {
    kind: told.kind,
    id,
    number,
    stage: stageNameOf(codeOf(told)),
    state,
    subject,
    step: stepOf(told.row.step),
    law,
    item: itemOf(told.row.itemCode, writtenAt),
    department: departmentOf(ctx, told.row.department),
    post,
    dueOn,
    overdueWorkdays: isOver ? workdaysBetween(ctx.calendar, last, today).workdays : null,
    trueAt,
    writtenAt,
    toldAt,
    laterByMs: Math.max(0, toldAt - trueAt),
    signBy: told.kind === 'notice' ? told.row.signBy : null,
    replyBy: told.kind === 'notice' ? told.row.replyBy : null,
    standsAt: told.kind === 'card' ? told.row.standsAt : null,
    appealBy: told.kind === 'card' ? told.row.appealBy : null,
  }
}

const factsSchema = z.looseObject({ dueOn: z.string().optional() })

/** The last day of the clock that drew the card, which its facts hold. */
const dueOnOf = ({ facts }: CardRow): string | null => factsSchema.parse(JSON.parse(facts)).dueOn ?? null
