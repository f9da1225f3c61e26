/**
 * What an approval grants, in one sentence: the words of the row of the result that held, filled with the result and
 * the values bound at publication. `{x.month}` is the month of a date; a part in `[…]` is left out where it has no value.
 */
import type { Json } from '@tongban/kernel'
import type { Plan } from '../plan/plan.ts'
import { isRecord } from './fact.ts'
import type { DecisionRecord } from './record.ts'
import { boundValues, isResult, ruleBookOf, type Text } from './rule-book.ts'

type Language = keyof Text
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export function grantedWords({ result, trace }: DecisionRecord, plan: Plan): Text | null {
  const bound = boundValues(plan)
  const said = Object.entries(result ?? {}).flatMap(([name, value]) => {
    const at = (trace[name] ?? []).indexOf(true)
    const granted = ruleBookOf(plan).get(name)?.rows[at]?.granted
    if (!isResult(name) || granted === null || granted === undefined) return []
    const values = { ...bound, ...(isRecord(value) ? value : { [name]: value }) }
    return [{ zh: filled(granted.zh, values, 'zh'), en: filled(granted.en, values, 'en') }]
  })
  if (said.length === 0) return null
  return { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') }
}

function filled(text: string, values: { readonly [name: string]: Json | undefined }, language: Language) {
  const wordOf = (place: string) => {
    const month = place.endsWith('.month')
    const value = values[month ? place.slice(0, -'.month'.length) : place]
    return value === undefined ? '' : wordsOf(value, month, language)
  }
  return text
    .replaceAll(/\[([^\]]*)\]/g, (_, part: string) =>
      placesIn(part).every((place) => wordOf(place) !== '') ? part : '',
    )
    .replaceAll(/\{([\w.]+)\}/g, (_, place: string) => wordOf(place))
}

const placesIn = (part: string) => [...part.matchAll(/\{([\w.]+)\}/g)].map(([, place]) => place ?? '')

function wordsOf(value: Json, month: boolean, language: Language): string {
  if (value === null) return ''
  if (Array.isArray(value))
    return value.map((entry) => wordsOf(entry, false, language)).join(language === 'zh' ? '、' : ', ')
  if (isRecord(value)) return wordsOf(value.name ?? value.number ?? null, false, language)
  const date = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null
  if (date === null) return String(value)
  const [year, at, day] = date.slice(1).map(Number)
  if (language === 'zh') return `${year}年${at}月${month ? '' : `${day}日`}`
  const name = MONTHS[(at ?? 1) - 1] ?? ''
  return month ? `${name} ${year}` : `${day} ${name} ${year}`
}
