import { csvText, timeOrNone } from '../../lists/csv.ts'
import { namesIn, publicRate, shownOrWithheld } from '../../overview/public-csv.ts'
import type { PublicStatistics } from './frozen.ts'
import type { PublicLine } from './public.ts'

/** The public cut of ratings as CSV: the table of departments by level as anybody is shown it, what is withheld said. */
const HEADINGS = {
  zh: ['月份', '部门', '有效评价', '非常满意', '满意', '基本满意', '不满意', '非常不满意', '满意率', '截至'],
  en: [
    'month',
    'department',
    'valid ratings',
    'very good',
    'good',
    'fair',
    'bad',
    'very bad',
    'satisfied',
    'as of',
  ],
}
const LEVELS = [5, 4, 3, 2, 1] as const

export function publicStatisticsCsv(statistics: PublicStatistics, language: 'zh' | 'en'): string {
  const { month, asOf, departments, all } = statistics
  const cellsOf = (line: PublicLine) => [
    month,
    namesIn(line.departments, language),
    line.valid,
    ...LEVELS.map((level) => shownOrWithheld(line.levels[level], language)),
    publicRate(line.satisfaction, language),
    timeOrNone(asOf),
  ]
  return csvText([HEADINGS[language], ...(all === null ? [] : [...departments, all].map(cellsOf))])
}
