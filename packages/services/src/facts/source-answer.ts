import { canonicalJson, type EpochMs, type Json, sha256Hex } from '@tongban/kernel'
import * as z from 'zod'
import { matchesDigest } from './content-digest.ts'
import { type FactQuery, onlyAsked } from './source.ts'

/**
 * What a source may answer, and the checks a foreign answer must pass before any of it is used. An answer that fails
 * one is refused whole: no part of it is repaired, and nothing of it is repeated in an error.
 */
export type SourceAnswer = {
  readonly record: Readonly<Record<string, Json>> | null
  readonly sourceAt: EpochMs
}

/** How deep the values of an answer may nest. Facts are scalars, short lists and flat groups. */
const MAX_DEPTH = 16
const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i
const LAST_INSTANT = 8.64e15

/** When something was so: milliseconds, or a date and time with its offset. */
export const instant = z.union([
  z.int().min(0).max(LAST_INSTANT),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
])

const answer = z.strictObject({
  record: z.record(z.string(), z.json()).nullable(),
  sourceAt: instant,
  /** Echo of `subjectDigest`; a source that sends it lets a mixed-up answer be noticed. */
  subjectDigest: z.string().optional(),
})

/** The answer cut down to the facts asked for, or undefined if it is not in the agreed form. */
export async function readAnswer(
  headers: Pick<Headers, 'get'>,
  bytes: Uint8Array,
  query: FactQuery,
): Promise<SourceAnswer | undefined> {
  const value = await readJson(headers, bytes)
  if (value === undefined || !isSound(value)) return undefined
  const checked = answer.safeParse(value)
  if (!checked.success || !Number.isFinite(checked.data.sourceAt)) return undefined
  const { record, sourceAt, subjectDigest: echo } = checked.data
  if (echo !== undefined && echo !== (await subjectDigest(query))) return undefined
  return { record: onlyAsked(record, query.facts), sourceAt }
}

/**
 * Whom an answer is about, without naming them: SHA-256 in lower-case hex over the canonical JSON (RFC 8785) of
 * `{idKind, idNumber, requestId}`. The request id makes it worthless outside this exchange.
 */
export async function subjectDigest(query: Pick<FactQuery, 'subject' | 'requestId'>): Promise<string> {
  const { idKind, idNumber } = query.subject
  return sha256Hex(canonicalJson({ idKind, idNumber: idNumber.toWellFormed(), requestId: query.requestId }))
}

/** What an answer holds; undefined where it is no JSON by its type or its bytes, or not the bytes its digest names. */
export async function readJson(headers: Pick<Headers, 'get'>, bytes: Uint8Array): Promise<unknown> {
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) return undefined
  const digest = headers.get('content-digest')
  if (digest !== null && !(await matchesDigest(digest, bytes))) return undefined
  return parseJson(bytes)
}

/** Strict UTF-8, then JSON; undefined if it is either not. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    // Both throw only for what the bytes are, and the caller treats undefined as a bad answer.
    return undefined
  }
}

/** Not nested beyond use, and every text well-formed UTF-16: a lone surrogate could be neither stored nor hashed. */
function isSound(value: unknown): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: node, depth } = next
    if (typeof node === 'string' && !node.isWellFormed()) return false
    if (typeof node !== 'object' || node === null) continue
    if (depth === MAX_DEPTH) return false
    for (const [key, inner] of Object.entries(node)) {
      if (!key.isWellFormed()) return false
      open.push({ value: inner, depth: depth + 1 })
    }
  }
  return true
}
