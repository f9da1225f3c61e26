import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { pointerOf } from '@tongban/kernel/parse'
import type { Said } from './language.ts'

/**
 * JSON as two readers must read it alike (RFC 8259 §4, §6, §8; I-JSON, RFC 7493): UTF-8 without faults or a mark before it, no key twice
 * in one object, no NUL and no half of a surrogate pair in a text, no number that a double cannot hold, no deep
 * nesting. `JSON.parse` accepts all of these and keeps the last of two equal keys, so what was checked and what was
 * meant could differ.
 */

export const JSON_DEPTH_LIMIT = 32

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function readStrictJson(bytes: Uint8Array): Result<unknown, Failure> {
  let text: string
  let value: unknown
  try {
    text = decoder.decode(bytes)
    value = JSON.parse(text)
  } catch {
    return fail({ code: 'notJson' })
  }
  if (isPlainlySound(text, value)) return ok(value)
  const fault = findFault(text)
  return fault === null ? ok(value) : fail(fault)
}

/**
 * Whether a text without escapes is sound, from the value it has become; that is nearly every body, and quicker than
 * reading it again. Without a backslash every quote begins or ends a text, so a key that stood twice is missed when the
 * keys and texts of the value are counted; NUL and half a surrogate pair cannot be written at all. Where it says no,
 * `findFault` says what is wrong, if anything is.
 */
function isPlainlySound(text: string, value: unknown): boolean {
  if (text.includes('\\')) return false
  let quotes = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1
  return countTexts(value, 0) * 2 === quotes
}

/** Keys and texts in a value; NaN where it is too deep, or holds a key or a number that is not allowed. */
function countTexts(value: unknown, depth: number): number {
  if (typeof value === 'string') return 1
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? 0 : Number.NaN
  if (typeof value !== 'object' || value === null) return 0
  if (depth >= JSON_DEPTH_LIMIT) return Number.NaN
  let count = 0
  if (Array.isArray(value)) {
    for (const entry of value) count += countTexts(entry, depth + 1)
    return count
  }
  for (const [key, entry] of Object.entries(value)) {
    if (key === '__proto__') return Number.NaN
    count += 1 + countTexts(entry, depth + 1)
  }
  return count
}

const DEPTH = {
  zh: `嵌套超过 ${JSON_DEPTH_LIMIT} 层。`,
  en: `Nested deeper than ${JSON_DEPTH_LIMIT} levels.`,
}
const TEXT = {
  zh: '文本含有不允许的字符（空字符或不完整的字符）。',
  en: 'The text holds a character that is not allowed (NUL or half a character).',
}
const KEY = { zh: '不允许的键名。', en: 'This key is not allowed.' }
const NUMBER = {
  zh: '数值过大，无法准确表示；请改用文本。',
  en: 'The number is too large to be held exactly; send it as text.',
}

/** The first fault of a text that `JSON.parse` has accepted, or null. */
function findFault(text: string): Failure | null {
  const path: string[] = []
  let at = 0

  const fault = (text: Said): Failure => ({
    code: 'invalidInput',
    errors: [{ pointer: pointerOf(path), ...text }],
  })
  const skipSpace = () => {
    while (text.charCodeAt(at) <= 0x20) at += 1
  }
  /** The text of the string literal at the cursor, which moves behind it; escapes undone only where there are any. */
  const readText = (): string => {
    const start = at
    // Nearly every text ends at the next quote; only one with a backslash has to be walked through.
    const end = text.indexOf('"', start + 1)
    const plain = text.slice(start + 1, end)
    if (!plain.includes('\\')) {
      at = end + 1
      return plain
    }
    at += 1
    for (let code = text.charCodeAt(at); code !== 0x22; code = text.charCodeAt(at)) {
      at += code === 0x5c ? 2 : 1
    }
    at += 1
    return String(JSON.parse(text.slice(start, at)))
  }
  const isSoundText = (value: string) => !value.includes('\0') && value.isWellFormed()

  const visit = (): Failure | null => {
    skipSpace()
    switch (text[at]) {
      case '{':
        return visitObject()
      case '[':
        return visitArray()
      case '"':
        return isSoundText(readText()) ? null : fault(TEXT)
      default:
        return visitWord()
    }
  }
  const visitWord = (): Failure | null => {
    const start = at
    while (at < text.length && !',]} \n\r\t'.includes(text.charAt(at))) at += 1
    const word = text.slice(start, at)
    if (word === 'true' || word === 'false' || word === 'null') return null
    return Math.abs(Number(word)) <= Number.MAX_SAFE_INTEGER ? null : fault(NUMBER)
  }
  const visitArray = (): Failure | null => {
    if (path.length >= JSON_DEPTH_LIMIT) return fault(DEPTH)
    at += 1
    skipSpace()
    for (let index = 0; text[at] !== ']'; index += 1) {
      path.push(String(index))
      const found = visit()
      if (found) return found
      path.pop()
      skipSpace()
      if (text[at] === ',') at += 1
    }
    at += 1
    return null
  }
  const visitObject = (): Failure | null => {
    if (path.length >= JSON_DEPTH_LIMIT) return fault(DEPTH)
    const keys = new Set<string>()
    at += 1
    skipSpace()
    while (text[at] !== '}') {
      const key = readText()
      if (!isSoundText(key)) return fault(TEXT)
      path.push(key)
      if (keys.has(key)) return { code: 'notJson' }
      if (key === '__proto__') return fault(KEY)
      keys.add(key)
      skipSpace()
      at += 1
      const found = visit()
      if (found) return found
      path.pop()
      skipSpace()
      if (text[at] === ',') {
        at += 1
        skipSpace()
      }
    }
    at += 1
    return null
  }
  return visit()
}
