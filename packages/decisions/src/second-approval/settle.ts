/**
 * Settles the facts of an application: what each source said, held against its definition and the clock.
 * Pure: it asks no source. The registry wins over the form; a difference between them is `contradictory`.
 */
import { civilDate } from '@tongban/calendar'
import { canonicalJson, type EpochMs, type Json } from '@tongban/kernel'
import {
  APPLICATION_SOURCE,
  type FactDefinition,
  type FactStatus,
  FORM_SOURCE,
  isRecord,
  type Reading,
  type SettledFact,
  valueAt,
  WITHHELD,
} from './fact.ts'

const HOUR_MS = 3_600_000
/** Clocks of two machines differ; beyond this a source time in the future is not believed. */
const CLOCK_SKEW_MS = 300_000

export type SettleInput = {
  readonly definitions: readonly FactDefinition[]
  readonly form: Json
  readonly readings: Readonly<Record<string, Reading>>
  readonly now: EpochMs
  /** The region's staleness limits, by fact name, in place of the definition's own. */
  readonly staleAfterHours?: Readonly<Record<string, number>>
}

export function settle(input: SettleInput): readonly SettledFact[] {
  return input.definitions.map((definition) => settleOne(definition, input))
}

function settleOne(definition: FactDefinition, input: SettleInput): SettledFact {
  const { now } = input
  const reading = readingOf(definition.source, input)
  if (reading === undefined)
    return definition.unasked === undefined
      ? settled(definition, now, 'missing', null, null)
      : settled(definition, now, 'known', definition.unasked, null)
  if (reading.state === 'unavailable') {
    const status = reading.reason === WITHHELD ? 'withheld' : 'unavailable'
    return settled(definition, now, status, null, null)
  }
  const { sourceAt } = reading
  if (sourceAt > now + CLOCK_SKEW_MS) return settled(definition, now, 'unavailable', null, sourceAt)
  const value = valueGiven(definition, reading.record)
  if (value === undefined) return settled(definition, now, 'missing', null, sourceAt)
  return settled(definition, now, statusOf(definition, value, sourceAt, input), value, sourceAt)
}

function statusOf(
  definition: FactDefinition,
  value: Json,
  sourceAt: EpochMs,
  input: SettleInput,
): FactStatus {
  if (!hasType(definition, value)) return 'wrongType'
  const limit = input.staleAfterHours?.[definition.name] ?? definition.staleAfterHours
  if (limit !== null && input.now - sourceAt > limit * HOUR_MS) return 'stale'
  return differsFromForm(definition, value, input.form) ? 'contradictory' : 'known'
}

const settled = (
  { name, source, zh, en }: FactDefinition,
  now: EpochMs,
  status: FactStatus,
  value: Json,
  sourceAt: EpochMs | null,
): SettledFact => ({ name, status, value, source, sourceAt, fetchedAt: now, zh, en })

function readingOf(source: string, { form, readings, now }: SettleInput): Reading | undefined {
  if (source !== FORM_SOURCE) return Object.hasOwn(readings, source) ? readings[source] : undefined
  return { source, state: 'answered', record: isRecord(form) ? form : {}, sourceAt: now }
}

/** The value the record gives, or `undefined` where it gives none. */
function valueGiven(
  definition: FactDefinition,
  record: Extract<Reading, { state: 'answered' }>['record'],
): Json | undefined {
  if (definition.reads === 'presence') return record !== null
  if (record === null) return definition.absent
  const value = valueAt(record, definition.path)
  if (value !== undefined && value !== null) return value
  if (definition.nullable === true) return null
  // The form and the application are answers of one person: a field left out is the answer the definition names.
  const ownAnswer = definition.source === FORM_SOURCE || definition.source === APPLICATION_SOURCE
  return ownAnswer ? definition.absent : undefined
}

function differsFromForm(definition: FactDefinition, value: Json, form: Json): boolean {
  if (definition.formPath === undefined) return false
  const stated = valueAt(form, definition.formPath)
  if (stated === undefined || stated === null) return false
  return (
    stated !== value && (isPlain(stated) || isPlain(value) || canonicalJson(stated) !== canonicalJson(value))
  )
}

const isPlain = (value: Json) => typeof value !== 'object'

/** Whether a value has the type its definition names; never converts. */
export function hasType(definition: FactDefinition, value: Json): boolean {
  if (value === null) return definition.nullable === true || definition.absent === null
  if (definition.values !== undefined) return typeof value === 'string' && definition.values.includes(value)
  switch (definition.type) {
    case 'string':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && civilDate(value) !== undefined
    case 'list':
      return Array.isArray(value)
  }
}
