/** Functions on text and truth (DMN 1.5 §10.3.4.2, §10.3.4.3). Positions and lengths count characters, not UTF-16 units. */
import { not, truth } from '../values/compare.ts'
import { toJson } from '../values/to-json.ts'
import { isList, type Value } from '../values/value.ts'
import type { FeelFunction, Parameter } from './signature.ts'

const text: Parameter = { name: 'string', type: 'string' }
const match: Parameter = { name: 'match', type: 'string' }

type OneText = (one: string) => Value
type TwoTexts = (one: string, two: string) => Value
const one =
  (run: OneText) =>
  (a: Value | undefined): Value =>
    typeof a === 'string' ? run(a) : null
const two =
  (run: TwoTexts) =>
  (a: Value | undefined, b: Value | undefined): Value =>
    typeof a === 'string' && typeof b === 'string' ? run(a, b) : null

function substring(value: Value | undefined, from: Value | undefined, length: Value = null): Value {
  if (typeof value !== 'string' || typeof from !== 'number' || from === 0) return null
  if (length !== null && (typeof length !== 'number' || length < 1)) return null
  const letters = [...value]
  const start = from > 0 ? from - 1 : letters.length + from
  if (start < 0 || start > letters.length) return null
  return letters.slice(start, length === null ? undefined : start + Number(length)).join('')
}

/** A value as FEEL writes it. */
function written(value: Value, inner: boolean): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return inner ? `"${value}"` : value
  if (isList(value)) return `[${value.map((item) => written(item, true)).join(', ')}]`
  if (value instanceof Map) {
    const entries = [...value].map(([name, entry]) => `${name}: ${written(entry, true)}`)
    return `{${entries.join(', ')}}`
  }
  return String(toJson(value))
}

function joined(list: Value | undefined, delimiter: Value = null): Value {
  if (list === undefined || !isList(list)) return null
  const texts = list.filter((item) => item !== null)
  return texts.every((item) => typeof item === 'string') ? texts.join(String(delimiter ?? '')) : null
}

export const TEXT_FUNCTIONS: readonly FeelFunction[] = [
  {
    name: 'not',
    params: [{ name: 'negand', type: 'boolean' }],
    result: 'boolean',
    run: (value = null) => not(truth(value)),
  },
  {
    name: 'string',
    params: [{ name: 'from', type: 'Any' }],
    result: 'string',
    run: (value = null) => (value === null ? null : written(value, false)),
  },
  { name: 'string length', params: [text], result: 'number', run: one((a) => [...a].length) },
  { name: 'upper case', params: [text], result: 'string', run: one((a) => a.toUpperCase()) },
  { name: 'lower case', params: [text], result: 'string', run: one((a) => a.toLowerCase()) },
  { name: 'trim', params: [text], result: 'string', run: one((a) => a.trim()) },
  { name: 'contains', params: [text, match], result: 'boolean', run: two((a, b) => a.includes(b)) },
  { name: 'starts with', params: [text, match], result: 'boolean', run: two((a, b) => a.startsWith(b)) },
  { name: 'ends with', params: [text, match], result: 'boolean', run: two((a, b) => a.endsWith(b)) },
  {
    name: 'substring',
    params: [
      text,
      { name: 'start position', type: 'number' },
      { name: 'length', type: 'number', optional: true },
    ],
    result: 'string',
    run: substring,
  },
  {
    name: 'substring before',
    params: [text, match],
    result: 'string',
    run: two((a, b) => a.slice(0, Math.max(0, a.indexOf(b)))),
  },
  {
    name: 'substring after',
    params: [text, match],
    result: 'string',
    run: two((a, b) => (a.includes(b) ? a.slice(a.indexOf(b) + b.length) : '')),
  },
  {
    name: 'string join',
    params: [
      { name: 'list', type: { list: 'string' } },
      { name: 'delimiter', type: 'string', optional: true },
    ],
    result: 'string',
    run: joined,
  },
]
