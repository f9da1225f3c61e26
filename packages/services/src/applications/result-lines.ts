import type { Item } from '@tongban/catalogue'
import type { Json } from '@tongban/kernel'
import type { Answer } from './answer.ts'

/**
 * The result of an approval in words, one line per value, by the labels the item gives. A value without a label is
 * shown under its own name: nothing decided is left out of the document. An empty list says nothing and has no line.
 */
export function resultLines(item: Item, result: Answer['result']): readonly string[] {
  const lines: string[] = []
  visit('', result, (path, value) => lines.push(lineOf(path, labelOf(item, path), wordOf(value))))
  return lines
}

type Group = { readonly [key: string]: Json | undefined }
const isGroup = (value: Json): value is Group => typeof value === 'object' && !Array.isArray(value)

/** Each value with its path; a list is one value. */
function visit(prefix: string, value: Json, tell: (path: string, value: Json) => void): void {
  if (value === null || (Array.isArray(value) && value.length === 0)) return
  if (!isGroup(value)) {
    tell(prefix, value)
    return
  }
  for (const key of Object.keys(value)) {
    visit(prefix === '' ? key : `${prefix}.${key}`, value[key] ?? null, tell)
  }
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
