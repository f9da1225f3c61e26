import type { EpochMs } from '@tongban/kernel'
import type { LicenceRow } from '@tongban/store'
import { type FindingCode, finding, STATUS, type Verdict } from '@tongban/verifier'
import type { Context } from '../../context.ts'
import type { Issuer } from '../issuer.ts'
import { type Shown, verifyShown } from './credential.ts'

/**
 * Verifies one of this region's own licences as it is stored, or reduced to what its holder agreed to show. Its row was
 * read for that, later than the list in memory may have been: where the row is the stricter one it decides.
 */
export async function verifyStored(
  ctx: Pick<Context, 'database' | 'after' | 'clock'>,
  issuer: Issuer,
  stored: Pick<Shown, 'credential' | 'signatures'>,
  { statusValue, readAt }: Pick<LicenceRow, 'statusValue'> & { readonly readAt: EpochMs },
): Promise<Verdict> {
  const verdict = await verifyShown(ctx, issuer, stored)
  const told = BY_VALUE.get(statusValue) ?? OTHER
  const isKnown = verdict.licence === null || verdict.state === 'ended' || verdict.state === told.state
  if (statusValue === STATUS.valid || isKnown) return verdict
  return {
    ...verdict,
    valid: false,
    state: told.state,
    reasons: [finding(told.code), ...verdict.reasons.filter(({ code }) => !code.startsWith('status:'))],
    status: {
      value: told.value,
      asOf: readAt,
      maxStalenessSeconds: verdict.status?.maxStalenessSeconds ?? 1,
    },
  }
}

type Told = {
  readonly value: NonNullable<Verdict['status']>['value']
  readonly state: Verdict['state']
  readonly code: FindingCode
}
const OTHER: Told = { value: STATUS.other, state: 'ended', code: 'status:other' }
const BY_VALUE: ReadonlyMap<number, Told> = new Map<number, Told>([
  [STATUS.invalid, { value: STATUS.invalid, state: 'ended', code: 'status:ended' }],
  [STATUS.suspended, { value: STATUS.suspended, state: 'suspended', code: 'status:suspended' }],
])
