import type { ProblemBody } from '@tongban/http'
import { ROLES, type Role } from '@tongban/kernel'
import { page, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Heading } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { Bar, HeadLine, Rates } from './figures.tsx'
import { FILTERS, FilteredBy, OverviewFilters } from './filters.tsx'
import { Flows } from './flows.tsx'
import { LimitsTable } from './limits-table.tsx'
import { Load } from './load.tsx'
import { askedOf, DeskNav, passedOn } from './parts.tsx'
import { overviewSchema } from './schemas.ts'
import { DESK, OVERVIEW_LOOKERS, queryOf, STYLES } from './words.ts'

/** 督办台: what needs somebody today, the worst first; then the rates, the load, and what goes between regions. */

/** Every official has a way to this desk; what is there for them follows from their roles. */
const [first, ...others] = Object.keys(ROLES)
  .filter((name): name is Role => Object.hasOwn(ROLES, name))
  .map((role) => ({ role }))
if (first === undefined) throw new Error('there are no roles')
const OFFICIALS = [first, ...others] as const
const has = ({ actor }: Visit, roles: readonly { readonly role: Role }[]) =>
  actor.kind === 'official' && roles.some(({ role }) => actor.roles.includes(role))
const LIST_ROLES: readonly { readonly role: Role }[] = [
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
]

export const showDesk = definePage({
  method: 'get',
  path: '/desk',
  rights: OFFICIALS,
  answer: (v) => {
    if (has(v, OVERVIEW_LOOKERS)) return overview(v)
    if (has(v, LIST_ROLES)) return redirect('/desk/limits')
    if (has(v, [{ role: 'rectifier' }, { role: 'callback' }])) return redirect('/desk/notices')
    return page(
      DESK.overview,
      <>
        <Heading>{v.t(DESK.overview)}</Heading>
        <p class="govuk-body">
          {v.t({
            zh: '督办台供部门工作人员、监察员、审计员和政府负责人使用，您的角色在这里没有待办事项。',
            en: 'The desk is for officials of departments, supervisors, auditors and heads of government. There is nothing here for your role.',
          })}
        </p>
      </>,
    )
  },
})

const API = '/supervision/v1/overview'
async function overview(v: Visit) {
  const asked = askedOf(v)
  const found = await v.api.get(`${API}${asked}`, overviewSchema)
  if (!found.ok)
    return found.failure.status === 422 ? refused(v, found.failure) : problemAnswer(v, found.failure)
  const shown = found.value
  const csv = (table: string) => (
    <p class="govuk-body no-print">
      <a class="govuk-link" href={`/desk/overview.csv${askedOf(v, { table })}`}>
        {v.t(DESK.csv)}
      </a>
    </p>
  )
  const { t } = v
  return page(
    DESK.overview,
    <>
      <DeskNav v={v} />
      <Heading>{t(DESK.overview)}</Heading>
      <HeadLine v={v} shown={shown} />
      <FilteredBy v={v} shown={shown} />
      <OverviewFilters v={v} shown={shown} />
      <Bar v={v} bar={shown.bar} />
      <h2 class="govuk-heading-m">{t({ zh: '最紧的期限', en: 'The most pressing limits' })}</h2>
      {shown.worst.length === 0 ? (
        <p class="govuk-body">{t({ zh: '没有正在计算的期限。', en: 'No limit is running.' })}</p>
      ) : (
        <>
          <p class="govuk-body-s quiet">
            {t({
              zh: '逾期最久的在前，其次是最先到期的。',
              en: 'What is longest overdue first, then what is due next.',
            })}
          </p>
          <LimitsTable v={v} limits={shown.worst} caption={t(DESK.limits)} />
        </>
      )}
      <p class="govuk-body no-print">
        <a class="govuk-link" href={`/desk/limits${queryOf(shown.worstHref)}`}>
          {t({ zh: '查看全部期限', en: 'All limits' })}
        </a>
      </p>
      <h2 class="govuk-heading-m">{t({ zh: '比率和用时', en: 'Rates and times' })}</h2>
      <Rates v={v} shown={shown} />
      {csv('metrics')}
      <h2 class="govuk-heading-m">{t({ zh: '部门和环节', en: 'By department and step' })}</h2>
      <Load v={v} load={shown.load} />
      {csv('load')}
      <h2 class="govuk-heading-m">{t({ zh: '跨域往来', en: 'Between regions' })}</h2>
      <Flows v={v} shown={shown} />
      {csv('flows')}
    </>,
    { layout: 'wide', styles: STYLES },
  )
}

/** The filters as they were sent, each with what is wrong with it. */
function refused(v: Visit, problem: ProblemBody) {
  const places = Object.fromEntries(FILTERS.map((name) => [`/query/${name}`, name]))
  const errors = fieldErrors(problem, places, 'from')
  return page(
    DESK.overview,
    <>
      <DeskNav v={v} />
      <Heading>{v.t(DESK.overview)}</Heading>
      <OverviewFilters v={v} shown={null} errors={errors} />
      <p class="govuk-body">
        <a class="govuk-link" href="/desk">
          {v.t({ zh: '不加筛选查看', en: 'Look without filters' })}
        </a>
      </p>
    </>,
    { layout: 'wide', styles: STYLES, errors, status: 422 },
  )
}

export const overviewCsvPage = definePage({
  method: 'get',
  path: '/desk/overview.csv',
  rights: OVERVIEW_LOOKERS,
  answer: (v) => passedOn(v, `${API}.csv${askedOf(v)}`),
})
