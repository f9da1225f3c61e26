import { exchangeFilesOfCase } from '@tongban/store'
import { appliedStatements } from '../exchange/applied.ts'
import type { Applier, Appliers } from '../handovers/applier.ts'
import { attachmentsIn, comingFiles, FILES_OF_SHARED_CASE, TOO_MANY } from './named.ts'

/**
 * Files a partner names beside what was asked for: they belong to the case from the message on. Told of no event: that a
 * file is here is one, once it is whole.
 */
const filesAdded: Applier = async (ctx, { opened, handover: { caseNumber } }) => {
  const now = ctx.clock.now()
  const [before] = await ctx.database.read([exchangeFilesOfCase({ caseNumber })])
  if (before.length + attachmentsIn(opened.message).length > FILES_OF_SHARED_CASE) return TOO_MANY
  const coming = await comingFiles(ctx, opened)
  if ('state' in coming) return coming
  const { statements } = coming
  const written = await ctx.database.write([
    ...statements,
    ...appliedStatements(opened, { state: 'applied' }, now),
  ])
  return written.ok
    ? { state: 'applied' }
    : { state: 'later', reason: `conflict in ${written.failure.table}` }
}

/** For both sides. */
export const FILES_TOLD: Appliers = { 'case.files-added': filesAdded }
