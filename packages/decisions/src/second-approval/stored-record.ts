/**
 * A decision record as it is stored: what its item says anyway is left out. Facts are rows; those that were known go
 * without their label, which no sentence of the decision has said; of one that was not known the label stays, since the
 * decision speaks of it. Opened again with the item's labels it is the same record and replays bit for bit.
 */
import type { EpochMs, Json } from '@tongban/kernel'
import type { FactStatus, SettledFact } from './fact.ts'
import { type DecisionRecord, RECORD_FORMAT } from './record.ts'

type StoredFact = readonly [
  name: string,
  status: FactStatus,
  value: Json,
  source: string,
  sourceAt: EpochMs | null,
  /** Null where it was fetched when it was decided, as nearly always. */
  fetchedAt: EpochMs | null,
  zh?: string,
  en?: string,
]
export type StoredRecord = Omit<DecisionRecord, 'facts'> & { readonly facts: readonly StoredFact[] }

type Label = { readonly name: string; readonly zh: string; readonly en: string }

export function storedRecord(recorded: DecisionRecord): StoredRecord {
  const { facts, decidedAt } = recorded
  return { ...recorded, facts: facts.map((fact) => rowOf(fact, decidedAt)) }
}

function rowOf(fact: SettledFact, decidedAt: EpochMs): StoredFact {
  const { name, status, value, source, sourceAt, zh, en } = fact
  const fetchedAt = fact.fetchedAt === decidedAt ? null : fact.fetchedAt
  return status === 'known'
    ? [name, status, value, source, sourceAt, fetchedAt]
    : [name, status, value, source, sourceAt, fetchedAt, zh, en]
}

/** `labels` are those of the record's own version of its item; a fact without one is shown under its name. */
export function openedRecord(stored: StoredRecord, labels: readonly Label[]): DecisionRecord {
  if (stored.format !== RECORD_FORMAT) throw new Error(`not a record of this format: ${stored.format}`)
  const labelled = new Map(labels.map((label) => [label.name, label]))
  const facts = stored.facts.map((row): SettledFact => {
    const [name, status, value, source, sourceAt, fetchedAt, zh, en] = row
    const label = labelled.get(name)
    return {
      name,
      status,
      value,
      source,
      sourceAt,
      fetchedAt: fetchedAt ?? stored.decidedAt,
      zh: zh ?? label?.zh ?? name,
      en: en ?? label?.en ?? name,
    }
  })
  return { ...stored, facts }
}
