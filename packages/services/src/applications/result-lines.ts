import type { Item } from '@tongban/catalogue'
import type { Json } from '@tongban/kernel'
import type { Answer } from './answer.ts'

/**
 * The result of an approval in words, one line per value, by the labels the item gives. A value without a label is
 * shown under its own name: nothing decided is left out of the document. An empty list says nothing and has no line.
 */
export function resultLines(item: Item, result: Answer['result']): readonly string[] {
  return flatten('', result).map(([path, value]) => lineOf(path, labelOf(item, path), wordOf(value)))
}

function flatten(prefix: string, value: Json): [path: string, value: Json][] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return []
  if (typeof value !== 'object' || Array.isArray(value)) return [[prefix, value]]
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : flatten(prefix === '' ? key : `${prefix}.${key}`, inner),
  )
}

function labelOf(item: Item, path: string): string {
  const label = item.resultLabels?.[path]
  return label === undefined ? path : label.zh
}

/** What is paid month by month begins with a month, not with a day. */
const BY_MONTH: readonly string[] = ['payableFromOn']
const DAY = '该日'

/** A label that speaks of 该日 is a sentence the day is put into: 自该日起发放 → 自2026年12月起发放. */
function lineOf(path: string, label: string, word: string): string {
  if (!label.includes(DAY)) return `${label}：${word}`
  const [year, month] = word.split('-')
  const when = BY_MONTH.includes(path) ? `${year}年${Number(month)}月` : word
  return label.replace(DAY, when)
}

function wordOf(value: Json): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map(wordOf).join('、')
  if (typeof value === 'object' && value !== null) {
    return Object.values(value)
      .filter((part) => part !== null && part !== undefined)
      .map(wordOf)
      .join(' ')
  }
  return String(value)
}
