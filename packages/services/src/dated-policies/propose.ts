import {
  canonicalJson,
  type Failure,
  type FieldError,
  fail,
  type Json,
  ok,
  type Result,
} from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import type { Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import type { PublishedDates } from './overlap.ts'
import type { PolicyFile } from './settle.ts'
import type { PolicyStandingRow } from './standing.ts'

/** What proposing a policy has in common, whatever it is about: its id is made of who asks and of their Idempotency-Key. */
export type ProposedDates = {
  readonly fromOn: string
  readonly untilOn: string | null
  /** The policy of this scope that ends the day before. */
  readonly replaces: string | null
}

export async function proposedRow(
  { keys, clock }: Pick<Context, 'keys' | 'clock'>,
  { fromOn, untilOn, replaces }: ProposedDates,
  policy: Json,
  by: { readonly me: string; readonly domain: string; readonly clientKey: string },
): Promise<PolicyStandingRow> {
  return {
    id: await blindIndex(keys, by.domain, `${by.me}|${by.clientKey}`),
    fromOn,
    untilOn,
    policy: canonicalJson(policy),
    state: 'proposed',
    replaces,
    proposedBy: by.me,
    proposedAt: clock.now(),
    approvedBy: null,
    approvedAt: null,
  }
}

export type NewProposal<Row> = {
  readonly row: Row
  /** What tells two requests apart, beside the last day. */
  readonly same: readonly (keyof Row)[]
  /** Dates of what is published in its scope. */
  readonly dates: Statement<PublishedDates>
  readonly errorsBeside: (published: readonly PublishedDates[]) => readonly FieldError[]
  readonly insert: Statement
}

export async function proposeBy<Row extends PolicyStandingRow, View>(
  ctx: Pick<Context, 'database'>,
  file: PolicyFile<Row, View>,
  { row, same, dates, errorsBeside, insert }: NewProposal<Row>,
): Promise<Result<View, Failure>> {
  const [[before], published] = await ctx.database.read([file.byId({ id: row.id }), dates])
  // The same request again, also when time has passed since. The last day moves when another policy follows.
  if (before !== undefined) {
    const isSame =
      same.every((field) => before[field] === row[field]) &&
      (before.untilOn === row.untilOn || before.state !== 'proposed')
    return isSame ? ok(file.view(before, row.proposedBy)) : fail({ code: 'idempotencyKeyReused' })
  }
  const errors = errorsBeside(published)
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const written = await ctx.database.write([insert])
  return written.ok ? ok(file.view(row, row.proposedBy)) : fail({ code: 'stillRunning' })
}
