/**
 * JSON to typed values. A text becomes a date only where the type says date; nothing is ever coerced. What does not
 * suit its type is an error of exactly that path and counts as unknown from there on; what is absent is unknown
 * too, while an explicit null is FEEL's null.
 */
import { bare, nameOfType, type SimpleType, type Type } from '../plan/type.ts'
import { dateFromText } from '../values/civil.ts'
import { numberFromJson } from '../values/number.ts'
import { dateTimeFromText, durationFromText, timeFromText } from '../values/temporal.ts'
import { DaysDuration, MonthsDuration, Unknown, unknown, type Value } from '../values/value.ts'
import { compileCell, FAILS, NULL } from './cell.ts'
import type { Env } from './env.ts'

/** JSON in which any part may be marked as unknown. */
export type InputJson =
  | null
  | boolean
  | number
  | string
  | Unknown
  | readonly InputJson[]
  | { readonly [key: string]: InputJson | undefined }

export type InputError = {
  /** `education.level`, `scope[0].kind`. */
  readonly path: string
  readonly code: 'wrongType' | 'valueNotAllowed' | 'tooDeep'
  readonly expected: string
  readonly zh: string
  readonly en: string
}
export type Findings = { readonly errors: InputError[]; readonly missing: string[] }
export type Binder = (json: InputJson | undefined, path: string, findings: Findings) => Value

const MAX_DEPTH = 64

const TEXTS: Record<InputError['code'], (path: string, expected: string) => readonly [string, string]> = {
  wrongType: (path, expected) => [
    `“${path}”的类型不符，应为 ${expected}。`,
    `“${path}” has the wrong type; it should be ${expected}.`,
  ],
  valueNotAllowed: (path, expected) => [
    `“${path}”不是允许的取值，应为：${expected}。`,
    `“${path}” is not an allowed value; allowed are: ${expected}.`,
  ],
  tooDeep: (path) => [`“${path}”嵌套过深。`, `“${path}” is nested too deep.`],
}

function reject(findings: Findings, path: string, code: InputError['code'], expected: string): Unknown {
  const [zh, en] = TEXTS[code](path, expected)
  findings.errors.push({ path, code, expected, zh, en })
  return unknown(path)
}

/** A text read by `read`, or undefined. */
const fromText =
  (read: (text: string) => Value) =>
  (json: InputJson): Value | undefined =>
    typeof json === 'string' ? (read(json) ?? undefined) : undefined

/** A duration text of one of the two kinds. */
const duration = (kind: typeof DaysDuration | typeof MonthsDuration) =>
  fromText((text) => {
    const value = durationFromText(text)
    return value instanceof kind ? value : null
  })

const SIMPLE: Record<Exclude<SimpleType, 'Any'>, (json: InputJson) => Value | undefined> = {
  null: () => undefined,
  number: (json) => (typeof json === 'number' ? (numberFromJson(json) ?? undefined) : undefined),
  string: (json) => (typeof json === 'string' ? json : undefined),
  boolean: (json) => (typeof json === 'boolean' ? json : undefined),
  date: fromText(dateFromText),
  time: fromText(timeFromText),
  'date and time': fromText(dateTimeFromText),
  'days and time duration': duration(DaysDuration),
  'years and months duration': duration(MonthsDuration),
}

const isArray = (json: InputJson): json is readonly InputJson[] => Array.isArray(json)
const isRecord = (json: InputJson): json is { readonly [key: string]: InputJson | undefined } =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof Unknown)

export const compileBinder = (type: Type, env: Env): Binder => nullable(strict(type, env))

function nullable(bind: StrictBinder): Binder {
  return (json, path, findings) => {
    if (json === null) return null
    if (json instanceof Unknown) return json
    if (json !== undefined) return bind(json, path, findings)
    findings.missing.push(path)
    return unknown(path)
  }
}

type StrictBinder = (json: InputJson, path: string, findings: Findings) => Value

function strict(type: Type, env: Env): StrictBinder {
  if (type === 'Any') return (json, path, findings) => bindAny(json, path, findings, 0)
  if (typeof type === 'string') {
    const convert = SIMPLE[type]
    return (json, path, findings) => convert(json) ?? reject(findings, path, 'wrongType', type)
  }
  if ('list' in type) return listBinder(elementBinder(type.list, env), nameOfType(type))
  if ('context' in type) return contextBinder(type.context, env, nameOfType(type))
  if ('range' in type) return (_json, path, findings) => reject(findings, path, 'wrongType', nameOfType(type))
  return allowedBinder(type, env)
}

/**
 * An element of a list is stated whole: null stands for none of its allowed values, where a fact of its own may be
 * null because it was left empty.
 */
function elementBinder(type: Type, env: Env): Binder {
  if (typeof type === 'object' && 'context' in type) {
    const fields = type.context.map((field) => ({ name: field.name, bind: elementBinder(field.type, env) }))
    return nullable(bindContext(fields, nameOfType(type)))
  }
  if (typeof type === 'object' && 'allowed' in type) {
    const bind = compileBinder(type, env)
    const { text } = type.allowed
    const takesNull = /(^|[\s,(])null([\s,)]|$)/.test(text)
    return (json, path, findings) =>
      json === null && !takesNull
        ? reject(findings, path, 'valueNotAllowed', text)
        : bind(json, path, findings)
  }
  return compileBinder(type, env)
}

function listBinder(element: Binder, expected: string): StrictBinder {
  return (json, path, findings) => {
    if (!isArray(json)) return reject(findings, path, 'wrongType', expected)
    return json.map((item, at) => element(item, `${path}[${at}]`, findings))
  }
}

function contextBinder(
  fields: readonly { name: string; type: Type }[],
  env: Env,
  expected: string,
): StrictBinder {
  const binders = fields.map((field) => ({ name: field.name, bind: compileBinder(field.type, env) }))
  return bindContext(binders, expected)
}

function bindContext(binders: readonly { name: string; bind: Binder }[], expected: string): StrictBinder {
  return (json, path, findings) => {
    if (!isRecord(json)) return reject(findings, path, 'wrongType', expected)
    const context = new Map<string, Value>()
    for (const { name, bind } of binders) {
      context.set(name, bind(Object.hasOwn(json, name) ? json[name] : undefined, `${path}.${name}`, findings))
    }
    return context
  }
}

function allowedBinder(type: Extract<Type, { readonly allowed: unknown }>, env: Env): StrictBinder {
  const base = strict(bare(type), env)
  const slot = env.layout.next()
  const cell = compileCell({ text: type.allowed.text, tests: type.allowed.tests }, slot, env.with('?', slot))
  const frame: Value[] = []
  return (json, path, findings) => {
    const before = findings.errors.length
    const value = base(json, path, findings)
    if (findings.errors.length > before) return value
    frame[slot] = value
    const code = cell.test(frame)
    return code === FAILS || code === NULL
      ? reject(findings, path, 'valueNotAllowed', type.allowed.text)
      : value
  }
}

/** Where nothing is declared, JSON keeps its own kinds; texts stay texts. */
function bindAny(json: InputJson | undefined, path: string, findings: Findings, depth: number): Value {
  if (json === undefined) return unknown(path)
  if (depth > MAX_DEPTH) return reject(findings, path, 'tooDeep', 'Any')
  if (typeof json === 'number') return numberFromJson(json) ?? reject(findings, path, 'wrongType', 'number')
  if (isArray(json)) return json.map((item, at) => bindAny(item, `${path}[${at}]`, findings, depth + 1))
  if (!isRecord(json)) return json
  const context = new Map<string, Value>()
  for (const [name, value] of Object.entries(json)) {
    if (value !== undefined) context.set(name, bindAny(value, `${path}.${name}`, findings, depth + 1))
  }
  return context
}
