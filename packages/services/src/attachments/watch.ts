import { untakenFiles } from '@tongban/store'
import type { Context } from '../context.ts'
import { raiseAlarm } from '../exchange/alarms.ts'
import { fileSubject } from './take-in.ts'

/** Files that were named and have not come: after a day people are told, once, until they are here. */
export const UNTAKEN_FILE_MS = 24 * 3_600_000
const AT_ONCE = 100

export async function watchFiles(ctx: Context): Promise<number> {
  const now = ctx.clock.now()
  const [rows] = await ctx.database.read([untakenFiles({ before: now - UNTAKEN_FILE_MS, limit: AT_ONCE })])
  if (rows.length === 0) return 0
  await ctx.database.write(
    rows.map((row) => {
      const { partner, caseNumber, digest, size, createdAt } = row
      const facts = { case: caseNumber, file: digest, size, since: createdAt }
      return raiseAlarm({ kind: 'untaken', partner, subject: fileSubject(row), facts }, now)
    }),
  )
  return rows.length
}
