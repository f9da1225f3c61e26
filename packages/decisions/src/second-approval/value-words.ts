/** A value as people read it; what is sensitive is masked. */
import type { Json } from '@tongban/kernel'
import type { FactDefinition } from './fact.ts'

type Words = { readonly zh: string; readonly en: string }
const same = (text: string): Words => ({ zh: text, en: text })

export function valueWords(value: Json, definition?: FactDefinition): Words {
  if (value === null) return { zh: '无', en: 'none' }
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
  if (typeof value === 'number') return same(String(value))
  if (typeof value === 'string') {
    if (definition?.sensitive === true) return same(masked(value))
    return definition?.words?.[value] ?? same(value)
  }
  if (Array.isArray(value)) return { zh: `${value.length} 项`, en: `${value.length} entries` }
  return { zh: '已提供', en: 'given' }
}

/** The last four characters; a short text shows nothing. */
const masked = (text: string): string => (text.length > 8 ? `****${text.slice(-4)}` : '****')
