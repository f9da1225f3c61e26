import { clocksOf, EVENT_NAMES, type EventType, earliestOwed, stateWords } from '@tongban/cases'
import type { Json } from '@tongban/kernel'
import { encryptJson } from '@tongban/privacy'
import { insertOutbox, type OutboxRow } from '@tongban/store'
import type { Notice } from '../applications/notice.ts'
import type { Context } from '../context.ts'
import { invitationToken } from '../evaluations/invitations/token.ts'
import { deadlineTold } from '../handovers/at-receiving/deadline-told.ts'
import { isPart } from '../joint/part.ts'
import type { NoticeContent } from '../notices/content.ts'
import { LEASE_MS } from '../outbox/drain.ts'
import type { LoadedCase } from './load.ts'
import { openApplication } from './open-application.ts'
import { outboxPlace } from './place.ts'
import { serviceEnded } from './service-events.ts'

/** Steps the applicant is told of; what officials do among themselves is not told. */
const TOLD: readonly EventType[] = [
  'accepted',
  'deemedAccepted',
  'supplementRequested',
  'returned',
  'notRequired',
  'notAccepted',
  'licenceChecked',
  'suspended',
  'resumed',
  'extended',
  'forwarded',
  'granted',
  'deemedGranted',
  'refused',
  'abandoned',
  'corrected',
  'delivered',
  'annulled',
  'reopened',
  'acceptedElsewhere',
  'supplementRequestedElsewhere',
  'clockTold',
  'grantedElsewhere',
  'refusedElsewhere',
  'notAcceptedElsewhere',
  'withdrawnElsewhere',
  'abandonedElsewhere',
  'returnedElsewhere',
  'returnedByPartner',
  'changedElsewhere',
  'reopenedElsewhere',
]

/**
 * The message that a step was taken, through the region's notification gateway: an outbox row, leased to the
 * request that sends it. It names the document; the words of the document stay in the case.
 */
export async function stepNotice(
  ctx: Context,
  after: LoadedCase,
  event: EventType,
  document: string | null,
  leasedBy: string | null = null,
): Promise<Notice | null> {
  // The applicant hears of a part in joint handling from the lead alone.
  if (!TOLD.includes(event) || isPart(after)) return null
  const { fold, policy } = after
  const now = ctx.clock.now()
  return messageOf(
    ctx,
    after,
    'case.step',
    {
      step: EVENT_NAMES[event].zh,
      state: stateWords(fold).zh,
      dueOn:
        earliestOwed(clocksOf(policy.plan, fold, policy.calendar, now))?.dueOn ??
        deadlineTold(after)?.dueOn ??
        null,
      document,
      evaluation: await invitationTo(ctx, after, event),
    },
    leasedBy,
  )
}

/** The token of the service that this step was; null where it was none. */
async function invitationTo(ctx: Context, { events, row }: LoadedCase, event: EventType) {
  const serviceNumber = ctx.notifier === null ? null : serviceEnded(events, event)
  const { caseNumber, applicantIndex: holder } = row
  return serviceNumber === null ? null : invitationToken(ctx, { caseNumber, serviceNumber, holder })
}

/**
 * A message about a case to its contact, who learns no more than intake has settled: what happened, or only that
 * something has; null where nobody may be told anything, or nothing could carry it.
 */
export async function messageOf(
  ctx: Context,
  loaded: LoadedCase,
  kind: string,
  content: { readonly [name: string]: Json },
  /** The request that sends it right after its answer; without one, cron does. */
  leasedBy: string | null = null,
): Promise<Notice | null> {
  const learns = contactLearnsIn(loaded)
  if (ctx.notifier === null || learns === 'none') return null
  const { row, item } = loaded
  const { caseNumber } = row
  const { phone } = (await openApplication(ctx, loaded)).contact
  const id = ctx.ids.uuid()
  const now = ctx.clock.now()
  const payload =
    learns === 'receipt'
      ? { phone, text: STEP_TEXT }
      : { caseNumber, itemName: item.taskName.zh, phone, ...content }
  const waiting: OutboxRow = {
    id,
    kind: learns === 'receipt' ? 'case.moved' : kind,
    caseNumber,
    payloadEnc: await encryptJson(ctx.keys, outboxPlace(id), payload, ctx.ids.random(12)),
    state: 'waiting',
    attempts: 0,
    createdAt: now,
    nextAt: leasedBy === null ? now : now + LEASE_MS,
    leasedBy,
    lastReason: null,
    doneAt: null,
  }
  return { row: waiting, statement: insertOutbox(waiting) }
}

/** What intake has settled that the contact may be told; a phone nobody vouched for learns no more later on. */
export function contactLearnsIn({ events }: Pick<LoadedCase, 'events'>): NoticeContent {
  const learns = events[0]?.data.contactLearns
  return learns === 'outcome' || learns === 'receipt' ? learns : 'none'
}

const STEP_TEXT = {
  zh: '填写了此手机号码的一件申请有新的办理进展。请凭回执登录政务服务查询；如非本人或所托，请忽略。',
  en: 'An application that names this phone has moved on. Sign in to the service with your receipt to see it; if it is not yours, ignore this message.',
} as const
