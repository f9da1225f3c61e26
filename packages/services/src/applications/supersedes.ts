import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { CaseRow } from '@tongban/store'
import { partyIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import type { Application } from './body.ts'

/**
 * A registration whose papers were returned is handed in anew, linked to the first (市场主体登记管理条例实施细则
 * 18(3)): only a returned case of the same applicant can be replaced. `row` is the case that is named, if it exists.
 */
export async function checkSupersedes(
  ctx: Context,
  { supersedes, applicant }: Application,
  row: CaseRow | undefined,
): Promise<Result<void, Failure>> {
  if (supersedes === undefined) return ok(undefined)
  const owner = await partyIndex(ctx.keys, applicant)
  return row?.state === 'returned' && row.applicantIndex === owner ? ok(undefined) : fail(NOT_RETURNED)
}

const NOT_RETURNED: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/supersedes',
      zh: '应为同一申请人已退回的办件编号。',
      en: 'Must be the case number of a returned application of the same applicant.',
    },
  ],
}
