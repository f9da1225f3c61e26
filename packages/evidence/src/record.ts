/**
 * The records a day's root covers, and what of each. A leaf holds digests, codes and references only, so that it
 * stays verifiable after what it points to was erased. Order and covered fields are fixed: a new kind goes to the
 * end, a change of fields would make every stored root wrong.
 */
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { leafHash } from './merkle.ts'

export const RECORD_KINDS = ['caseEvent', 'ruleEvent', 'decision', 'document', 'licenceEvent'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

export const RECORD_NAMES = {
  caseEvent: { zh: '办件事件', en: 'case event' },
  ruleEvent: { zh: '规则事件', en: 'rule event' },
  decision: { zh: '决定记录', en: 'decision record' },
  document: { zh: '文书', en: 'document' },
  licenceEvent: { zh: '证照事件', en: 'licence event' },
} as const satisfies Record<RecordKind, { zh: string; en: string }>

/** A stored row as it is read for evidence: its place in the table, its time, and plain columns. */
export type RecordRow = {
  readonly row: number
  readonly at: number
  readonly [field: string]: string | number | null
}

/** `key` names a record of its kind; `covers` is what the leaf holds beside the kind. */
const COVERED = {
  // The hash of an event covers its whole content and every event before it.
  caseEvent: { key: ['caseNumber', 'seq'], covers: ['caseNumber', 'seq', 'hash'] },
  ruleEvent: { key: ['itemCode', 'seq'], covers: ['itemCode', 'seq', 'hash'] },
  decision: {
    key: ['caseNumber', 'seq'],
    covers: ['caseNumber', 'seq', 'itemCode', 'ruleId', 'ruleHash', 'outcome', 'recordDigest', 'at'],
  },
  document: {
    key: ['documentNumber'],
    covers: ['documentNumber', 'caseNumber', 'kind', 'templateVersion', 'digest', 'issuedOn', 'at'],
  },
  licenceEvent: { key: ['identifier', 'seq'], covers: ['identifier', 'seq', 'hash'] },
} as const satisfies Record<RecordKind, { key: readonly string[]; covers: readonly string[] }>

/** What names the record among all of its kind, such as `5101162026112300000015/3`. */
export const keyOf = (kind: RecordKind, row: RecordRow): string =>
  COVERED[kind].key.map((field) => String(row[field])).join('/')

/** The text a leaf is the hash of. */
export function leafText(kind: RecordKind, row: RecordRow): string {
  const covered = Object.fromEntries(
    COVERED[kind].covers.map((field): [string, Json] => {
      const value = row[field]
      if (value === undefined) throw new Error(`a ${kind} was read without ${field}`)
      return [field, value]
    }),
  )
  return canonicalJson({ kind, ...covered })
}

export const leafOf = (kind: RecordKind, row: RecordRow): Promise<string> => leafHash(leafText(kind, row))

/** One leaf as a sealed day keeps it: kind by its place in the list, key, hash. */
export type SealedLeaf = readonly [kind: number, key: string, hash: string]

/**
 * A page holds a power of two, so that the root over pages is the root over leaves, and its row stays well below the
 * 100 kB a statement may have.
 */
export const PAGE_SIZE = 512

/** Digest by which a wrapped key or a ciphertext is named without being told. */
export const fingerprintOf = (text: string): Promise<string> => sha256Hex(text)
