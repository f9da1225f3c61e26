import type { Json } from '@tongban/kernel'
import { encryptJson } from '@tongban/privacy'
import {
  eventCursor,
  holdEventCursor,
  makeEventCursor,
  moveEventCursor,
  type Statement,
} from '@tongban/store'
import { outboxPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'

/**
 * Makes reports 上报 from rows that are only ever added to, after the fact: no request waits for it. A page of rows becomes
 * reports and their messages in one batch with the cursor, so that none is made twice and none is left out; what a report
 * says is in the encrypted message alone.
 */
const ROWS_A_PAGE = 300
const PAGES_A_RUN = 5

export type Reading<Row extends { readonly row: number }> = {
  /** Of the cursor, and the version of what is made: another begins anew. */
  readonly name: string
  readonly version: string
  /** In the order of their writing. */
  readonly rowsAfter: (place: { readonly after: number; readonly limit: number }) => Statement<Row>
  readonly make: (rows: readonly Row[], now: number) => Promise<Made>
}
/** How many, and what writes them. */
export type Made = { readonly made: number; readonly statements: readonly Statement[] }
export type Read = { readonly made: number; readonly outcome: string }

export async function makeReports<Row extends { readonly row: number }>(
  ctx: Context,
  reading: Reading<Row>,
): Promise<Read> {
  await ctx.database.write([makeEventCursor({ name: reading.name, now: ctx.clock.now() })])
  let made = 0
  for (let page = 0; page < PAGES_A_RUN; page += 1) {
    const done = await makePage(ctx, reading)
    if (done === 'taken') return { made, outcome: `made ${made}, another run is at it` }
    made += done.made
    if (!done.more) return { made, outcome: `made ${made}, caught up` }
  }
  return { made, outcome: `made ${made}, more to come` }
}

async function makePage<Row extends { readonly row: number }>(
  ctx: Context,
  { name, version, rowsAfter, make }: Reading<Row>,
): Promise<{ readonly made: number; readonly more: boolean } | 'taken'> {
  const now = ctx.clock.now()
  const [[cursor]] = await ctx.database.read([eventCursor({ name })])
  if (cursor === undefined) throw new Error('the cursor of the reports was not made')
  const after = cursor.version === version ? cursor.through : 0
  const [rows] = await ctx.database.read([rowsAfter({ after, limit: ROWS_A_PAGE })])
  const more = rows.length === ROWS_A_PAGE
  const { made, statements } = await make(rows, now)
  const through = rows.at(-1)?.row ?? after
  const written = await ctx.database.write([
    holdEventCursor({ name, through: cursor.through, version: cursor.version }),
    moveEventCursor({ name, through, version, now, caughtUpAt: more ? null : now }),
    ...statements,
  ])
  return written.ok ? { made, more } : 'taken'
}

/** A report as it is sent; `record` is null where its case cannot be read: its row says so, and nothing is sent. */
export type Report = {
  readonly id: string
  readonly caseNumber: string
  readonly record: { readonly [field: string]: Json } | null
}

/** The rows of reports, in the columns they are listed by. */
export const reportRows = <R extends Report>(
  reports: readonly R[],
  columnsOf: (report: R) => { readonly [column: string]: string | number },
  now: number,
): string =>
  JSON.stringify(
    reports.map((report) => ({
      ...columnsOf(report),
      id: report.id,
      caseNumber: report.caseNumber,
      state: report.record === null ? 'refused' : 'waiting',
      reason: report.record === null ? 'unreadable' : null,
      madeAt: now,
    })),
  )

/** Their messages in the outbox, each under the id of its report and opened there alone. */
export async function reportMessages<R extends Report>(
  { keys, ids }: Pick<Context, 'keys' | 'ids'>,
  kind: string,
  reports: readonly R[],
  payloadOf: (report: R) => { readonly [name: string]: Json },
  now: number,
): Promise<string> {
  const messages = reports
    .filter(({ record }) => record !== null)
    .map(async (report) => ({
      id: report.id,
      kind,
      caseNumber: report.caseNumber,
      payloadEnc: await encryptJson(keys, outboxPlace(report.id), payloadOf(report), ids.random(12)),
      createdAt: now,
      nextAt: now,
    }))
  return JSON.stringify(await Promise.all(messages))
}
