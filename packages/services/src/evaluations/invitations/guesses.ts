import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import { countAttempt, guessesSoFar, type Statement } from '@tongban/store'
import type { Context } from '../../context.ts'
import { forgetWindows, PER_WINDOW, tooMany, type Window, windowOf } from '../../licences/attempts.ts'
import { isLimited, limit } from '../../presentations/limited.ts'

/**
 * What keeps tokens from being guessed and ratings from being made in masses: failed guesses are counted by caller, ratings by
 * token, by device and by terminal, each for one minute, in the database, so that no limit is passed by trying in many places.
 * A token that was forged is counted as itself: whoever holds the true one is not kept out by it.
 */
type Counted = Statement<{ readonly count: number }>

export type Guesses = {
  /** For the read batch. */
  readonly statement: Counted
  readonly judge: (rows: readonly { readonly count: number }[]) => Result<null, Failure>
  /** Counts one that failed, and forgets a few windows that are over. */
  readonly count: () => Promise<void>
}

/** Refused at once, without asking the database, where this isolate knows that the caller is over the limit. */
export async function guessesOf(
  ctx: Context,
  kind: 'evaluation' | 'receipt' = 'evaluation',
): Promise<Result<Guesses, Failure>> {
  const now = ctx.clock.now()
  const window = await windowOf(ctx, kind)
  if (isLimited(ctx, window)) return fail(tooMany(window, now))
  return ok({
    statement: guessesSoFar(window),
    judge: ([row]) => {
      if ((row?.count ?? 0) < PER_WINDOW) return ok(null)
      limit(ctx, window)
      return fail(tooMany(window, now))
    },
    count: async () => {
      await ctx.database.read([countAttempt(window), forgetWindows(now)])
    },
  })
}

/** Ratings a minute: a token is used once, a device rates for one household, and nobody stands a second before a pad. */
const MOST = { token: 20, device: 10, terminal: 10 } as const
const WINDOW_MS = 60_000

export type RatingLimits = {
  /** For the read batch: each counts this one, and answers how many there were. */
  readonly statements: readonly Counted[]
  readonly judge: (counts: readonly (readonly { readonly count: number }[])[]) => Result<null, Failure>
}

export async function ratingLimits(
  ctx: Context,
  { token, device, terminal }: { token: string; device: string | null; terminal: string | null },
): Promise<RatingLimits> {
  const now = ctx.clock.now()
  const windowAt = now - (now % WINDOW_MS)
  const bucket = (name: string): Window => ({ bucket: `rating.${name}`, windowAt })
  const counted = [
    { most: MOST.token, window: bucket(`token|${await blindIndex(ctx.keys, 'ratingToken', token)}`) },
    ...(device === null ? [] : [{ most: MOST.device, window: bucket(`device|${device}`) }]),
    ...(terminal === null ? [] : [{ most: MOST.terminal, window: bucket(`terminal|${terminal}`) }]),
  ]
  return {
    statements: counted.map(({ window }) => countAttempt(window)),
    judge: (counts) => {
      const over = counted.find(({ most }, at) => (counts[at]?.[0]?.count ?? 1) > most)
      return over === undefined ? ok(null) : fail(tooMany(over.window, now))
    },
  }
}
