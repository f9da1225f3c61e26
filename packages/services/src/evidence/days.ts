import { isLate, type PublicKey, thumbprintOf } from '@tongban/evidence'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { type EvidenceDayRow, evidenceDay, evidenceDaysAfter } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Sealed days for everybody: roots and signatures hold nothing about a person, and a root that others have kept is
 * what a later change cannot get round.
 */
export type SealedDayView = {
  readonly on: string
  readonly size: number
  readonly root: string
  readonly previous: string
  readonly sealedAt: number
  /** Sealed later than the day after. */
  readonly late: boolean
  readonly keyId: string
  /** All of it as it was signed: a JWS. */
  readonly statement: string
}

const PAGE = 400

export async function listSealedDays(
  ctx: Context,
  after: string | undefined,
): Promise<Result<{ readonly days: readonly SealedDayView[]; readonly next: string | null }, Failure>> {
  const [rows] = await ctx.database.read([evidenceDaysAfter({ after: after ?? '', limit: PAGE })])
  return ok({ days: rows.map(viewOf), next: rows.length < PAGE ? null : (rows.at(-1)?.on ?? null) })
}

export async function readSealedDay(ctx: Context, on: string): Promise<Result<SealedDayView, Failure>> {
  const [[row]] = await ctx.database.read([evidenceDay({ on })])
  return row === undefined ? fail({ code: 'notFound', what: 'sealedDay' }) : ok(viewOf(row))
}

export type AuditKeyView = PublicKey & { readonly thumbprint: string; readonly current: boolean }

/** The public audit keys: the current one and those it replaced. */
export async function listAuditKeys({
  auditKeys,
}: Context): Promise<Result<readonly AuditKeyView[], Failure>> {
  if (auditKeys === null) throw new Error('this Worker holds no audit key')
  const { publicKeys, current } = auditKeys
  return ok(
    await Promise.all(
      publicKeys.map(async (key) => ({
        ...key,
        thumbprint: await thumbprintOf(key),
        current: key.kid === current,
      })),
    ),
  )
}

const viewOf = ({ digest: _, through: __, ...row }: EvidenceDayRow): SealedDayView => ({
  ...row,
  late: isLate(row),
})
