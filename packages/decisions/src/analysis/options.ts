/** What an analysis may be told besides the plan: what the item knows of its facts, and how long it may search. */
import type { FactDefinition } from '../second-approval/fact.ts'

export type AnalysisOptions = {
  /**
   * The item's facts. They say which inputs can be known to be empty. Without them every input may be empty, as DMN
   * has it.
   */
  readonly definitions?: readonly FactDefinition[]
  /** Inputs (dotted paths) that are whole numbers, such as a number of persons. */
  readonly whole?: readonly string[]
  /** Steps a search for a gap or an unreached row may take in one table before it says “not decided”. */
  readonly steps?: number
  /** How many findings of one kind are listed for a table; all are counted. */
  readonly listed?: number
  /** How many applications may be tried for one witness. */
  readonly trials?: number
}

export const STEPS = 400_000
export const LISTED = 50
export const TRIALS = 1500

/** Whether an input can be known and yet empty. The day of receipt always is a day. */
export function nullableBy(options: AnalysisOptions): (path: string) => boolean {
  const { definitions } = options
  if (definitions === undefined) return (path) => path !== 'receivedOn'
  const empty = new Set(
    definitions
      .filter(({ nullable, absent, unasked }) => nullable === true || absent === null || unasked === null)
      .map(({ name }) => name),
  )
  return (path) => empty.has(path)
}
