import * as z from 'zod'
import english from 'zod/v4/locales/en.js'
import chinese from 'zod/v4/locales/zh-CN.js'
import type { Json } from './canonical-json.ts'
import type { Failure, FieldError } from './failure.ts'
import { fitterOf, NO_FIT } from './fit.ts'
import { fail, ok, type Result } from './result.ts'

export { fitterOf, NO_FIT } from './fit.ts'

/**
 * Checks input against a schema and says every error in both languages, each with its JSON pointer (RFC 6901).
 * The value that was sent is never repeated in an error.
 */

/** Imported one by one: all of zod's languages together are a quarter of a megabyte. */
const LOCALES = { zh: chinese().localeError, en: english().localeError }

/** A schema's own message goes first; then the words below; then zod's, which speak of types. */
const inWords =
  (language: 'zh' | 'en'): z.core.$ZodErrorMap =>
  (issue) =>
    plainWords(issue)?.[language] ?? LOCALES[language](issue)

const WORDS = {
  missing: { zh: '请填写此项。', en: 'Fill this in.' },
  shape: { zh: '格式不正确。', en: 'This does not have the right form.' },
  text: { zh: '应为文字。', en: 'Must be text.' },
  number: { zh: '应为数字。', en: 'Must be a number.' },
  boolean: { zh: '应为“是”（true）或“否”（false）。', en: 'Must be true or false.' },
} as const

const TYPES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  string: WORDS.text,
  number: WORDS.number,
  int: WORDS.number,
  boolean: WORDS.boolean,
}

function plainWords(issue: z.core.$ZodRawIssue): { readonly zh: string; readonly en: string } | undefined {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      if (issue.input === undefined) return WORDS.missing
      if (issue.code === 'invalid_value') return undefined
      return issue.code === 'invalid_type' ? (TYPES[issue.expected] ?? WORDS.shape) : WORDS.shape
    case 'invalid_format':
      return WORDS.shape
    case 'too_small':
    case 'too_big':
      return sizeWords(issue)
    default:
      return undefined
  }
}

/** How long a text, how many entries, how large a number may be. */
function sizeWords(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>) {
  const small = issue.code === 'too_small'
  const limit = small ? issue.minimum : issue.maximum
  const few = small ? { zh: '至少', en: 'at least' } : { zh: '至多', en: 'at most' }
  switch (issue.origin) {
    case 'string':
      if (issue.input === '') return WORDS.missing
      return { zh: `${few.zh} ${limit} 个字符。`, en: `Must have ${few.en} ${limit} characters.` }
    case 'array':
      return { zh: `${few.zh} ${limit} 项。`, en: `Must have ${few.en} ${limit} entries.` }
    case 'number':
    case 'int':
      return numberWords(small, issue.inclusive ?? true, limit)
    default:
      return undefined
  }
}

function numberWords(small: boolean, inclusive: boolean, limit: number | bigint | Date) {
  const zh = inclusive ? (small ? '不能小于' : '不能大于') : small ? '应大于' : '应小于'
  const en = inclusive ? `Must be at ${small ? 'least' : 'most'}` : `Must be ${small ? 'more' : 'less'} than`
  return { zh: `${zh} ${limit}。`, en: `${en} ${limit}.` }
}

const ERROR_LIMIT = 50

/** Both texts in one string, for a zod message that must serve both languages; `saidIn` takes it apart. */
export const said = (zh: string, en: string): string => `${zh}${BOTH}${en}`
const BOTH = ' / '

/** The part of a message in one language; a message made without `said` serves both. */
export function saidIn(message: string, language: 'zh' | 'en'): string {
  const at = message.indexOf(BOTH)
  if (at < 0) return message
  return language === 'zh' ? message.slice(0, at) : message.slice(at + BOTH.length)
}

/** Any JSON value, for what another schema checks later. Bodies are read from JSON text, so there is nothing else. */
export const anyJson = asJsonSchema(z.unknown())

/** Guarantee: the schema is used on values read from JSON only. */
function asJsonSchema(schema: z.ZodUnknown) {
  return schema as unknown as z.ZodType<Json>
}

/** Reads `value` by `schema`; `root` is put before each pointer where the input is not the body. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, root = ''): Result<T, Failure> {
  const fitted = fitterOf(schema)(value)
  if (fitted !== NO_FIT) return ok(asOutput<T>(fitted))
  const read = schema.safeParse(value, { error: inWords('zh') })
  if (read.success) return ok(read.data)
  const again = schema.safeParse(value, { error: inWords('en') })
  const zh = errorsOf(read.error, root, 'zh')
  const en = again.success ? [] : errorsOf(again.error, root, 'en')
  const errors = zh.map(
    ([pointer, text], index): FieldError => ({ pointer, zh: text, en: en[index]?.[1] ?? text }),
  )
  return fail({ code: 'invalidInput', errors: errors.slice(0, ERROR_LIMIT) })
}

/** The same where nobody is told what was wrong: null where the value is none of this schema. */
export function readAs<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const fitted = fitterOf(schema)(value)
  if (fitted !== NO_FIT) return asOutput<T>(fitted)
  const read = schema.safeParse(value)
  return read.success ? read.data : null
}

/** Guarantee: what fits is what the schema would have made of the value. */
const asOutput = <T>(fitted: unknown) => fitted as T

const UNKNOWN_KEY = { zh: '不是可填写的项目。', en: 'This field is not known here.' }

function errorsOf(error: z.ZodError, root: string, language: 'zh' | 'en'): [pointer: string, text: string][] {
  return error.issues.flatMap((issue): [string, string][] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [root + pointerOf([...issue.path, key]), UNKNOWN_KEY[language]])
      : [[root + pointerOf(issue.path), saidIn(issue.message, language)]],
  )
}

/** The JSON pointer of a path; the empty pointer is the whole document. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
