import type { Item } from '@tongban/catalogue'
import type { Json } from '@tongban/kernel'
import type { Answer } from './answer.ts'

/**
 * The result of an approval in words, one line per value, by the labels the item gives. A value without a label is
 * shown under its own name: nothing decided is left out of the document.
 */
export function resultLines(item: Item, result: Answer['result']): readonly string[] {
  return flatten('', result).map(([path, value]) => `${labelOf(item, path)}：${wordOf(value)}`)
}

function flatten(prefix: string, value: Json): [path: string, value: Json][] {
  if (value === null) return []
  if (typeof value !== 'object' || Array.isArray(value)) return [[prefix, value]]
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : flatten(prefix === '' ? key : `${prefix}.${key}`, inner),
  )
}

function labelOf(item: Item, path: string): string {
  const label = item.resultLabels?.[path]
  return label === undefined ? path : label.zh
}

function wordOf(value: Json): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  return Array.isArray(value) ? value.map(wordOf).join('、') : String(value)
}
