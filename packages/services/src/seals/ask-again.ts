import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { sealsOfCase } from '@tongban/store'
import { creditCodeOf } from '../cases/letterhead.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { sealOrder } from './seal-documents.ts'

/**
 * Asks for the seal of a document that carries none: one issued before the region connected a sealing service, or one
 * whose order was given up. Asking for what is sealed already changes nothing.
 */
export type SealAsked = { readonly seal: '已加盖' | '已申请加盖' }

export async function askForSeal(
  ctx: Context,
  caseNumber: string,
  number: string,
): Promise<Result<SealAsked, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) return loaded
  const { documents, row } = loaded.value
  const document = documents.find(({ documentNumber }) => documentNumber === number)
  if (document === undefined) return fail({ code: 'notFound', what: 'document' })
  const [seals] = await ctx.database.read([sealsOfCase({ caseNumber })])
  if (seals.some((seal) => seal.documentNumber === number)) return ok({ seal: '已加盖' })
  if (ctx.sealer === null) return fail(NO_SEALING_SERVICE)
  const { kind, issuedOn, digest } = document
  const organ = creditCodeOf(ctx.region, row.departmentCode)
  const order = await sealOrder(ctx, caseNumber, { documentNumber: number, kind, organ, issuedOn, digest })
  const written = await ctx.database.write(order)
  return written.ok ? ok({ seal: '已申请加盖' }) : fail({ code: 'stillRunning' })
}

const NO_SEALING_SERVICE: Failure = {
  code: 'notConfigured',
  what: { zh: '电子印章服务（TONGBAN_SEAL_URL）', en: 'a sealing service (TONGBAN_SEAL_URL)' },
}
