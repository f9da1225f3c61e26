import type { Item } from '@tongban/catalogue'
import type { grantedLine } from '@tongban/decisions'
import type { Json } from '@tongban/kernel'
import type { Answer } from './answer.ts'

/**
 * The result of an approval in words: the sentence that the published rules have for it, where they decided, and one line for
 * each value that it does not tell, by the labels the item gives. A value without a label is shown under its own name: nothing
 * decided is left out of the document. An empty list says nothing and has no line.
 */
export function resultLines(
  item: Item,
  result: Answer['result'],
  granted: ReturnType<typeof grantedLine> = null,
): readonly string[] {
  const lines: string[] = granted === null ? [] : [granted.text]
  visit('', result, (path, value) => {
    if (granted?.names.includes(path) !== true) lines.push(`${labelOf(item, path)}：${wordOf(value)}`)
  })
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
