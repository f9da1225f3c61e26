import { civilDateAt } from '@tongban/calendar'
import {
  asOf,
  CLOCK_STEPS,
  type Clock,
  clockSentence,
  clocksOf,
  EVENT_NAMES,
  earliestOwed,
  isClosed,
  type LimitBasis,
  type Sentence,
  stateWords,
} from '@tongban/cases'
import type { PartnerNameRow } from '@tongban/store'
import { awaitsElsewhere } from '../applications/answer.ts'
import { standingOf } from '../cases/clock-view.ts'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { awayView } from '../handovers/away.ts'
import { standing as handoverStanding } from '../handovers/view.ts'

/**
 * How a case stands, for whoever holds a query code of its receipt: item, state, what happened and when, which region has it, until
 * when and by which rule, why the clock stands, and what is waited for. Nobody is named, no official and no post; no word that
 * anybody wrote is opened, and no paper, licence or result.
 */
export type Progress = {
  readonly caseNumber: string
  readonly item: Sentence & { readonly code: string }
  readonly state: string
  readonly stateName: Sentence
  readonly receivedOn: string
  readonly acceptedOn: string | null
  readonly decidedOn: string | null
  readonly closedOn: string | null
  /** The region that has the case now. */
  readonly region: Sentence & {
    readonly code: string
    readonly custody: Sentence & { readonly code: string }
  }
  readonly dueOn: string | null
  readonly dueBasis: LimitBasis | null
  readonly standing: Sentence | null
  readonly limits: readonly {
    readonly step: string
    readonly zh: string
    readonly en: string
    readonly binds: string
    readonly dueOn: string
    readonly running: boolean
    readonly basis: LimitBasis
    readonly sentence: Sentence
  }[]
  /** Who has to do what next; null once the case is closed. */
  readonly awaited: (Sentence & { readonly from: 'applicant' | 'organ' | 'region' }) | null
  readonly timeline: readonly (Sentence & {
    readonly type: string
    readonly at: number
    readonly on: string
    /** The kind of who did it: `applicant`, `official`, `machine`, `clock`, `partner`. */
    readonly by: string
  })[]
}

export function progressOf(
  ctx: Pick<Context, 'clock' | 'region'>,
  loaded: LoadedCase,
  names: readonly PartnerNameRow[],
): Progress {
  const { row, events, item, policy, handovers } = loaded
  const now = ctx.clock.now()
  const fold = asOf(policy.plan, loaded.fold, policy.calendar, now)
  const clocks = clocksOf(policy.plan, fold, policy.calendar, now)
  const due = earliestOwed(clocks)
  const views = handovers.map((handover) => handoverStanding(handover, names))
  const away = awayView({ fold, handovers }, views, clocks)
  const isClosedNow = isClosed(fold.state)
  const isAskedFor = fold.state === 'awaitingSupplement' || awaitsElsewhere(fold)
  const elsewhere = fold.state === 'transferred' ? views.find(({ side }) => side === 'receiving') : undefined
  return {
    caseNumber: row.caseNumber,
    item: { code: item.code, ...item.taskName },
    state: fold.state,
    stateName: stateWords(fold),
    receivedOn: fold.receivedOn,
    acceptedOn: fold.acceptedOn ?? fold.handover?.acceptedOn ?? null,
    decidedOn: fold.decidedOn ?? fold.handover?.decidedOn ?? null,
    closedOn: row.closedOn,
    region:
      elsewhere === undefined
        ? { code: ctx.region.code, ...ctx.region.name, custody: HERE }
        : {
            code: elsewhere.partner.region,
            zh: elsewhere.partner.zh,
            en: elsewhere.partner.en,
            custody: elsewhere.custody,
          },
    dueOn: due?.dueOn ?? away?.dueOn ?? null,
    dueBasis: due?.basis ?? away?.dueBasis ?? null,
    standing: standingOf(fold, clocks) ?? away?.standing ?? null,
    limits: clocks.filter(({ status }) => status !== 'ended').map(limitOf),
    awaited: isClosedNow
      ? null
      : isAskedFor
        ? FROM_APPLICANT
        : elsewhere === undefined
          ? FROM_ORGAN
          : FROM_REGION,
    timeline: events.map(({ type, at, actorKind, data }) => {
      // What a partner tells has happened there, at an instant of its own.
      const happenedAt = typeof data.happenedAt === 'number' ? data.happenedAt : at
      return { type, ...EVENT_NAMES[type], at: happenedAt, on: civilDateAt(happenedAt), by: actorKind }
    }),
  }
}

const limitOf = (clock: Clock): Progress['limits'][number] => {
  const { zh, en } = CLOCK_STEPS[clock.step]
  const { step, binds, dueOn, basis, status } = clock
  return { step, zh, en, binds, dueOn, running: status === 'running', basis, sentence: clockSentence(clock) }
}

const HERE = { code: 'here', zh: '在本地区', en: 'here' } as const
const FROM_APPLICANT = {
  from: 'applicant',
  zh: '等待申请人补正。需要补正什么，请登录后查看，或者看收到的告知书；补正也须登录或者到窗口办理。',
  en: 'The applicant is asked for more. Sign in to see for what, or read the notice; it is handed in signed in or at a window.',
} as const
const FROM_ORGAN = {
  from: 'organ',
  zh: '等待办理机关办理，申请人无须再做什么。',
  en: 'The organ is handling it; nothing is asked of the applicant.',
} as const
const FROM_REGION = {
  from: 'region',
  zh: '等待办理地办理，结果在本地告知，申请人无须再做什么。',
  en: 'The competent region is handling it and the result comes back here; nothing is asked of the applicant.',
} as const
