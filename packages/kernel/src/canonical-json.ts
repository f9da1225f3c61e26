/** A value JSON can carry. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

/**
 * Canonical JSON text by RFC 8785 (JCS): keys by UTF-16 code units, texts and numbers as ECMAScript writes them, nothing
 * between. Written here because every event of every case passes through it; a test holds it against the library of the
 * standard's editors. Throws on NaN, infinities and lone surrogates, and on anything JSON has no word for: a bug.
 */
export function canonicalJson(value: Json): string {
  if (!isInOrder(value)) return walked(value)
  const text = JSON.stringify(value)
  return text === undefined || text.includes(HALF) ? walked(value) : text
}

/** With this the engine writes half of a surrogate pair; a text in which it stands for itself is walked for nothing. */
const HALF = '\\ud'

/** Whether the engine would write it canonically: what has come canonical from elsewhere, as nearly all messages have. */
function isInOrder(value: Json | undefined): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      break
    default:
      return false
  }
  if (value === null) return true
  if (isList(value)) return value.every(isInOrder)
  if (!isPlain(value)) return false
  let before: string | undefined
  for (const key of Object.keys(value)) {
    if ((before !== undefined && before > key) || !isInOrder(value[key])) return false
    before = key
  }
  return true
}

function walked(value: Json): string {
  switch (typeof value) {
    case 'string':
      return textOf(value)
    case 'number':
      return numberOf(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return isList(value) ? listOf(value) : objectOf(value)
    default:
      throw new Error('not a JSON value')
  }
}

/** Printable ASCII without quote and backslash stands for itself. */
const PLAIN = /^[ !#-[\]-~]*$/

function textOf(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (!text.isWellFormed()) throw new Error('a lone surrogate is no text')
  return JSON.stringify(text)
}

function numberOf(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is no JSON number`)
  return String(value)
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** In a list `undefined` has no place to be left out from; JSON writes null. */
function listOf(list: readonly (Json | undefined)[]): string {
  let text = '['
  for (let at = 0; at < list.length; at += 1) {
    text += `${at === 0 ? '' : ','}${walked(list[at] ?? null)}`
  }
  return `${text}]`
}

function objectOf(value: { readonly [key: string]: Json | undefined }): string {
  if (!isPlain(value)) throw new Error('not a plain object')
  let text = '{'
  for (const key of sorted(Object.keys(value))) {
    const member = value[key]
    if (member === undefined) continue
    text += `${text === '{' ? '' : ','}${textOf(key)}:${walked(member)}`
  }
  return `${text}}`
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Most objects are few keys; those already in order are not sorted again. */
function sorted(keys: string[]): readonly string[] {
  for (let at = 1; at < keys.length; at += 1) if ((keys[at - 1] ?? '') > (keys[at] ?? '')) return keys.sort()
  return keys
}
