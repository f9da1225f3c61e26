/**
 * What a fact is: the definition an item gives of it, and the settled fact a decision is made from.
 * A fact whose status is not `known` carries no truth: it makes no row hold and no row fail.
 * 在线政务服务规定 7: a fact is fetched for one purpose, and what sharing can give is not asked of the applicant.
 */
import type { EpochMs, Json } from '@tongban/kernel'

export const FACT_TYPES = ['string', 'number', 'boolean', 'date', 'list'] as const
export type FactType = (typeof FACT_TYPES)[number]

export const FACT_STATUSES = [
  'known',
  'missing',
  'stale',
  'contradictory',
  'unavailable',
  'wrongType',
  /** Not read, because the submitter has not shown that they may act for this person. */
  'withheld',
] as const
export type FactStatus = (typeof FACT_STATUSES)[number]

/** Source names with a meaning of their own: the form, and the application around it (applicant, representation). */
export const FORM_SOURCE = 'form'
export const APPLICATION_SOURCE = 'application'

export type FactDefinition = {
  /** Name of the DMN input; a dotted name is a leaf of a context input, its first segment is the group. */
  readonly name: string
  readonly type: FactType
  /** The values of an enumeration; anything else is `wrongType`. */
  readonly values?: readonly string[]
  /** The values in words, for people. */
  readonly words?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  readonly source: string
  /** The source as people call it. */
  readonly sourceName?: { readonly zh: string; readonly en: string }
  /** An entry of a list that anybody may choose, such as a term of a published catalogue, with its words. */
  readonly example?: { readonly entry: Json; readonly zh: string; readonly en: string }
  /** Dotted path inside the source's record. */
  readonly path: string
  /** `presence`: the fact is whether the source has a record at all. */
  readonly reads?: 'value' | 'presence'
  /** A known `null` (left empty, none on record) is an answer. Without it an empty value is `missing`. */
  readonly nullable?: boolean
  /** The value when the source answers that it has no record. Without it that is `missing`. */
  readonly absent?: Json
  /** The value when the source was not asked because the application names no key for it; never a ground to approve. */
  readonly unasked?: Json
  /** Older source data is `stale`; a region may shorten or lengthen it. `null`: does not age. */
  readonly staleAfterHours: number | null
  /** Where the form states the same thing; a difference is `contradictory`. */
  readonly formPath?: string
  /** Whether the applicant can change it: by another answer, a paper, a signature. */
  readonly own: boolean
  /** Personal number, account or the like: an explanation shows it masked. */
  readonly sensitive?: boolean
  readonly zh: string
  readonly en: string
}

/** Reason of a reading that was not taken at all: the submitter may not learn what the source holds. */
export const WITHHELD = 'withheld'

/** What a source said. `record: null` is an answer: it holds no such record. */
export type Reading =
  | {
      readonly source: string
      readonly state: 'answered'
      readonly record: { readonly [key: string]: Json | undefined } | null
      readonly sourceAt: EpochMs
    }
  | { readonly source: string; readonly state: 'unavailable'; readonly reason: string }

export type SettledFact = {
  readonly name: string
  readonly status: FactStatus
  /** The value, also of a stale, contradictory or wrongly typed fact (for the explanation); never used unless known. */
  readonly value: Json
  readonly source: string
  readonly sourceAt: EpochMs | null
  readonly fetchedAt: EpochMs
  readonly zh: string
  readonly en: string
}

/** The group a fact's hindrance is named after: `education.level` → `education`. */
export const groupOf = (name: string): string => name.split('.', 1)[0] ?? name

/** The value at a dotted path, or `undefined`. */
export function valueAt(record: Json | undefined, path: string): Json | undefined {
  if (!path.includes('.')) return isRecord(record) && Object.hasOwn(record, path) ? record[path] : undefined
  let value: Json | undefined = record
  for (const key of keysOf(path)) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

/** Paths are those of the items' own definitions: a few hundred, each taken apart once. */
const keysOfPath = new Map<string, readonly string[]>()
const PATHS_KEPT = 2000

function keysOf(path: string): readonly string[] {
  const known = keysOfPath.get(path)
  if (known !== undefined) return known
  const keys = path.split('.')
  if (keysOfPath.size < PATHS_KEPT) keysOfPath.set(path, keys)
  return keys
}

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
