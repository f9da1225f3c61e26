/**
 * JSON as signed content must be read: valid UTF-8 (RFC 8259 §8.1), no member name twice in an object (RFC 7515 §4: two
 * readers could see two different licences), no `__proto__`, and not nested without end.
 */
export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [name: string]: Json }

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** A licence needs four levels; an address in it a few more. */
const MOST_LEVELS = 16

/** The value; `undefined` when the bytes are no such JSON. */
export function readJson(bytes: Uint8Array): Json | undefined {
  let value: Json
  try {
    value = JSON.parse(strictUtf8.decode(bytes))
  } catch {
    return undefined
  }
  // Of two members of one name only the last is left: fewer names in the value than colons in the text tell of it.
  return countMembers(value, 0) === countColons(bytes) ? value : undefined
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** How many members all objects in `value` have; below zero when it is refused. */
function countMembers(value: Json, level: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (level === MOST_LEVELS) return Number.NEGATIVE_INFINITY
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countMembers(item, level + 1)
    return count
  }
  for (const name in value) {
    if (name === '__proto__') return Number.NEGATIVE_INFINITY
    const member = value[name]
    count += 1
    if (typeof member === 'object') count += countMembers(member, level + 1)
  }
  return count
}

const QUOTE = 34
const BACKSLASH = 92
const COLON = 58

/** Colons outside strings, of bytes that are known to be JSON: one for each member. */
function countColons(bytes: Uint8Array): number {
  let count = 0
  let within = false
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]
    if (byte === QUOTE) within = !within
    else if (within && byte === BACKSLASH) index += 1
    else if (!within && byte === COLON) count += 1
  }
  return count
}
