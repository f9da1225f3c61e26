/** Priority of rows by the order of the output values (DMN 1.5 §8.2.10): leftmost output first, earliest value first. */
import type { Table } from '../plan/plan.ts'
import { equal } from '../values/compare.ts'
import type { Code, Env, Frame } from './env.ts'
import { compileNode } from './expression.ts'

export function rankRow(
  table: Table,
  outputs: readonly Code[],
  env: Env,
): ((frame: Frame) => readonly number[]) | null {
  if (table.hit !== 'P' && table.hit !== 'O') return null
  const ranked = table.outputs.flatMap((output, at) => {
    const code = outputs[at]
    if (output.values === undefined || code === undefined) return []
    return [{ code, values: output.values.of.map((value) => compileNode(value, env)) }]
  })
  return (frame) =>
    ranked.map(({ code, values }) => {
      const result = code.run(frame)
      const place = values.findIndex((value) => equal(result, value.run(frame)) === true)
      return place < 0 ? values.length : place
    })
}

/** Below zero when `a` goes before `b`. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [at, rank] of a.entries()) {
    const difference = rank - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
