import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { agreementVersions, allAgreements } from '@tongban/store'
import type { Context } from '../context.ts'
import { actsOf } from '../partners/act.ts'
import { mustHold, PARTNER_READERS } from '../partners/who.ts'
import { versionOf } from './version.ts'
import { type AgreementHistory, type AgreementView, agreementView, historyOf } from './view.ts'

/** All agreements, each version, the newest first; of one of them also who did what. */
export async function listAgreements(ctx: Context): Promise<Result<readonly AgreementView[], Failure>> {
  const may = mustHold(ctx, PARTNER_READERS)
  if (!may.ok) return may
  const [rows] = await ctx.database.read([allAgreements({})])
  const versions = rows.map(versionOf)
  return ok(versions.map((version) => agreementView(version, versions)))
}

export async function readAgreement(ctx: Context, id: string): Promise<Result<AgreementHistory, Failure>> {
  const may = mustHold(ctx, PARTNER_READERS)
  if (!may.ok) return may
  const [rows, acts] = await ctx.database.read([agreementVersions({ id }), actsOf(`agreement/${id}`)])
  if (rows.length === 0) return fail({ code: 'notFound', what: 'agreement' })
  return ok(historyOf(id, rows.map(versionOf), acts))
}
