import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type AgreementRow,
  agreementVersions,
  type ExchangeActRow,
  partnerByRegion,
  type Statement,
  setAgreement,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { actsOf } from '../partners/act.ts'
import { type Partner, partnerOf } from '../partners/partner.ts'
import { partnerIs } from '../partners/refusals.ts'
import { type Version, versionOf } from './version.ts'

/** Everything known of an agreement, in one round trip. */
export type Loaded = {
  readonly id: string
  readonly partner: Partner
  /** Oldest first. */
  readonly versions: readonly Version[]
  readonly acts: readonly ExchangeActRow[]
}

export async function loadAgreement(
  ctx: Context,
  id: string,
  region: string,
): Promise<Result<Loaded, Failure>> {
  const [rows, acts, [row]] = await ctx.database.read([
    agreementVersions({ id }),
    actsOf(`agreement/${id}`),
    partnerByRegion({ region }),
  ])
  if (row === undefined) return fail({ code: 'notFound', what: 'partner' })
  // An agreement with somebody else is none, whoever asks.
  if (rows.some(({ partner }) => partner !== region)) return fail({ code: 'notFound', what: 'agreement' })
  return ok({ id, partner: partnerOf(row), versions: rows.map(versionOf), acts })
}

/** Of what `loadAgreement` answers: the id is that of an agreement with somebody else. */
export const isElsewhere = (failure: Failure): boolean =>
  failure.code === 'notFound' && failure.what === 'agreement'

/** Nothing new is settled with a partner that is not confirmed, or suspended; what there is can still be ended. */
export const mustBeActive = ({ partner: { region, state } }: Loaded): Result<null, Failure> =>
  state === 'active' ? ok(null) : fail(partnerIs(region, state))

/** The same for an agreement there is, whoever it is with. */
export async function loadKnown(ctx: Context, id: string): Promise<Result<Loaded, Failure>> {
  const [rows] = await ctx.database.read([agreementVersions({ id })])
  const region = rows[0]?.partner
  if (region === undefined) return fail({ code: 'notFound', what: 'agreement' })
  return loadAgreement(ctx, id, region)
}

type Change = Partial<Omit<AgreementRow, 'id' | 'version' | 'partner' | 'document' | 'digest'>>

/** The version as it is after the change, and the statement that makes it so. */
export function changed(
  ctx: Context,
  version: Version,
  change: Change,
): { readonly version: Version; readonly statement: Statement } {
  const after: Version = { ...version, ...change, updatedAt: ctx.clock.now() }
  const { agreement: _, ...row } = after
  return { version: after, statement: setAgreement(row) }
}

/** The versions with this one in the place of what it was. */
export const withVersion = (versions: readonly Version[], after: Version): readonly Version[] =>
  versions.map((each) => (each.version === after.version ? after : each))
