import { CLOCK_STEPS } from '@tongban/cases'
import type { CalendarChangeRow } from '@tongban/store'
import { type Column, csvOf } from '../lists/csv.ts'

/** The list of what a calendar did, as CSV: what goes to whoever tells applicants on paper. */
type Words = { readonly zh: string; readonly en: string }
type Change = Pick<
  CalendarChangeRow,
  | 'caseNumber'
  | 'step'
  | 'binds'
  | 'beforeOn'
  | 'afterOn'
  | 'moved'
  | 'needsNotice'
  | 'noticeId'
  | 'overByCalendarOnly'
>

const STEPS: Readonly<Record<string, Words>> = CLOCK_STEPS
const BINDS: Readonly<Record<string, Words>> = {
  organ: { zh: '本机关', en: 'the organ' },
  applicant: { zh: '申请人', en: 'the applicant' },
  party: { zh: '利害关系人', en: 'an interested party' },
}
const MOVED: Readonly<Record<string, Words>> = {
  earlier: { zh: '提前', en: 'earlier' },
  later: { zh: '推后', en: 'later' },
  confirmed: { zh: '日期不变，转为确定', en: 'same day, now certain' },
}
const YES: Words = { zh: '是', en: 'yes' }
const NO: Words = { zh: '否', en: 'no' }

const COLUMNS: readonly Column<Change>[] = [
  { zh: '办件编号', en: 'case number', of: ({ caseNumber }) => caseNumber },
  { zh: '期限', en: 'limit', of: ({ step }, language) => STEPS[step]?.[language] ?? step },
  { zh: '约束对象', en: 'binds', of: ({ binds }, language) => BINDS[binds]?.[language] ?? binds },
  { zh: '原到期日', en: 'before', of: ({ beforeOn }) => beforeOn },
  { zh: '新到期日', en: 'after', of: ({ afterOn }) => afterOn },
  { zh: '变动', en: 'moved', of: ({ moved }, language) => MOVED[moved]?.[language] ?? moved },
  {
    zh: '须告知当事人',
    en: 'to be told',
    of: ({ needsNotice }, language) => (needsNotice === 1 ? YES : NO)[language],
  },
  {
    zh: '已发通知',
    en: 'notice sent',
    of: ({ noticeId }, language) => (noticeId === null ? NO : YES)[language],
  },
  {
    zh: '仅因日历变动而逾期',
    en: 'over by the calendar only',
    of: ({ overByCalendarOnly }, language) => (overByCalendarOnly === 1 ? YES : NO)[language],
  },
]

export const calendarChangesCsv = (changes: readonly Change[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, changes, language)
