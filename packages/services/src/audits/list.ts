import { civilDateAt } from '@tongban/calendar'
import { findItem } from '@tongban/catalogue'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { auditSamplesWaiting, auditSamplesWaitingAnywhere } from '@tongban/store'
import type { Context } from '../context.ts'
import { auditorOf } from './may-audit.ts'
import { dayOf } from './read.ts'

/**
 * Drawn decisions that wait for this official, oldest first. Nothing in the list tells what the machine answered: a draw
 * follows its decision within minutes, so that its instant would lead to the case.
 */
export type WaitingAudit = {
  readonly id: string
  readonly itemCode: string
  readonly item: { readonly zh: string; readonly en: string }
  readonly department: string
  /** The first instant of the day it was drawn on. */
  readonly drawnAt: number
}

const MOST = 100

export async function listAudits(ctx: Context): Promise<Result<readonly WaitingAudit[], Failure>> {
  const auditor = auditorOf(ctx)
  if (!auditor.ok) return auditor
  const { official, role } = auditor.value
  const [rows] = await ctx.database.read([
    role === 'auditor'
      ? auditSamplesWaitingAnywhere({ limit: MOST })
      : auditSamplesWaiting({ departmentCode: official.department, limit: MOST }),
  ])
  const today = civilDateAt(ctx.clock.now())
  return ok(
    rows.map(({ id, itemCode, departmentCode, drawnAt }) => {
      const item = findItem(itemCode, today)
      const name = item.ok ? item.value.taskName : { zh: itemCode, en: itemCode }
      return { id, itemCode, item: name, department: departmentCode, drawnAt: dayOf(drawnAt) }
    }),
  )
}
