import { civilDateAt } from '@tongban/calendar'
import { holdsRole } from '@tongban/kernel'
import { LISTS } from '@tongban/services'
import { fieldErrors } from '../api.ts'
import { caseAt } from '../cases/words.ts'
import { definePage } from '../definition.ts'
import { Marked } from '../parts/marked.tsx'
import { Day } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { latestList, refusedList } from './latest-list.tsx'
import { Lateness } from './limits-table.tsx'
import type { ListFilter } from './list-filters.tsx'
import { askedOf, passedOn } from './parts.tsx'
import { casesSchema, type ListedCase } from './schemas.ts'
import { addressOf, CASE_LOOKERS, CHANNEL_NAMES, DESK } from './words.ts'

/**
 * 办件列表: the cases of whoever works with them, each list in its own order: what a window has taken in, what a handler has, what
 * nobody has yet. Nothing of an applicant stands in a list (个人信息保护法 6).
 */
const PATH = '/desk/cases'
const API = '/approvals/v1/cases'
const NAMES = {
  received: { zh: '收件日', en: 'Received' },
  assigned: { zh: '经办人', en: 'Handled by' },
  today: { zh: '今日收件', en: 'Received today' },
} as const

const FILTERS: readonly ListFilter[] = [
  { name: 'list', label: { zh: '列表', en: 'List' }, words: LISTS, needed: true },
  { name: 'from', label: { zh: '收件日起', en: 'Received from' } },
  { name: 'until', label: { zh: '收件日止', en: 'Received until' } },
]

/** A window looks for what it has taken in; everybody else for what is theirs to do. */
const firstList = ({ actor }: Visit) => (holdsRole(actor, 'window') ? 'handedIn' : 'department')

/** What is asked of the API: a list always, as the page shows it where the address names none. */
const listOf = (v: Visit) => {
  const list = v.query.get('list') ?? ''
  return list === '' ? firstList(v) : list
}

export const showCases = definePage({
  method: 'get',
  path: PATH,
  rights: CASE_LOOKERS,
  answer: async (v) => {
    const chosen = { list: listOf(v) }
    const found = await v.api.get(`${API}${askedOf(v, chosen)}`, casesSchema)
    const today = civilDateAt(v.now)
    const list = {
      path: PATH,
      name: DESK.cases,
      filters: FILTERS,
      chosen,
      also: (
        <p class="govuk-body no-print">
          <a class="govuk-link" href={addressOf(PATH, { ...chosen, from: today, until: today })}>
            {v.t(NAMES.today)}
          </a>
        </p>
      ),
    }
    if (found.ok) {
      const { cases, asOf, next } = found.value
      const columns = [DESK.case, DESK.state, NAMES.received, DESK.due, NAMES.assigned]
      return latestList(v, { ...list, columns, rows: cases.map((each) => rowOf(v, each)), asOf, next })
    }
    if (found.failure.status !== 422) return problemAnswer(v, found.failure)
    const places = Object.fromEntries(FILTERS.map(({ name }) => [`/query/${name}`, name]))
    return refusedList(v, list, fieldErrors(found.failure, places, 'list'))
  },
})

const rowOf = (v: Visit, each: ListedCase) => {
  const { t, language } = v
  const { caseNumber, item, situation, channel, assigned, dueOn } = each
  return [
    <>
      <a class="govuk-link" href={caseAt(caseNumber)}>
        <span class="code">{caseNumber}</span>
      </a>
      <span class="desk-quiet">{t(item)}</span>
    </>,
    <>
      {t(each.stateName)}
      <span class="desk-quiet">{t(situation)}</span>
    </>,
    <>
      <Day on={each.receivedOn} language={language} />
      <span class="desk-quiet">{t(CHANNEL_NAMES[channel] ?? { zh: channel, en: channel })}</span>
    </>,
    dueOn === null ? (
      '—'
    ) : (
      <>
        <Day on={dueOn} language={language} />
        {each.due !== null && <span class="desk-quiet">{t(each.due)}</span>}
        <span class="desk-line">
          <Lateness v={v} limit={each} />
        </span>
      </>
    ),
    <Marked v={v} text={assigned?.name ?? '—'} />,
  ]
}

export const casesCsvPage = definePage({
  method: 'get',
  path: `${PATH}.csv`,
  rights: CASE_LOOKERS,
  answer: (v) => passedOn(v, `${API}.csv${askedOf(v, { list: listOf(v) })}`),
})
