import { civilDateAt } from '@tongban/calendar'
import { auditPolicyOf } from '@tongban/catalogue'
import { drawn, lotOf, type Outcome } from '@tongban/decisions'
import type { CivilDate } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import {
  type AuditSampleRow,
  decisionsAfter,
  decisionsOfCase,
  insertAuditSample,
  type UndrawnRow,
} from '@tongban/store'
import { openRecord } from '../cases/open-record.ts'
import type { Context } from '../context.ts'

/**
 * Draws the audit sample 抽查 (DESIGN §4 no. 6): every automatic decision is looked at once, in the order in which they
 * were written, and goes to a person by lot. The lot is a keyed digest of the case number: nobody can foresee it, and
 * drawing again draws the same. Runs as a job, so that intake does nothing for it.
 */
const PAGE = 200

export type Drawn = {
  readonly cursor: number
  readonly looked: number
  readonly drawn: number
  readonly done: boolean
}

export async function drawPage(ctx: Context, after: number): Promise<Drawn> {
  const [rows] = await ctx.database.read([decisionsAfter({ after, limit: PAGE })])
  const lots = (await Promise.all(rows.map((row) => sampleOf(ctx, row)))).filter((row) => row !== null)
  const samples = await withoutTellingControls(ctx, lots)
  if (samples.length > 0) {
    const written = await ctx.database.write(samples.map(insertAuditSample))
    if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  }
  return {
    cursor: rows.at(-1)?.rowid ?? after,
    looked: rows.length,
    drawn: samples.length,
    done: rows.length < PAGE,
  }
}

async function sampleOf(ctx: Context, row: UndrawnRow): Promise<AuditSampleRow | null> {
  const { caseNumber, seq, itemCode, ruleId, departmentCode } = row
  const lot = lotOf(await blindIndex(ctx.keys, 'auditLot', `${caseNumber}/${seq}`))
  const kind = drawn(auditPolicyOf(ctx.region, itemCode), {
    outcome: asOutcome(row.outcome),
    decidedOn: civilDateAt(row.at),
    effectiveOn: asDay(row.effectiveOn),
    lot,
  })
  if (kind === null) return null
  return {
    id: ctx.ids.uuid(),
    caseNumber,
    seq,
    itemCode,
    ruleId,
    departmentCode,
    kind,
    state: 'waiting',
    drawnAt: ctx.clock.now(),
  }
}

/** A control that was hindered by something outside the table would show by it that it was not approved. */
async function withoutTellingControls(
  ctx: Context,
  samples: readonly AuditSampleRow[],
): Promise<readonly AuditSampleRow[]> {
  const controls = samples.filter(({ kind }) => kind === 'control')
  if (controls.length === 0) return samples
  const decisions = (
    await ctx.database.read(controls.map(({ caseNumber }) => decisionsOfCase({ caseNumber })))
  ).flat()
  const telling = new Set<string>()
  for (const { id, caseNumber, seq } of controls) {
    const row = decisions.find((each) => each.caseNumber === caseNumber && each.seq === seq)
    if (row === undefined || (await openRecord(ctx, row)).extra.length > 0) telling.add(id)
  }
  return samples.filter(({ id }) => !telling.has(id))
}

/** Guarantee: a version's first day was checked when it was drafted. */
const asDay = (text: string) => text as CivilDate
/** Guarantee: the column is written from a decision's outcome only. */
const asOutcome = (text: string) => text as Outcome
