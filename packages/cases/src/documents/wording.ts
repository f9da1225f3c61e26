/**
 * How documents write dates, articles of law, lists and sentences. Whatever an official or an applicant wrote is taken
 * as one line: nothing a fact holds can look like a line of the document itself.
 */
import { numeral } from '@tongban/kernel'
import type { DocumentReason } from './facts.ts'

/** Indent of a paragraph 首行缩进. */
export const INDENT = '　　'

/** A paragraph with its indent; a line that stands further in has one already. */
export const indented = (line: string): string => (line.startsWith(INDENT) ? line : `${INDENT}${line}`)

/** What cannot stand in a line as it is: most texts hold none of it, and are told by one look. */
const UNTIDY = /^ | {2}| $|[^\S ]|[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** One line, without control characters and without the marks that turn the direction of writing. */
export const oneLine = (text: string): string =>
  mayBeUntidy(text) && UNTIDY.test(text)
    ? text
        .replaceAll(/[\u202A-\u202E\u2066-\u2069\u200E\u200F]/g, '')
        .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
        .trim()
    : text

/** A look at the code units alone, many times quicker than the classes of Unicode: no untidy text gets past it. */
function mayBeUntidy(text: string): boolean {
  let before = SPACE
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === SPACE ? before === SPACE : unit < SPACE || (unit > 0x7e && isOdd(unit))) return true
    before = unit
  }
  return before === SPACE && text !== ''
}
const SPACE = 0x20

/** Controls, spaces other than the plain one, and marks of direction, by the blocks they stand in. */
const isOdd = (unit: number) =>
  unit <= 0xa0 ||
  unit === 0x1680 ||
  (unit >= 0x2000 && unit <= 0x200f) ||
  (unit >= 0x2028 && unit <= 0x202f) ||
  (unit >= 0x205f && unit <= 0x206f) ||
  unit === 0x3000 ||
  unit === 0xfeff

const ONE_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** The day last put into words. */
let latest = { text: '2026-11-23', words: '2026年11月23日' }

/** Civil dates as documents write them: 2026年11月23日, without the spaces that set them off in Chinese. */
export function inWords(text: string): string {
  // Most often the whole text is a date, and that of the last letter: today.
  if (text === latest.text) return latest.words
  const [, year = '', month = '', day = ''] = ONE_DATE.exec(text) ?? []
  if (year !== '') {
    latest = { text, words: dateInWords(year, month, day) }
    return latest.words
  }
  const line = oneLine(text)
  if (!line.includes('-')) return line
  return line.replaceAll(
    / ?(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-]) ?/g,
    (_, year: string, month: string, day: string) => dateInWords(year, month, day),
  )
}

const dateInWords = (year: string, month: string, day: string) =>
  `${year}年${Number(month)}月${Number(day)}日`

export const ended = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`)
export const unended = (text: string): string => text.replace(/[。；;]+$/, '')

/** A reason with what it rests on and how to put it right, as sentences. */
export function sentence({ text, basis, cure }: DocumentReason): string {
  const helped = cure === null ? '' : oneLine(cure)
  const help = helped === '' ? '' : ended(helped.startsWith('请') ? helped : `请${helped}`)
  const rests = basis.trim() === '' ? '' : `（依据：${law(basis)}）`
  return `${inWords(ended(oneLine(published(text))))}${inWords(help)}${rests}`
}

export const numbered = (lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => `${INDENT}${at + 1}. ${line}`)

/** Short names of acts, as limits and rules write them, and their full titles. Longer names stand first. */
const ACTS = [
  ['市场主体登记管理条例实施细则', '中华人民共和国市场主体登记管理条例实施细则'],
  ['市场主体登记管理条例', '中华人民共和国市场主体登记管理条例'],
  ['个人信息保护法', '中华人民共和国个人信息保护法'],
  ['行政复议法', '中华人民共和国行政复议法'],
  ['行政诉讼法', '中华人民共和国行政诉讼法'],
  ['行政许可法', '中华人民共和国行政许可法'],
] as const
const NAMES = ACTS.map(([short]) => short).join('|')
/** 第四十二条, as texts of law write it: the act alone wants its full title. */
const WRITTEN_OUT = new RegExp(
  `(?<![《\\p{Script=Han}])(${NAMES})\\s*(?=第[一二三四五六七八九十百零]+条)`,
  'gu',
)
const ARTICLE = String.raw`(\d+)(?:\((\d+)\))?(?:\(([一二三四五六七八九十]+)\))?`
const ONE_ARTICLE = new RegExp(ARTICLE)
const CITATION = new RegExp(`(?<![《\\p{Script=Han}])(${NAMES})\\s*(${ARTICLE}(?:、${ARTICLE})*)`, 'gu')

/**
 * 行政许可法 32(1)(四) → 《中华人民共和国行政许可法》第三十二条第一款第四项, and 行政许可法第四十二条 with the same full
 * title; other texts are left as they are.
 */
export function inFull(text: string): string {
  const line = oneLine(text)
  if (!/[法例则]\s*[\d第]/.test(line)) return line
  return line
    .replaceAll(WRITTEN_OUT, (_, short: string) => titleOf(short))
    .replaceAll(CITATION, (_, short: string, articles: string) => {
      const each = articles.split('、').map((article) => article.replace(ONE_ARTICLE, articleInWords))
      return `${titleOf(short)}${each.join('、')}`
    })
}

const titleOf = (short: string) => `《${ACTS.find(([name]) => name === short)?.[1] ?? short}》`

function articleInWords(_: string, article: string, paragraph?: string, item?: string): string {
  return [
    `第${numeral(Number(article))}条`,
    paragraph === undefined ? '' : `第${numeral(Number(paragraph))}款`,
    item === undefined ? '' : `第${item}项`,
  ].join('')
}

/** A basis as a citizen reads it: its act in full, and what the region itself has set as what it has published. */
export const law = (text: string): string => unended(inFull(published(text)))

/** 本地配置 is a word of those who run the system; a letter says that the region has published it. */
export const published = (text: string): string =>
  text.replaceAll(/本地配置[：:]\s*/g, '本地公布的').replaceAll('本地配置', '本地公布的办理规定')

type Day = { readonly on: string; readonly provisional?: boolean }
export const isProvisional = (day: Day | undefined): boolean => day?.provisional === true
/** 至2026年12月4日, or 暂定至 where the day may still move. */
export const untilDay = (day: Day): string => `${isProvisional(day) ? '暂定' : ''}至${inWords(day.on)}`
