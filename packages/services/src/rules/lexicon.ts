import type { Item } from '@tongban/catalogue'
import type { Json } from '@tongban/kernel'
import { PARAMETER_LABELS, type Said } from './labels.ts'
import type { PublishedRules } from './read.ts'

/** What stands in the cells of published tables, in words: values, parameters, facts and intermediate decisions. */

export type Language = 'zh' | 'en'

/** The name of a thing in cells, such as `receivedOn` or `parameters.amount70`; undefined where it has none. */
export type Lexicon = (term: string) => string | undefined

export const NOT_SET: Said = { zh: '未设定', en: 'not set' }

export function lexiconOf(item: Item, rules: PublishedRules, language: Language): Lexicon {
  const values = new Map(item.facts.flatMap(({ words }) => Object.entries(words ?? {})))
  const facts = new Map(item.facts.map((fact) => [fact.name, fact]))
  const decisions = new Map(rules.expressions.map(({ name, label }) => [name, label]))
  return (term) => {
    const quoted = /^"(.*)"$/s.exec(term)?.[1]
    if (quoted !== undefined) return values.get(quoted)?.[language] ?? quoted
    if (/^-?\d+(\.\d+)?$/.test(term)) return term
    if (term === 'receivedOn') return { zh: '收件日', en: 'day of receipt' }[language]
    const parameter = /^parameters\.(\w+)$/.exec(term)?.[1]
    if (parameter !== undefined && Object.hasOwn(rules.parameters, parameter)) {
      return parameterText(parameter, rules.parameters[parameter] ?? null, language)
    }
    const decision = decisions.get(term)
    if (decision !== undefined) return labelIn(decision, language)
    return facts.get(term)?.[language]
  }
}

/** A parameter's value with its unit. */
export function parameterText(name: string, value: Json, language: Language): string {
  if (value === null || value === '') return NOT_SET[language]
  const unit = PARAMETER_LABELS[name]?.unit?.[language]
  return unit === undefined ? String(value) : `${String(value)} ${unit}`
}

/** Labels of DMN elements carry both languages, `中文 / English`. */
export function labelIn(label: string, language: Language): string {
  const [zh = label, en = zh] = label.split(' / ')
  return language === 'zh' ? zh : en
}

const SIGNS: Readonly<Record<string, string>> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' }

/** A condition in short, `≥ 80 周岁`, `≠ 在世`: the row's own text says it in full. */
export function conditionText(cell: string, lexicon: Lexicon, language: Language): string {
  const [yes, no, none, or] = { zh: ['是', '否', '未填', ' 或 '], en: ['yes', 'no', 'empty', ' or '] }[
    language
  ]
  const named = (text: string): string => {
    const term = text.trim()
    if (term === 'true') return yes ?? term
    if (term === 'false') return no ?? term
    return term === 'null' ? (none ?? term) : (lexicon(term) ?? term)
  }
  const listed = (text: string) =>
    text
      .split(/,\s*(?=")/)
      .map(named)
      .join(or)
  const negated = /^not\((.*)\)$/s.exec(cell)?.[1]
  if (negated !== undefined) return `≠ ${listed(negated)}`
  const [, sign = '', operand = ''] = /^(<=|>=|<|>)\s*(.+)$/s.exec(cell) ?? []
  if (sign !== '') return `${SIGNS[sign]} ${named(operand)}`
  const [, open, from = '', to = '', close] = /^([[\](])(.+)\.\.(.+)([\])[])$/s.exec(cell) ?? []
  if (open === undefined) return `= ${listed(cell)}`
  return `${open === '[' ? '≥' : '>'} ${named(from)}，${close === ']' ? '≤' : '<'} ${named(to)}`
}
