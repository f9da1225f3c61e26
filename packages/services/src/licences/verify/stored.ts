import type { Verdict } from '@tongban/verifier'
import type { Context } from '../../context.ts'
import { type Shown, verifyShown } from './credential.ts'

/** Verifies one of this region's own licences as it is stored, or reduced to what its holder agreed to show. */
export const verifyStored = (
  ctx: Pick<Context, 'issuer' | 'database' | 'after' | 'clock'>,
  stored: Pick<Shown, 'credential' | 'signatures'>,
): Promise<Verdict> => verifyShown(ctx, stored)
