/**
 * Whether an answer is a verdict by the contract, with every member that is read of one. A region, or whoever answers in its
 * place, may answer anything; half an answer is none.
 */
import type { Text, Verdict } from '@tongban/verifier'

export function isVerdict(body: unknown): body is Verdict {
  if (!isGroup(body)) return false
  const { valid, state, reasons, warnings, licence, issuer, claims, status } = body
  return (
    typeof state === 'string' &&
    STATES.has(state) &&
    valid === (state === 'valid') &&
    isListOf(reasons, isFinding) &&
    (reasons.length === 0) === valid &&
    isListOf(warnings, isFinding) &&
    (licence === null || isLicence(licence)) &&
    (issuer === null || isIssuer(issuer)) &&
    isGroup(claims) &&
    isShallow(claims, MOST_LEVELS) &&
    (status === null || isStatus(status))
  )
}

type Group = Readonly<Record<string, unknown>>
const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)

function isListOf<Item>(value: unknown, is: (item: unknown) => item is Item): value is readonly Item[] {
  return Array.isArray(value) && value.every(is)
}

const STATES: ReadonlySet<string> = new Set<Verdict['state']>([
  'valid',
  'suspended',
  'ended',
  'expired',
  'notYetValid',
  'unknown',
  'invalid',
])

const isWords = (value: unknown): value is Text => isGroup(value) && isText(value.zh) && isText(value.en)

const isFinding = (value: unknown): value is Verdict['reasons'][number] =>
  isWords(value) && 'code' in value && isText(value.code)

const isLicence = (value: unknown): value is Verdict['licence'] =>
  isGroup(value) &&
  [value.identifier, value.typeCode].every(isText) &&
  [value.vct, value.validFrom, value.validUntil].every(isTextOrNull) &&
  isWords(value.typeName)

const isIssuer = (value: unknown): value is Verdict['issuer'] =>
  isGroup(value) &&
  [value.region, value.authority, value.authorityCode, value.kid, value.alg].every(isText) &&
  isWords(value.regionName) &&
  isListOf(value.also, isText)

/** The last instant a date can be (ECMA-262 §21.4.1.1): beyond it no time can be told. */
const LAST_INSTANT = 8.64e15

const isStatus = (value: unknown): value is Verdict['status'] =>
  isGroup(value) &&
  [value.value, value.maxStalenessSeconds].every(Number.isFinite) &&
  typeof value.asOf === 'number' &&
  Math.abs(value.asOf) <= LAST_INSTANT

/** As many as a licence may nest. */
const MOST_LEVELS = 16

/** Nested without end it could not even be printed. */
function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1))
}
