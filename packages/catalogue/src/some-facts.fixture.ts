/** For tests: facts near an item's approvable example, most as there, some with other values, some not known. */
import {
  FACT_STATUSES,
  type FactDefinition,
  type FactStatus,
  type SettledFact,
} from '@tongban/decisions/runtime'
import type { Json } from '@tongban/kernel'
import fc from 'fast-check'
import { type DatedCases, RECEIVED_ON } from './dated-case.ts'

export const UNKNOWN: readonly Exclude<FactStatus, 'known'>[] = FACT_STATUSES.filter(
  (status) => status !== 'known',
)

/** Other values a fact of this kind could have. */
function otherValues({ type, values, nullable }: FactDefinition): readonly Json[] {
  const empty: readonly Json[] = nullable === true ? [null] : []
  if (values !== undefined) return [...values, ...empty]
  switch (type) {
    case 'boolean':
      return [true, false]
    case 'number':
      return [0, 1, 99]
    case 'date':
      return ['1900-01-01', '2008-02-29', RECEIVED_ON, '2026-11-24', '2100-12-31', ...empty]
    case 'string':
      return ['510116', '500112', 'x', ...empty]
    case 'list':
      return [[]]
  }
}

/** Facts near the approvable example: most as there, some with other values, some not known. */
export function someFacts(
  definitions: readonly FactDefinition[],
  cases: DatedCases,
): fc.Arbitrary<[readonly SettledFact[]]> {
  const facts = definitions.map((definition) => {
    const base = cases.approvable[definition.name] ?? null
    const value = fc.oneof(
      { weight: 12, arbitrary: fc.constant(base) },
      fc.constantFrom(...otherValues(definition)),
    )
    const status = fc.oneof(
      { weight: 25, arbitrary: fc.constant<FactStatus>('known') },
      fc.constantFrom(...UNKNOWN),
    )
    return fc.record({ value, status }).map(
      (made): SettledFact => ({
        name: definition.name,
        ...made,
        source: definition.source,
        sourceAt: 0,
        fetchedAt: 0,
        zh: definition.zh,
        en: definition.en,
      }),
    )
  })
  return fc.tuple(fc.tuple(...facts))
}
