import { civilDateAt } from '@tongban/calendar'
import { holdsRole } from '@tongban/kernel'
import { LISTS } from '@tongban/services'
import { page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { caseAt } from '../cases/words.ts'
import { definePage } from '../definition.ts'
import { Marked } from '../parts/marked.tsx'
import { Heading, NextPage, Table } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { Lateness } from './limits-table.tsx'
import { type ListFilter, ListFilters } from './list-filters.tsx'
import { AsOf, askedOf, DeskNav, nextAt, passedOn, withoutCursor } from './parts.tsx'
import { casesSchema, type ListedCase } from './schemas.ts'
import { addressOf, CASE_LOOKERS, CHANNEL_NAMES, DESK, STYLES } from './words.ts'

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
    const { t } = v
    const asked = askedOf(v, { list: listOf(v) })
    const found = await v.api.get(`${API}${asked}`, casesSchema)
    if (!found.ok && found.failure.status !== 422) return problemAnswer(v, found.failure)
    const places = Object.fromEntries(FILTERS.map(({ name }) => [`/query/${name}`, name]))
    const errors = found.ok ? [] : fieldErrors(found.failure, places, 'list')
    const today = civilDateAt(v.now)
    return page(
      DESK.cases,
      <>
        <DeskNav v={v} />
        <Heading>{t(DESK.cases)}</Heading>
        {found.ok && <AsOf v={v} at={found.value.asOf} />}
        <ListFilters v={v} action={PATH} filters={FILTERS} chosen={{ list: firstList(v) }} errors={errors} />
        <p class="govuk-body no-print">
          <a class="govuk-link" href={addressOf(PATH, { list: listOf(v), from: today, until: today })}>
            {t(NAMES.today)}
          </a>
        </p>
        {found.ok && (
          <>
            <CasesTable v={v} cases={found.value.cases} />
            <NextPage v={v} href={nextAt(PATH, found.value.next)} />
            <p class="govuk-body no-print">
              <a class="govuk-link" href={`${PATH}.csv${withoutCursor(asked)}`}>
                {t(DESK.csv)}
              </a>
            </p>
          </>
        )}
      </>,
      { layout: 'wide', styles: STYLES, errors, status: found.ok ? 200 : 422 },
    )
  },
})

function CasesTable({ v, cases }: { readonly v: Visit; readonly cases: readonly ListedCase[] }) {
  const { t } = v
  if (cases.length === 0) return <p class="govuk-body">{t(DESK.none)}</p>
  const columns = [DESK.case, DESK.state, NAMES.received, DESK.due, NAMES.assigned]
  return (
    <Table
      caption={t(DESK.cases)}
      quietCaption
      isStacked
      columns={columns.map((each) => ({ name: t(each) }))}
      rows={cases.map((each) => rowOf(v, each))}
    />
  )
}

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
