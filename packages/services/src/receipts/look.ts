import { addDays, civilDate, civilDateAt, endOfDayAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type EndedReceiptCodes,
  endedReceiptCodes,
  endReceiptCode,
  partnersOfCase,
  receiptCodesUsed,
} from '@tongban/store'
import { loadCaseBeside } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { guessesOf } from '../evaluations/invitations/guesses.ts'
import { isGivenOut, type ReceiptCode, readReceiptCode, receiptCode } from './code.ts'
import { OPEN_DAYS } from './open-days.ts'
import { type Progress, progressOf } from './progress.ts'

/**
 * A look at a case by the query code 查询码 of its receipt. The code is used up by it, and the next one is answered: of two who
 * show one code at once one is let in. A code that was never given out is counted as a guess, and nothing is said of the case;
 * those that are good let in so many times an hour. One read batch, one write batch.
 */
export type Look = Progress & {
  /** For the next look; null once none will be answered. */
  readonly receipt: NextCode
}
export type NextCode = { readonly code: string; readonly untilOn: string | null }

/** Looks at one case within an hour: more than anybody has use for, and each is a row that is kept. */
const MOST_LOOKS = 20
const HOUR_MS = 60 * 60_000

export async function lookByCode(ctx: Context, text: string): Promise<Result<Look, Failure>> {
  const code = readReceiptCode(text)
  if (code === undefined) return fail(NO_CODE)
  if (!(await isGivenOut(ctx, code))) return guessed(ctx)
  const { caseNumber, sequence } = code
  const now = ctx.clock.now()
  const { loaded, beside } = await loadCaseBeside(asReader(ctx), caseNumber, [
    endedReceiptCodes({ caseNumber, sequence }),
    partnersOfCase({ caseNumber }),
    receiptCodesUsed({ caseNumber, since: now - HOUR_MS, limit: MOST_LOOKS }),
  ])
  if (!loaded.ok) return fail(NOT_FOUND)
  const [[state], names, looks] = beside
  const untilOn = untilOf(loaded.value.row.closedOn)
  if (untilOn !== null && now >= endOfDayAt(untilOn)) return over('ended', untilOn)
  const standing = stateOf(code, state)
  if (!standing.ok) return standing
  // The code is not used up by it, and is good once the first of them is an hour ago.
  const first = looks.length < MOST_LOOKS ? undefined : looks.at(-1)
  if (first !== undefined) return fail(tooManyLooks(first.usedAt, now))
  const ended = { caseNumber, sequence, usedAt: now, endedAt: now }
  const written = await ctx.database.write([endReceiptCode(ended)])
  // Somebody showed it in the same instant.
  if (!written.ok) return over('used', civilDateAt(now))
  ctx.log('receiptCodeUsed', { caseNumber, sequence })
  const next = await receiptCode(ctx, { caseNumber, sequence: sequence + 1 })
  return ok({ ...progressOf(ctx, loaded.value, names), receipt: { code: next, untilOn } })
}

/** The last day on which the case can be looked at by code; null while it is open. */
export function untilOf(closedOn: string | null): CivilDate | null {
  const on = closedOn === null ? undefined : civilDate(closedOn)
  return on === undefined ? null : addDays(on, OPEN_DAYS)
}

const tooManyLooks = (firstAt: number, now: number): Failure => ({
  code: 'tooManyRequests',
  retryAfterSeconds: Math.max(1, Math.ceil((firstAt + HOUR_MS - now) / 1000)),
})

/** Whether it is the code that counts: the one after those that have ended. */
function stateOf({ sequence }: ReceiptCode, state: EndedReceiptCodes | undefined): Result<null, Failure> {
  if (state === undefined || sequence > state.ended + 1) return fail(NOT_FOUND)
  if (sequence === state.ended + 1) return ok(null)
  // How it ended was forgotten with the case long closed, which has been reopened since.
  if (state.endedAt === null) return fail(NOT_FOUND)
  return over(state.usedAt === null ? 'replaced' : 'used', civilDateAt(state.endedAt))
}

const over = (reason: 'used' | 'replaced' | 'ended', on: string) =>
  fail({ code: 'receiptCodeOver', reason, on } as const)

async function guessed(ctx: Context): Promise<Result<never, Failure>> {
  const guesses = await guessesOf(ctx, 'receipt')
  if (!guesses.ok) return guesses
  const [counted] = await ctx.database.read([guesses.value.statement])
  const few = guesses.value.judge(counted)
  if (!few.ok) return few
  await guesses.value.count()
  return fail(NOT_FOUND)
}

/** Who reads is whoever holds the code: what they are shown is decided by `progressOf`, and it opens no words. */
const asReader = (ctx: Context): Context => ({ ...ctx, actor: { kind: 'clock', subject: 'receipt-code' } })

const NOT_FOUND = { code: 'notFound', what: 'receiptCode' } as const
const NO_CODE: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/code',
      zh: '查询码的格式不正确。请照回执输入，包括其中的连字符；字母不分大小写。',
      en: 'This is no query code; type it as it stands on the receipt, hyphens and all, in small or capital letters.',
    },
  ],
}
