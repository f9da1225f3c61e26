/**
 * Days as people read them. What is recorded of a decision keeps them as data, 2026-11-23, so that it replays bit for bit; they
 * are put into words where it is told: 2026年11月23日, 23 November 2026.
 */
import { ENGLISH_MONTHS } from '@tongban/calendar'

type Words = { readonly zh: string; readonly en: string }
type Language = keyof Words

/** Of a civil date; its month alone where that is asked for. Null: it is none. */
export function dayInWords(text: string, language: Language, month = false): string | null {
  const [, year, at, day] = ONE.exec(text) ?? []
  if (year === undefined) return null
  if (language === 'zh') return `${year}年${Number(at)}月${month ? '' : `${Number(day)}日`}`
  const name = ENGLISH_MONTHS[Number(at) - 1] ?? ''
  return month ? `${name} ${year}` : `${Number(day)} ${name} ${year}`
}
const ONE = /^(\d{4})-(\d{2})-(\d{2})$/

/** A text with every day in it in words; in Chinese without the spaces that set a number off. */
export function datesInWords<Text extends Words>(text: Text): Text {
  return {
    ...text,
    zh: text.zh.replaceAll(/ ?(?<![\d-])(\d{4}-\d{2}-\d{2})(?![\d-]) ?/g, (_, day: string) =>
      inOne(day, 'zh'),
    ),
    en: text.en.replaceAll(/(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])/g, (day) => inOne(day, 'en')),
  }
}
const inOne = (day: string, language: Language): string => dayInWords(day, language) ?? day
