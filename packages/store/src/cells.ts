import type { SqlValue } from './statement.ts'

/** Cells of a row that may be null, as the aggregate has them. */
type Cell = SqlValue | undefined

export const textOrNull = (value: Cell): string | null =>
  value === null || value === undefined ? null : String(value)
export const numberOrNull = (value: Cell): number | null =>
  value === null || value === undefined ? null : Number(value)
