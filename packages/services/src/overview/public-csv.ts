import type { Rate } from '@tongban/kernel'
import { csvText, timeOrNone } from '../lists/csv.ts'
import type { PublicHandling } from './frozen.ts'
import type { PublicHandlingLine } from './public.ts'

/** The public cut of handling as CSV: the table as anybody is shown it, what is withheld said in the same words. */
type Language = 'zh' | 'en'
const HEADINGS = {
  zh: ['月份', '事项', '办结', '秒批', '其他未超期', '超期', '未超期率', '秒批占比', '截至'],
  en: [
    'month',
    'item',
    'decided',
    'at once',
    'otherwise in time',
    'late',
    'not late',
    'share at once',
    'as of',
  ],
}
const PUBLIC_WORDS = {
  all: { zh: '合计', en: 'all' },
  withheld: { zh: '不足 5，不公布', en: 'below 5, withheld' },
  and: { zh: '、', en: ', ' },
}

export function publicHandlingCsv(handling: PublicHandling, language: Language): string {
  const { month, countedUntil, asOf, items, all } = handling
  const cellsOf = (line: PublicHandlingLine) => [
    month,
    namesIn(line.items, language),
    line.handled,
    ...[line.instant, line.withinLimit, line.late].map((count) => shownOrWithheld(count, language)),
    ...[line.onTime, line.instantShare].map((rate) => publicRate(rate, language)),
    timeOrNone(countedUntil ?? asOf),
  ]
  return csvText([HEADINGS[language], ...(all === null ? [] : [...items, all].map(cellsOf))])
}

/** Of several that are merged, each; of the line of all, that it is. */
export const namesIn = (
  named: readonly { readonly zh: string; readonly en: string }[],
  language: Language,
): string =>
  named.length === 0
    ? PUBLIC_WORDS.all[language]
    : named.map((each) => each[language]).join(PUBLIC_WORDS.and[language])

export const shownOrWithheld = (count: number | null, language: Language) =>
  count ?? PUBLIC_WORDS.withheld[language]

/** Withheld, empty where nothing was counted, or the share itself. */
export const publicRate = (rate: Rate | null, language: Language) =>
  rate === null ? PUBLIC_WORDS.withheld[language] : rate.rate
