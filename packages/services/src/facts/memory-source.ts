import type { EpochMs, Json } from '@tongban/kernel'
import {
  assertAddressed,
  type FactQuery,
  type FactSource,
  onlyAsked,
  type UnavailableReason,
} from './source.ts'

/** A fact source that holds its records in memory, for tests: the same answers as a register, without a network. */
export type MemoryRecord = {
  readonly subject: FactQuery['subject']
  /** Must all be equal in the query; none given means the record does not depend on keys. */
  readonly keys?: FactQuery['keys']
  readonly record: Readonly<Record<string, Json>>
  readonly sourceAt: EpochMs
}

export type MemorySource = FactSource & {
  /** Every query received, oldest first. */
  readonly queries: readonly FactQuery[]
  /** From now on every read answers `unavailable`, until `comeBack`. */
  fail(reason: UnavailableReason): void
  comeBack(): void
}

/** `asOf` is the source time of the answer "no such person". */
export function memorySource(name: string, records: readonly MemoryRecord[], asOf: EpochMs): MemorySource {
  const queries: FactQuery[] = []
  let failure: UnavailableReason | null = null
  return {
    queries,
    fail(reason) {
      failure = reason
    },
    comeBack() {
      failure = null
    },
    async read(query) {
      assertAddressed(query, name)
      queries.push(query)
      if (failure !== null) return { source: name, state: 'unavailable', reason: failure }
      const held = records.find((candidate) => isAbout(candidate, query))
      return {
        source: name,
        state: 'answered',
        record: onlyAsked(held?.record ?? null, query.facts),
        sourceAt: held?.sourceAt ?? asOf,
      }
    },
  }
}

function isAbout(held: MemoryRecord, query: FactQuery): boolean {
  return (
    held.subject.idKind === query.subject.idKind &&
    held.subject.idNumber === query.subject.idNumber &&
    Object.entries(held.keys ?? {}).every(([key, value]) => query.keys[key] === value)
  )
}
