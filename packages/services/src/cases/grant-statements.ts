import type { Happening } from '@tongban/cases'
import { deleteGrant, insertGrant, type Statement } from '@tongban/store'
import { matterOf } from '../applications/grants.ts'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'
import { openApplication } from './open-application.ts'

/**
 * What a decision by people does to the list of what was granted once only: a grant enters it, an annulled or replaced
 * one leaves it. `before` is the case ahead of the step.
 */
export async function grantStatements(
  ctx: Context,
  before: LoadedCase,
  { type, at }: Happening,
): Promise<readonly Statement[]> {
  const { item, fold, row } = before
  const stands = fold.state === 'granted' || fold.grantStandsOn !== null
  const enters = type === 'granted' && !stands
  const leaves = (type === 'annulled' || type === 'refused') && stands
  if (item.oneGrantPer === undefined || (!enters && !leaves)) return []
  const matter = await matterOf(ctx, item, await openApplication(ctx, before))
  if (matter === null) return []
  const { caseNumber } = row
  return [
    enters ? insertGrant({ ...matter, caseNumber, grantedAt: at }) : deleteGrant({ ...matter, caseNumber }),
  ]
}
