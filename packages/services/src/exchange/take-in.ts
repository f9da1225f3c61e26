import { type Applied, type Message, retryDelayMs } from '@tongban/exchange'
import { followingOf, type Head, NO_HEAD, openMessage } from '@tongban/exchange/wire'
import { redact } from '@tongban/kernel'
import { leaseInMessages, postponeInMessage, type Statement, type TakenRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { deskOf } from '../handovers/desk.ts'
import { raiseAlarm } from './alarms.ts'
import { appliedStatements, type Finished } from './applied.ts'
import { LEASE_MS } from './outbox.ts'
import { fractionOf } from './settle.ts'

/**
 * Applies what has come in: leased, the messages of each case in their order, cases side by side. What follows a gap
 * waits, see `parked.ts`. What is personal is opened here, by the one Worker that has the
 * keys. Whoever applies a message writes in one batch that it is applied: a crash anywhere only delays.
 */
const MESSAGES_AT_ONCE = 50
const BYTES_AT_ONCE = 8_000_000
const CASES_AT_ONCE = 6
/** What is not taken in after so long is a matter for people. */
export const UNTAKEN_MS = 3_600_000
/** One that fails each time it is applied is refused at last, so that those of its case that come after it are applied. */
const MOST_THROWS = 8

export type TakenIn = {
  readonly applied: number
  readonly refused: number
  readonly later: number
  /** Whose messages were finished: they wait for a verdict. */
  readonly partners: readonly string[]
}
type Count = { applied: number; refused: number; later: number }

/** What was taken under a lease, and by which holder. */
export type Due = { readonly holder: string; readonly rows: readonly TakenRow[] }

/** One round: answers what became of it; nothing finished and nothing put off means nothing was due. */
export const takeIn = async (ctx: Context): Promise<TakenIn> => applyDue(ctx, await leaseDue(ctx))

/** What takes whatever is due, under a lease of this holder. */
export function leasing(ctx: Context): { readonly holder: string; readonly statement: Statement<TakenRow> } {
  const holder = ctx.ids.uuid()
  const now = ctx.clock.now()
  const lease = { holder, until: now + LEASE_MS, now }
  return { holder, statement: leaseInMessages({ ...lease, limit: MESSAGES_AT_ONCE, bytes: BYTES_AT_ONCE }) }
}

export async function leaseDue(ctx: Context): Promise<Due> {
  const { holder, statement } = leasing(ctx)
  const [rows] = await ctx.database.read([statement])
  return { holder, rows }
}

export async function applyDue(ctx: Context, { holder, rows }: Due): Promise<TakenIn> {
  const count: Count = { applied: 0, refused: 0, later: 0 }
  const partners = new Set<string>()
  const queue = runsOf(rows)
  const lanes = Array.from({ length: CASES_AT_ONCE }, async () => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
      if (await applySafely(ctx, holder, run, count)) partners.add(run.partner)
    }
  })
  const ended = await Promise.allSettled(lanes)
  for (const each of ended) if (each.status === 'rejected') throw each.reason
  return { ...count, partners: [...partners] }
}

/** The messages of one case from one partner, in order. */
type Run = { readonly partner: string; readonly caseNumber: string; readonly rows: TakenRow[] }

function runsOf(rows: readonly TakenRow[]): Run[] {
  const runs: Run[] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last?.partner === row.partner && last.caseNumber === row.caseNumber) last.rows.push(row)
    else runs.push({ partner: row.partner, caseNumber: row.caseNumber, rows: [row] })
  }
  return runs
}

/** A row that cannot even be read stops its own case, and people are told in an hour; nobody else's waits for it. */
async function applySafely(ctx: Context, holder: string, run: Run, count: Count): Promise<boolean> {
  try {
    return await applyRun(ctx, holder, run, count)
  } catch (error) {
    const reason = (error instanceof Error ? redact(error.message) : 'unknown error').slice(0, 200)
    ctx.log('notTakenIn', { case: run.caseNumber, reason })
    await ctx.database.write(run.rows.flatMap((each) => putOff(ctx, holder, each, reason)))
    count.later += run.rows.length
    return false
  }
}

/** Answers whether any of it was finished. */
async function applyRun(ctx: Context, holder: string, { rows }: Run, count: Count): Promise<boolean> {
  let head = headBefore(rows[0])
  let isFinished = false
  for (const [at, row] of rows.entries()) {
    const applied = await applyOne(ctx, head, row)
    if (applied.state === 'later') {
      const rest = rows.slice(at)
      const behind = applied.reason.replace(THROWN, '')
      await ctx.database.write(
        rest.flatMap((each) => putOff(ctx, holder, each, each === row ? applied.reason : behind)),
      )
      count.later += rest.length
      return isFinished
    }
    // Whoever applied it has written so with what it did; one that was applied under an earlier lease is finished here. What
    // comes after a refused message is applied only once that one counts.
    if (applied.state === 'refused' || row.attempts > 1) await ctx.database.write(finished(ctx, row, applied))
    isFinished = true
    count[applied.state] += 1
    head = { seq: row.seq, digest: row.digest }
  }
  return isFinished
}

/** Where this direction stands before its first message here; null: what comes before it has not come. */
function headBefore(row: TakenRow | undefined): Head | null {
  if (row === undefined) return null
  if (row.seq === 1) return NO_HEAD
  return row.before === null ? null : { seq: row.seq - 1, digest: row.before }
}

const GAP = 'gap'

async function applyOne(ctx: Context, head: Head | null, row: TakenRow): Promise<Applied> {
  const message = asMessage(JSON.parse(row.body))
  const following = head === null ? 'gap' : followingOf(head, message)
  if (following === 'gap') return { state: 'later', reason: GAP }
  if (following !== 'next') return BROKEN
  const { exchange } = ctx
  if (exchange === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nothing can be opened')
  const personal = await openMessage(exchange, message)
  // A key that was left out of the configuration is put in again; what was sealed to it waits for that.
  if (!personal.ok)
    return personal.failure.reason === 'key' ? KEY_MISSING : NOT_OPENED[personal.failure.reason]
  const opened = { message, digest: row.digest, personal: personal.value, storedAt: row.createdAt }
  try {
    return await deskOf(ctx).apply(opened)
  } catch (error) {
    // One message that cannot be applied now must not keep other cases from theirs.
    const reason = error instanceof Error ? redact(error.message) : 'unknown error'
    ctx.log('notTakenIn', { type: message.type, reason })
    const throws = throwsOf(row) + 1
    if (throws >= MOST_THROWS && ctx.clock.now() - row.createdAt >= UNTAKEN_MS) return INAPPLICABLE
    return { state: 'later', reason: `error ${throws}: ${reason}`.slice(0, 200) }
  }
}

/** How often in a row it has failed: kept in the reason for which it was put off. */
const THROWN = /^error (\d+): /
const throwsOf = ({ lastReason }: TakenRow): number => Number(THROWN.exec(lastReason ?? '')?.[1] ?? 0)

function finished(ctx: Context, row: TakenRow, as: Finished): readonly Statement[] {
  const now = ctx.clock.now()
  const message = asMessage(JSON.parse(row.body))
  const { partner, caseNumber: subject, seq, id } = row
  const facts = { seq, message: id, reason: 'brokenChain' }
  return [
    ...appliedStatements({ message, digest: row.digest }, as, now),
    ...(as === BROKEN ? [raiseAlarm({ kind: 'divergence', partner, subject, facts }, now)] : []),
    ...(as === INAPPLICABLE
      ? [
          raiseAlarm(
            {
              kind: 'inapplicable',
              partner,
              subject: id,
              facts: { case: subject, seq, type: row.type, reason: row.lastReason },
            },
            now,
          ),
        ]
      : []),
  ]
}

function putOff(ctx: Context, holder: string, row: TakenRow, reason: string): readonly Statement[] {
  const now = ctx.clock.now()
  const { partner, id, caseNumber, seq, type, attempts } = row
  const nextAt = now + 1 + retryDelayMs(attempts, fractionOf(ctx.ids))
  return [
    postponeInMessage({ partner, id, holder, nextAt, reason }),
    ...(now - row.createdAt < UNTAKEN_MS
      ? []
      : [
          raiseAlarm(
            {
              kind: 'untaken',
              partner,
              subject: id,
              facts: { case: caseNumber, seq, type, attempts, reason },
            },
            now,
          ),
        ]),
  ]
}

const BROKEN: Finished = {
  state: 'refused',
  code: 'brokenChain',
  zh: '消息所接续的摘要与已收到的前一条消息不符。',
  en: 'It does not name the digest of the message before it.',
}
const KEY_MISSING: Applied = { state: 'later', reason: 'unknownOfficeKey' }
const INAPPLICABLE: Finished = {
  state: 'refused',
  code: 'notApplicable',
  zh: '消息多次办理均出错，未能办理，已交人工核查。请与对方核对内容后以新的消息告知。',
  en: 'It failed each time it was applied, and is with people now. Compare what it says, and tell it anew.',
}
const NOT_OPENED = {
  moved: {
    state: 'refused',
    code: 'sealMoved',
    zh: '密封内容属于另一条消息。',
    en: 'What is sealed belongs to another message.',
  },
  broken: {
    state: 'refused',
    code: 'sealBroken',
    zh: '密封内容无法打开。',
    en: 'What is sealed cannot be opened.',
  },
} as const satisfies Record<string, Finished>

/** Guarantee: it passed the schema of messages before it was stored. */
const asMessage = (value: unknown) => value as Message
