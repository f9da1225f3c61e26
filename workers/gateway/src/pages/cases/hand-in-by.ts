import type { CaseShown } from './schemas.ts'

type LimitOf = Pick<CaseShown['limits'][number], 'binds' | 'status' | 'dueOn'>

/** The last day on which whoever applied may hand in what was asked for; null where no such day runs. */
export const handInBy = (limits: readonly LimitOf[]): string | null =>
  limits.find(({ binds, status }) => binds === 'applicant' && status !== 'ended')?.dueOn ?? null
