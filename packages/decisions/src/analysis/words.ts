/** Words for what an analysis names: columns, values, witnesses, rows. Chinese first, English beside. */
import type { Json } from '@tongban/kernel'
import type { FactDefinition } from '../second-approval/fact.ts'
import { valueWords } from '../second-approval/value-words.ts'
import { OTHER_TEXT } from './axis.ts'
import type { RowName, Severity } from './finding.ts'
import type { ColumnWitness, Witness } from './witness.ts'

export type Words = { readonly zh: string; readonly en: string }

export type ReportLine = Words & {
  readonly severity: Severity
  readonly table: string | null
  readonly kind: string
}

/** A label such as `户籍在本地区 / household in this region`; one without a stroke serves for both. */
export function labelWords(label: string): Words {
  const at = label.indexOf(' / ')
  return at < 0 ? { zh: label, en: label } : { zh: label.slice(0, at), en: label.slice(at + 3) }
}

/** 第 3 行（E4）: a row is known by its place and by the rule it names. */
export function rowWords({ row, rule }: RowName): Words {
  return {
    zh: `第 ${row + 1} 行${rule === null ? '' : `（${rule}）`}`,
    en: `row ${row + 1}${rule === null ? '' : ` (${rule})`}`,
  }
}

export function rowsWords(rows: readonly RowName[]): Words {
  const words = rows.slice(0, MOST_NAMED).map(rowWords)
  const rest = rows.length - words.length
  return {
    zh: words.map(({ zh }) => zh).join('、') + (rest > 0 ? `等共 ${rows.length} 行` : ''),
    en: words.map(({ en }) => en).join(', ') + (rest > 0 ? ` and ${rest} more` : ''),
  }
}
const MOST_NAMED = 6

const VERSIONS = {
  old: { zh: '（现行规则）', en: ' (rules in force)' },
  new: { zh: '（新规则）', en: ' (new rules)' },
}

function columnWords(one: ColumnWitness): Words {
  const label = labelWords(one.column)
  const version = one.version === undefined ? { zh: '', en: '' } : VERSIONS[one.version]
  if (one.condition !== undefined)
    return {
      zh: `“${label.zh}”${version.zh}满足 ${one.condition}`,
      en: `“${label.en}”${version.en} meets ${one.condition}`,
    }
  const value = plainWords(one.value ?? null)
  return { zh: `“${label.zh}”${version.zh}为 ${value.zh}`, en: `“${label.en}”${version.en} is ${value.en}` }
}

export function plainWords(value: Json): Words {
  if (value === null) return { zh: '空', en: 'empty' }
  if (typeof value === 'string' && value.startsWith(OTHER_TEXT))
    return { zh: '规则没有提到的值', en: 'a value no rule names' }
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => plainWords(item))
    return items.length === 0
      ? { zh: '空列表', en: 'an empty list' }
      : { zh: items.map(({ zh }) => zh).join('、'), en: items.map(({ en }) => en).join(', ') }
  }
  return typeof value === 'object'
    ? { zh: JSON.stringify(value), en: JSON.stringify(value) }
    : valueWords(value)
}

/** What things are called that a plan knows by a name of its own. */
export type Names = Readonly<Record<string, Words>>

/** A value in words; of several together, each with what it is called. */
export function namedWords(value: Json, names: Names): Words {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return plainWords(value)
  const parts = Object.entries(value).map(([name, part]) => {
    const called = names[name] ?? { zh: name, en: name }
    const words = plainWords(part ?? null)
    return { zh: `${called.zh}：${words.zh}`, en: `${called.en}: ${words.en}` }
  })
  return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') }
}

/** A witness as a sentence of its own. */
export function witnessWords(witness: Witness, definitions: readonly FactDefinition[]): Words {
  if (witness.inputs !== null) {
    const { telling } = witness
    const named = Object.entries(witness.inputs).filter(
      ([path]) => telling.length === 0 || telling.includes(path),
    )
    const inputs = named.map(([path, value]) => inputWords(path, value, definitions))
    if (inputs.length === 0) return { zh: '任何申请都是如此。', en: 'Any application will do.' }
    return {
      zh: `例如这样一份申请：${inputs.map(({ zh }) => zh).join('，')}。`,
      en: `For example an application in which ${inputs.map(({ en }) => en).join(', ')}.`,
    }
  }
  const columns = witness.columns.map(columnWords)
  if (columns.length === 0) return { zh: '任何取值都是如此。', en: 'Any values will do.' }
  return {
    zh: `就表中各列而言：${columns.map(({ zh }) => zh).join('，')}。没有找到会出现这种取值的申请，请核对实际上是否可能。`,
    en: `In terms of the table’s columns: ${columns.map(({ en }) => en).join(', ')}. No application with these values was found; check whether there can be one.`,
  }
}

function inputWords(path: string, value: Json, definitions: readonly FactDefinition[]): Words {
  const definition = definitions.find(({ name }) => name === path)
  const label =
    path === 'receivedOn' ? { zh: '收件日', en: 'day of receipt' } : (definition ?? { zh: path, en: path })
  const known = typeof value === 'string' ? definition?.words?.[value] : undefined
  const words = known ?? plainWords(value)
  return { zh: `“${label.zh}”为 ${words.zh}`, en: `“${label.en}” is ${words.en}` }
}
