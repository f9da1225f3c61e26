import { findItemVersion, type Item } from '@tongban/catalogue'
import type { DecisionRecord } from '@tongban/decisions'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type AuditSampleRow,
  auditSampleById,
  type CaseRow,
  caseKeyOfAudit,
  caseOfAudit,
  decisionOfAudit,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import { openRecord } from '../cases/open-record.ts'
import type { Context } from '../context.ts'
import { withCaseKey } from '../retention/case-keys.ts'
import { type Auditor, auditorOf, mayAudit } from './may-audit.ts'

/** A drawn decision with its record, for an official who may judge it. Whoever handed the application in may not. */
export type LoadedAudit = {
  readonly sample: AuditSampleRow
  readonly row: CaseRow
  readonly item: Item
  readonly record: DecisionRecord
  readonly auditor: Auditor
  readonly subject: string
}

export async function loadAudit(ctx: Context, id: string): Promise<Result<LoadedAudit, Failure>> {
  const auditor = auditorOf(ctx)
  if (!auditor.ok) return auditor
  const [[sample], [row], [decision], [key]] = await ctx.database.read([
    auditSampleById({ id }),
    caseOfAudit({ id }),
    decisionOfAudit({ id }),
    caseKeyOfAudit({ id }),
  ])
  if (sample === undefined || !mayAudit(auditor.value, sample.departmentCode))
    return fail({ code: 'notFound', what: 'audit' })
  if (row === undefined || decision === undefined) throw new Error('a drawn decision is not stored')
  const subject = await actorIndex(ctx.keys, ctx.actor)
  if (row.submitterIndex === subject) return fail({ code: 'notAllowed', need: NOT_HELPER })
  const item = findItemVersion(row.itemCode, Number(row.itemVersion))
  if (!item.ok) return item
  const record = await openRecord({ keys: withCaseKey(ctx.keys, key) }, decision)
  return ok({ sample, row, item: item.value, record, auditor: auditor.value, subject })
}

const NOT_HELPER = '未帮助提交该申请的人员 somebody who did not help to hand this application in'
