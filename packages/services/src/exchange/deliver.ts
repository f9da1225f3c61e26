import { civilDateAt } from '@tongban/calendar'
import {
  afterBusy,
  afterFailure,
  covers,
  halvesOf,
  type Refusal,
  type RefusalCode,
  type RegionCode,
  reignOf,
} from '@tongban/exchange'
import { type Manifest, manifestDigestOf, type SignedRequest } from '@tongban/exchange/wire'
import {
  agreementsWith,
  closeExchangeBreaker,
  insertExchangeDelivery,
  resolveRevived,
  type Statement,
  setExchangeBreaker,
  setExchangeClock,
  settleStored,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { holdsKeys, swapKeysAgain } from '../partners/swap-keys.ts'
import { endAlarms, raiseAlarm, raiseAlarmsOf } from './alarms.ts'
import { askPartner, SKEW_ALARM_MS } from './ask-partner.ts'
import { type Delivered, readDelivered } from './delivered.ts'
import { compareWith } from './heads.ts'
import type { PartnerLine } from './partner-line.ts'
import { buried, postponed, type Waiting } from './settle.ts'
import { type ToldVerdict, verdictsDone, verdictsTold } from './verdicts.ts'

/** One delivery: what goes in one signed request, and what its answer makes of it. Nothing is written here. */
export type Parcel = { readonly batch: readonly Waiting[]; readonly verdicts: readonly ToldVerdict[] }
type Sending = Parcel & { readonly line: PartnerLine; readonly holder: string }

export type Outcome = {
  /** One write batch. */
  readonly statements: readonly Statement[]
  /** The line as it is now. */
  readonly line: PartnerLine
  /** What is to be sent in place of this parcel, before all else. */
  readonly again: readonly Parcel[]
  /** Why nothing more goes over this line now, and for how long the partner wants to be left alone; null: more may go. */
  readonly stopped: { readonly reason: string; readonly retryAfterSeconds: number } | null
  readonly stored: number
  readonly waiting: number
  readonly dead: number
}

/** Of a partner that is too busy to say for how long. */
const LEAST_BUSY_SECONDS = 1
const ANSWER_CAP_BYTES = 256 * 1024

export async function deliver(ctx: Context, sending: Sending): Promise<Outcome> {
  const { line: before, batch, verdicts } = sending
  const manifest: Manifest = batch.map(({ id, digest }) => [id, digest] as const)
  const delivery = ctx.ids.uuid()
  const told = JSON.stringify(verdicts.map(({ verdict }) => verdict))
  const answer = await askPartner(ctx, before, {
    method: 'POST',
    path: '/cx/1/messages',
    body: {
      // The messages stand as they were stored: their bytes are what was digested.
      content: `{"manifest":${JSON.stringify(manifest)},"messages":[${batch.map(({ body }) => body).join(',')}],"verdicts":${told}}`,
      idempotencyKey: delivery,
      manifestDigest: await manifestDigestOf(manifest),
    },
    answerCapBytes: ANSWER_CAP_BYTES,
  })
  const { clockOffsetMs } = answer
  const line = { ...before, clockOffsetMs }
  const clocked = clockStatements(ctx, before, clockOffsetMs)
  const now = { ...sending, line, clocked }
  if (answer.state === 'refused') {
    const refusal = await seenFromHere(ctx, line, answer.refusal)
    return refused(ctx, now, refusal, { seconds: answer.retryAfterSeconds, isForged: answer.forged })
  }
  const read = await readDelivered(ctx, line, { json: answer.json, delivery, manifest })
  if (read.state === 'receipted')
    return receipted(ctx, now, { delivery, manifest, signed: answer.signed, read })
  const unread = { class: 'retry', reason: read.reason, failed: true } as const
  return refused(ctx, now, unread, { seconds: 0, isForged: true })
}

type Clocked = Sending & { readonly clocked: readonly Statement[] }
const NOTHING = { again: [], stopped: null, stored: 0, waiting: 0, dead: 0 } as const

type Proof = {
  readonly delivery: string
  readonly manifest: Manifest
  readonly signed: SignedRequest
  readonly read: Extract<Delivered, { readonly state: 'receipted' }>
}

function receipted(
  ctx: Context,
  { line, holder, batch, verdicts, clocked }: Clocked,
  { delivery, manifest, signed, read }: Proof,
): Outcome {
  const { partner } = line
  const now = ctx.clock.now()
  const dead = batch.flatMap((row) => {
    const reason = read.refused.get(row.id)
    return reason === undefined ? [] : [{ row, reason, disposition: reason }]
  })
  const { stored } = read
  const { done, faulty } = verdictsDone(verdicts, read.verdicts)
  // An older database was restored here, and nobody has compared yet: it is seen now what stands under these numbers there.
  const taken = dead.filter(({ reason }) => reason === SEQUENCE_TAKEN)
  if (taken.length > 0) ctx.after(compareWith(ctx, partner))
  tellNewKey(ctx, partner, signed.keyId)
  const revived = batch
    .filter(({ id, replayedAt }) => replayedAt !== null && !read.refused.has(id))
    .map(({ id }) => id)
  const by = { by: 'exchange', now }
  const proof = {
    id: delivery,
    partner,
    direction: 'out',
    base: signed.base,
    signature: signed.signature,
    keyId: signed.keyId,
    manifest: JSON.stringify(manifest),
    receipt: read.receipt,
    at: now,
  }
  return {
    ...NOTHING,
    statements: [
      ...clocked,
      ...(stored.length === 0
        ? []
        : [
            settleStored({ partner, ids: JSON.stringify(stored), delivery, now }),
            insertExchangeDelivery(proof),
          ]),
      ...(line.failures === 0
        ? []
        : LINE_ALARMS.map((kind) => endAlarms(kind, partner, [...LINE_SUBJECTS], by))),
      ...(revived.length === 0
        ? []
        : [resolveRevived({ partner, subjects: JSON.stringify(revived), ...by })]),
      ...buried(ctx, { partner, holder }, 'refused', dead),
      ...verdictsTold(partner, done),
      ...(faulty.length === 0
        ? []
        : [
            raiseAlarmsOf(
              'verdictRefused',
              partner,
              faulty.map(({ id, reason }) => ({ subject: id, facts: { reason } })),
              now,
            ),
          ]),
      ...(taken.length === 0
        ? []
        : [
            raiseAlarmsOf(
              'numberTaken',
              partner,
              taken.map(({ row }) => ({
                subject: row.id,
                facts: { case: row.caseNumber, seq: row.seq, type: row.type },
              })),
              now,
            ),
          ]),
      ...heardStatements(line, now),
    ],
    line: closed(line, now),
    stored: stored.length,
    dead: dead.length,
  }
}

/** Alarms of a line that failed, and is good again: a receipt that verifies has come over it. */
const LINE_ALARMS = ['keysUnknown', 'forgedAnswer', 'lineDown'] as const
const LINE_SUBJECTS = ['keys', 'messages', 'line'] as const

type Refused = Exclude<Refusal, { readonly class: 'clock' }>

/** Forbidden there while an agreement is in force here: a partner that suspended this region by mistake may mend it. */
async function seenFromHere(
  { database, clock }: Pick<Context, 'database' | 'clock'>,
  { partner }: Pick<PartnerLine, 'partner'>,
  refusal: Refused,
): Promise<Refused> {
  if (refusal.class !== 'forbidden') return refusal
  const [versions] = await database.read([agreementsWith({ partner })])
  const today = civilDateAt(clock.now())
  const isInForce = versions.some((version) => {
    const reign = reignOf(version, versions)
    return reign !== null && covers(reign, today)
  })
  return isInForce ? { class: 'retry', reason: refusal.reason, failed: true } : refusal
}

const SEQUENCE_TAKEN = 'sequenceTaken' satisfies RefusalCode

/** It has taken an older key than the newest: it is told of that one at once, which all receipts here are signed with. */
function tellNewKey(ctx: Context, partner: RegionCode, keyId: string): void {
  const { exchange, clock } = ctx
  const newest = exchange?.signer(Math.floor(clock.now() / 1000))
  if (newest !== null && newest !== undefined && newest.kid !== keyId) ctx.after(swapKeysAgain(ctx, partner))
}

type Wish = { readonly seconds: number; readonly isForged: boolean }

function refused(ctx: Context, sending: Clocked, refusal: Refused, wish: Wish): Outcome {
  const { line, batch, verdicts, clocked } = sending
  if (refusal.class === 'retry') return toWait(ctx, sending, refusal, wish)
  const heard = { ...NOTHING, statements: clocked, line }
  if (refusal.class === 'invalid') {
    // Whatever was wrong: the messages by themselves, and the verdicts by themselves.
    if (verdicts.length > 0 && batch.length > 0)
      return {
        ...heard,
        again: [
          { batch, verdicts: [] },
          { batch: [], verdicts },
        ],
      }
    const halves = halvesOf(batch)
    if (halves !== null) return { ...heard, again: halves.map((half) => ({ batch: half, verdicts: [] })) }
  }
  return setApart(ctx, sending, refusal.reason)
}

/** What is refused alone, or forbidden altogether: no longer sent. People are told, and may send it again. */
function setApart(
  ctx: Context,
  { line, holder, batch, verdicts, clocked }: Clocked,
  reason: string,
): Outcome {
  const { partner } = line
  const now = ctx.clock.now()
  const dead = batch.map((row) => ({ row, reason }))
  return {
    ...NOTHING,
    statements: [
      ...clocked,
      ...buried(ctx, { partner, holder }, 'refused', dead),
      // Told and not taken: told again it would be refused again, and hold up all that goes with it.
      ...(verdicts.length === 0
        ? []
        : [
            ...verdictsTold(partner, verdicts),
            raiseAlarm({ kind: 'refused', partner, subject: 'verdicts', facts: { reason } }, now),
          ]),
      ...heardStatements(line, now),
    ],
    line: closed(line, now),
    dead: dead.length,
  }
}

function toWait(
  ctx: Context,
  { line, holder, batch, clocked }: Clocked,
  { reason, failed }: { readonly reason: string; readonly failed: boolean },
  { seconds: retryAfterSeconds, isForged }: Wish,
): Outcome {
  const { partner } = line
  const now = ctx.clock.now()
  const stopped = { reason, retryAfterSeconds }
  const later = postponed(ctx, { partner, holder }, batch, stopped)
  const after = failed
    ? afterFailure(line, now, retryAfterSeconds)
    : afterBusy(line, now, Math.max(retryAfterSeconds, LEAST_BUSY_SECONDS))
  const facts = { reason }
  // It was away for the whole overlap: it is told of the new key under one that is held for it.
  if (reason.startsWith('status 401') && holdsKeys(ctx)) ctx.after(swapKeysAgain(ctx, partner))
  return {
    ...NOTHING,
    statements: [
      ...clocked,
      ...later.statements,
      setExchangeBreaker({ partner, ...after }),
      ...(reason.startsWith('status 401')
        ? [raiseAlarm({ kind: 'keysUnknown', partner, subject: 'keys', facts }, now)]
        : []),
      ...(isForged ? [raiseAlarm({ kind: 'forgedAnswer', partner, subject: 'messages', facts }, now)] : []),
    ],
    line: { ...line, ...after, probeBy: null },
    stopped,
    waiting: later.waiting,
    dead: later.dead,
  }
}

/** That it was heard is written down once a minute, and where the line was not closed before. */
const HEARD_KEPT_MS = 60_000
const isNews = ({ failures, openUntil, lastHeardAt }: PartnerLine, now: number): boolean =>
  failures > 0 || openUntil !== null || lastHeardAt === null || lastHeardAt < now - HEARD_KEPT_MS

const heardStatements = (line: PartnerLine, now: number): readonly Statement[] =>
  isNews(line, now) ? [closeExchangeBreaker({ partner: line.partner, now })] : []

const closed = (line: PartnerLine, now: number): PartnerLine => ({
  ...line,
  failures: 0,
  openUntil: null,
  probeBy: null,
  lastHeardAt: isNews(line, now) ? now : line.lastHeardAt,
})

/** What the answer has shown of the partner's clock, where that is news. */
function clockStatements(
  ctx: Context,
  { partner, clockOffsetMs: before }: PartnerLine,
  clockOffsetMs: number,
): readonly Statement[] {
  if (clockOffsetMs === before) return []
  const now = ctx.clock.now()
  const isFar = (offset: number) => Math.abs(offset) > SKEW_ALARM_MS
  const facts = { aheadMs: clockOffsetMs }
  return [
    setExchangeClock({ partner, clockOffsetMs }),
    ...(isFar(clockOffsetMs)
      ? [raiseAlarm({ kind: 'clockSkew', partner, subject: 'clock', facts }, now)]
      : isFar(before)
        ? [endAlarms('clockSkew', partner, ['clock'], { by: 'exchange', now })]
        : []),
  ]
}
