import { civilDate, workdaysBetween } from '@tongban/calendar'
import { CLOCK_STEPS, type ClockStep } from '@tongban/cases'
import { ITEMS } from '@tongban/catalogue'
import type { CivilDate } from '@tongban/kernel'
import type { SaidRow, WatchedRow } from '@tongban/store'
import {
  CARD_STATES,
  NOTICE_STATES,
  type PlannedStage,
  RECTIFICATION_STEP_NAMES,
  STAGES,
  WATCHED_BASIS_NAMES,
  WATCHED_KIND_NAMES,
} from '@tongban/supervision'
import type { Context } from '../../context.ts'
import type { StaffNames } from '../../staff/names.ts'

/** A watched clock as one row of a list. */
type Words = { readonly zh: string; readonly en: string }
type Named = Words & { readonly code: string }

export type ClockView = {
  readonly kind: Named
  readonly subject: string
  readonly key: string
  readonly epoch: number
  readonly step: Named
  readonly basis: Named
  readonly law: string
  readonly scope: string
  readonly item: Named | null
  readonly department: string
  readonly departmentName: Words
  readonly post: string
  /** Null where it stands with the post. */
  readonly assigned: { readonly name: string | null; readonly me: boolean } | null
  readonly fromOn: string
  readonly length: { readonly value: number; readonly unit: string }
  readonly dueOn: string
  readonly dueAt: number
  readonly provisional: boolean
  readonly status: string
  readonly stoppedAt: number | null
  /** Working days left, today not counted; null once it is overdue. */
  readonly leftWorkdays: number | null
  readonly overdueWorkdays: number | null
  /** What is given next, if nothing happens before. */
  readonly next: (Words & { readonly stage: string; readonly at: number }) | null
  /** Id of the policy it goes by; `standard` for the preset. */
  readonly policy: string
  /** The last notice about it that was not withdrawn. */
  readonly lastNotice:
    | (Words & {
        readonly id: string
        readonly stage: string
        readonly number: string | null
        readonly writtenAt: number
        readonly state: Named
      })
    | null
  /** The gravest card that is proposed or stands. */
  readonly card: (Named & { readonly id: string; readonly state: Named }) | null
}

type Viewer = {
  readonly names: StaffNames
  readonly me: string
  readonly now: number
  readonly today: CivilDate
}

export function clockView(
  { calendar, region }: Pick<Context, 'calendar' | 'region'>,
  row: WatchedRow,
  viewer: Viewer,
  said: SaidRow,
): ClockView {
  const { kind, subject, clockKey: key, epoch, step, basis, law, scope, department, post, person } = row
  const { fromOn, length, unit, dueOn, dueAt, provisional, status, stoppedAt, policy } = row
  const { names, me, now, today } = viewer
  const last = civilDate(dueOn)
  if (last === undefined) throw new Error('a watched clock has no last day')
  const isOverdue = now >= dueAt
  return {
    kind: named(kind, WATCHED_KIND_NAMES),
    subject,
    key,
    epoch,
    step: named(step, STEP_NAMES),
    basis: named(basis, WATCHED_BASIS_NAMES),
    law,
    scope,
    item: itemOf(row),
    department,
    departmentName: nameOf(region, department),
    post,
    assigned: person === null ? null : { name: names.get(person)?.name ?? null, me: person === me },
    fromOn,
    length: { value: length, unit },
    dueOn,
    dueAt,
    provisional: provisional === 1,
    status,
    stoppedAt,
    leftWorkdays: isOverdue ? null : workdaysBetween(calendar, today, last).workdays,
    overdueWorkdays: isOverdue ? workdaysBetween(calendar, last, today).workdays : null,
    next: nextOf(row),
    policy,
    lastNotice: noticeOf(said),
    card: cardOf(said),
  }
}

function nameOf({ departments }: Context['region'], code: string): Words {
  const found = departments.find((each) => each.code === code)
  return found === undefined ? { zh: code, en: code } : { zh: found.name.zh, en: found.name.en }
}

function noticeOf(said: SaidRow): ClockView['lastNotice'] {
  const { noticeId: id, stage, number, writtenAt, noticeState } = said
  if (id === null || stage === null || writtenAt === null || noticeState === null) return null
  const { zh, en } = named(stage, STAGES)
  return { id, zh, en, stage, number, writtenAt, state: named(noticeState, NOTICE_STATES) }
}

function cardOf(said: SaidRow): ClockView['card'] {
  const { cardId: id, colour, cardState } = said
  if (id === null || colour === null || cardState === null) return null
  return { id, ...named(colour, STAGES), state: named(cardState, CARD_STATES) }
}

/** What was agreed with a partner region and is no step of a case. */
export const AGREED_STEPS = {
  paperPost: { zh: '寄出纸质原件', en: 'posting originals on paper' },
} as const satisfies Readonly<Record<string, Words>>

/** Beside the steps of cases, what is awaited of others: the stages of supervision name their own. */
export const STEP_NAMES: Readonly<Record<string, Words>> = {
  ...(CLOCK_STEPS satisfies Record<ClockStep, Words>),
  ...STAGES,
  ...AGREED_STEPS,
  ...RECTIFICATION_STEP_NAMES,
  // Of a finding about ratings.
  evaluation: { zh: '评价', en: 'evaluation' },
}

/** What a code is called; itself where nobody has named it. */
export const named = (code: string, names: Readonly<Record<string, Words>>): Named => {
  const { zh, en } = names[code] ?? { zh: code, en: code }
  return { code, zh, en }
}

function itemOf({ itemCode }: WatchedRow): Named | null {
  if (itemCode === null) return null
  const item = ITEMS.findLast(({ code }) => code === itemCode)
  return { code: itemCode, zh: item?.taskName.zh ?? itemCode, en: item?.taskName.en ?? itemCode }
}

function nextOf({ stages, nextAt }: WatchedRow): ClockView['next'] {
  const next = asStages(stages).find(({ at }) => at === nextAt)
  if (next === undefined) return null
  const { zh, en } = STAGES[next.stage]
  return { stage: next.stage, zh, en, at: next.at }
}

/** Guarantee: the column was written from planned stages. */
const asStages = (text: string) => JSON.parse(text) as readonly PlannedStage[]
