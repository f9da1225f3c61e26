import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import { countAttempt, forgetAttempts, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { licenceActor } from './actor.ts'

/**
 * Attempts on what can be guessed are counted in the database, by who tries and for one window of time, because the
 * platform's own limit is per place and may be passed by trying in many. The count comes with the answer's own read, so
 * that it holds however many try at once.
 */
const WINDOW_MS = 60_000
/** An official at a counter checks a licence in some ten seconds. */
export const PER_WINDOW = 20
/** Windows that are over are of no use; a few are forgotten with each attempt. */
const FORGOTTEN = 10

export type Attempt = {
  /** For the caller's read batch; the second answers nothing. */
  readonly statements: readonly [Statement<{ readonly count: number }>, Statement]
  /** Whether the attempt may be answered, by the rows of the first. */
  readonly judge: (rows: readonly { readonly count: number }[]) => Result<null, Failure>
  /** For a statement of the same batch that is done only while the attempt may be answered. */
  readonly limit: Window & { readonly most: number }
}

export async function countedAttempt(
  ctx: Context,
  kind: 'identifier' | 'present' | 'code',
): Promise<Attempt> {
  const now = ctx.clock.now()
  const window = await windowOf(ctx, kind)
  return {
    statements: [countAttempt(window), forgetWindows(now)],
    judge: ([row]) => ((row?.count ?? 1) > PER_WINDOW ? fail(tooMany(window, now)) : ok(null)),
    limit: { ...window, most: PER_WINDOW },
  }
}

export type Window = { readonly bucket: string; readonly windowAt: EpochMs }

/** The window that runs, of whoever tries. */
export async function windowOf(
  ctx: Context,
  kind: 'identifier' | 'present' | 'code' | 'evaluation' | 'receipt',
): Promise<Window> {
  const now = ctx.clock.now()
  return { bucket: `${kind}|${await callerOf(ctx)}`, windowAt: now - (now % WINDOW_MS) }
}

export const forgetWindows = (now: EpochMs): Statement =>
  forgetAttempts({ before: now - 10 * WINDOW_MS, limit: FORGOTTEN })

export const tooMany = ({ windowAt }: Window, now: EpochMs): Failure => ({
  code: 'tooManyRequests',
  retryAfterSeconds: Math.max(1, Math.ceil((windowAt + WINDOW_MS - now) / 1000)),
})

/** Who tries, without naming anybody: of an address a keyed digest, since a plain one is found again by trying all. */
async function callerOf(ctx: Context): Promise<string> {
  if (ctx.actor.kind === 'nobody') return `address|${await blindIndex(ctx.keys, 'caller', ctx.caller ?? '')}`
  const { kind, subject } = await licenceActor(ctx)
  return `${kind}|${subject}`
}
