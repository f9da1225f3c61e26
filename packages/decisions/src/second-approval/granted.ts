/**
 * What an approval grants, in one sentence: the words of the row of the result that held, filled with the result and
 * the values bound at publication. `{x.month}` is the month of a date; a part in `[…]` is left out where it has no value.
 */
import type { Json } from '@tongban/kernel'
import type { Plan } from '../plan/plan.ts'
import { dayInWords } from './dates-in-words.ts'
import type { Decision } from './decision.ts'
import { isRecord } from './fact.ts'
import { compact, type DecisionRecord } from './record.ts'
import { boundValues, isResult, ruleBookOf, type Text } from './rule-book.ts'

type Language = keyof Text
export function grantedWords(
  { result, trace }: Pick<DecisionRecord, 'result' | 'trace'>,
  plan: Plan,
): Text | null {
  const said = sentencesOf({ result, trace }, plan)
  if (said.length === 0) return null
  return { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') }
}

/** The same of a decision just made, in Chinese, with the names of the values it tells: a document has no line of its own for them. */
export function grantedLine(
  { result, trace }: Pick<Decision, 'result' | 'trace'>,
  plan: Plan,
): { readonly text: string; readonly names: readonly string[] } | null {
  const said = sentencesOf({ result, trace: compact(trace) }, plan)
  if (said.length === 0) return null
  return { text: said.map(({ zh }) => zh).join(''), names: said.flatMap(({ names }) => names) }
}

function sentencesOf(
  { result, trace }: Pick<DecisionRecord, 'result' | 'trace'>,
  plan: Plan,
): readonly (Text & { readonly names: readonly string[] })[] {
  const bound = boundValues(plan)
  return Object.entries(result ?? {}).flatMap(([name, value]) => {
    const at = (trace[name] ?? []).indexOf(true)
    const granted = ruleBookOf(plan).get(name)?.rows[at]?.granted
    if (!isResult(name) || granted === null || granted === undefined) return []
    const values = { ...bound, ...(isRecord(value) ? value : { [name]: value }) }
    const names = placesIn(granted.zh).map((place) => place.replace(/\.month$/, ''))
    return [{ zh: filled(granted.zh, values, 'zh'), en: filled(granted.en, values, 'en'), names }]
  })
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
  return (typeof value === 'string' ? dayInWords(value, language, month) : null) ?? String(value)
}
