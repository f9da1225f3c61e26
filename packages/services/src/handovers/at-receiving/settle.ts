import type { Message } from '@tongban/exchange'
import { keptVerdict } from '@tongban/exchange/wire'
import { decryptJson } from '@tongban/privacy'
import {
  markTried,
  type OpenClosingRow,
  type RefusedSubmissionRow,
  refusedSubmissions,
  unverifiedResults,
} from '@tongban/store'
import { prepareEvents, writeEvents } from '../../cases/append-events.ts'
import { afterwards, loadCase } from '../../cases/load.ts'
import { stepNotice } from '../../cases/step-notice.ts'
import type { Context } from '../../context.ts'
import { endAlarms } from '../../exchange/alarms.ts'
import { contentPlace } from '../contents.ts'
import { dataOf } from './apply-told.ts'
import { checkLicences, closing, isAwaited, isWhole } from './result-delivered.ts'
import { takeBack } from './take-back.ts'

/**
 * What the receiving region takes up again by itself: a result whose licence did not verify, because a key or a status
 * list was not to be had, is verified once more; an application that the other region itself says it does not take is this
 * region's again. Answers one line for the job list.
 */
const AT_ONCE = 50

export async function settleHandovers(ctx: Context): Promise<string> {
  const [results, refused] = await ctx.database.read([
    unverifiedResults({ limit: AT_ONCE }),
    refusedSubmissions({ limit: AT_ONCE }),
  ])
  const at = ctx.clock.now()
  const tried = (kind: 'unverified' | 'refused', subjects: readonly string[]) =>
    subjects.length === 0 ? [] : [markTried({ kind, subjects: JSON.stringify(subjects), at })]
  const marks = [
    ...tried(
      'unverified',
      results.map(({ caseNumber }) => caseNumber),
    ),
    ...tried(
      'refused',
      refused.map(({ messageId }) => messageId),
    ),
  ]
  // Before anything else, so that one that cannot be settled keeps the others waiting for one round at most.
  if (marks.length > 0) await ctx.database.write(marks)
  let closed = 0
  for (const row of results) if (await closeIfItHolds(ctx, row)) closed += 1
  let back = 0
  for (const { caseNumber, partner, messageId, ...said } of refused) {
    const code = refusalIn(said)
    if (code === null) continue
    const ends = endAlarms('refused', partner, [messageId], { by: 'exchange', now: ctx.clock.now() })
    if (await takeBack(ctx, { caseNumber, partner, code }, [ends])) back += 1
  }
  return `${closed} of ${results.length} results verified, ${back} of ${refused.length} hand-overs taken back`
}

/** By what code the other region itself has refused it; null: its verdict says otherwise. */
function refusalIn({
  verdict,
  disposition,
}: Pick<RefusedSubmissionRow, 'verdict' | 'disposition'>): string | null {
  if (verdict === null) return disposition
  const said = keptVerdict(verdict)
  return said?.kind === 'refused' ? said.code : null
}

async function closeIfItHolds(ctx: Context, row: OpenClosingRow): Promise<boolean> {
  const { caseNumber, partner } = row
  const acting: Context = { ...ctx, actor: { kind: 'partner', subject: partner } }
  const loaded = await loadCase(acting, caseNumber)
  if (!loaded.ok || !isAwaited(loaded.value) || row.contentEnc === '') return false
  const personal = await decryptJson(ctx.keys, contentPlace(row), row.contentEnc)
  if (!personal.ok) throw new Error(`what a partner told cannot be read: ${personal.failure.reason}`)
  const message = asMessage(JSON.parse(row.body))
  const opened = { message, digest: row.digest, personal: personal.value, storedAt: 0 }
  const { licences, deliveredAt } = dataOf(opened, 'case.result-delivered')
  if (!isWhole(loaded.value, licences)) return false
  const checked = await checkLicences(ctx, loaded.value, {
    partner,
    named: licences,
    personal: personal.value,
  })
  if (checked === 'unreachable' || !checked.holds) return false
  const prepared = await prepareEvents(acting, loaded.value, [closing(acting, opened, licences, deliveredAt)])
  if (!prepared.ok || prepared.value === null) return false
  const { fold, events } = prepared.value
  const notice = await stepNotice(acting, afterwards(loaded.value, fold, events), 'grantedElsewhere', null)
  const written = await writeEvents(acting, loaded.value, prepared.value, [
    endAlarms('unverified', partner, [caseNumber], { by: 'exchange', now: ctx.clock.now() }),
    ...(notice === null ? [] : [notice.statement]),
  ])
  return written.ok
}

/** Guarantee: it passed the schema of messages before it was stored. */
const asMessage = (value: unknown) => value as Message
