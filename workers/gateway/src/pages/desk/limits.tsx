import { type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Heading, NextPage } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { LimitsTable } from './limits-table.tsx'
import { type ListFilter, ListFilters } from './list-filters.tsx'
import { AsOf, askedOf, DeskNav, nextAt, passedOn, withoutCursor } from './parts.tsx'
import { type Limit, limitsSchema } from './schemas.ts'
import { addressOf, CHANNEL_NAMES, DESK, LOOKERS, STYLES } from './words.ts'

/** 监察时限: every limit that runs, what is longest overdue first, under the filters of the address. */
const API = '/supervision/v1/clocks'
const DUE = {
  overdue: { zh: '已超期', en: 'overdue' },
  today: { zh: '今日到期', en: 'due today' },
  soon: { zh: '三个工作日内到期', en: 'due within three working days' },
} as const
const KINDS = {
  case: { zh: '办件', en: 'cases' },
  rectification: { zh: '差评整改', en: 'bad ratings' },
  notice: { zh: '督办文书', en: 'notices' },
  shipment: { zh: '纸质原件寄送', en: 'originals on paper' },
} as const
const BASES = {
  law: { zh: '法定期限', en: 'statutory limits' },
  localLaw: { zh: '地方性规定期限', en: 'limits of local law' },
  promise: { zh: '承诺期限', en: 'promised limits' },
  agreement: { zh: '约定期限', en: 'agreed limits' },
  supervision: { zh: '督办期限', en: 'limits of supervision' },
} as const
const STATUS = {
  running: { zh: '计算中', en: 'running' },
  stands: { zh: '依法停止计算', en: 'lawfully stopped' },
} as const
/** Filters that came with the address and are not chosen here: each can be taken off. */
const KEPT = ['department', 'item', 'step', 'channel', 'partner', 'subject'] as const

const FILTERS: readonly ListFilter[] = [
  { name: 'due', label: { zh: '到期', en: 'Due' }, words: DUE },
  { name: 'kind', label: DESK.kind, words: KINDS },
  { name: 'basis', label: { zh: '期限性质', en: 'Kind of limit' }, words: BASES },
  { name: 'status', label: DESK.state, words: STATUS, needed: true },
]

export const showLimits = definePage({
  method: 'get',
  path: '/desk/limits',
  rights: LOOKERS,
  answer: async (v) => {
    const asked = askedOf(v)
    const found = await v.api.get(`${API}${asked}`, limitsSchema)
    const { t } = v
    if (!found.ok && found.failure.status !== 422) return problemAnswer(v, found.failure)
    const errors = found.ok ? [] : fieldErrors(found.failure, {}, 'due')
    return page(
      DESK.limits,
      <>
        <DeskNav v={v} />
        <Heading>{t(DESK.limits)}</Heading>
        {found.ok && <AsOf v={v} at={found.value.asOf} />}
        <LimitFilters v={v} errors={errors} first={found.ok ? found.value.clocks[0] : undefined} />
        {found.ok && (
          <>
            <LimitsTable v={v} limits={found.value.clocks} caption={t(DESK.limits)} />
            <NextPage v={v} href={nextAt('/desk/limits', found.value.next)} />
            <p class="govuk-body no-print">
              <a class="govuk-link" href={`/desk/limits.csv${withoutCursor(asked)}`}>
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

function LimitFilters({
  v,
  errors,
  first,
}: {
  readonly first: Limit | undefined
  readonly v: Visit
  readonly errors: readonly FieldError[]
}) {
  const { t, query } = v
  const kept = KEPT.filter((name) => (query.get(name) ?? '') !== '')
  return (
    <>
      <ListFilters v={v} action="/desk/limits" filters={FILTERS} kept={kept} errors={errors} />
      {kept.length > 0 && (
        <ul class="desk-kept" aria-label={t(DESK.filters)}>
          {kept.map((name) => (
            <li>
              <a class="govuk-link" href={withoutOne(v, name)}>
                {keptWords(v, name, first)} ✕
                <span class="govuk-visually-hidden">
                  {' '}
                  {t({ zh: '去掉此筛选', en: 'take this filter off' })}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const withoutOne = ({ query }: Visit, name: string) =>
  addressOf(
    '/desk/limits',
    Object.fromEntries(
      [...query].filter(([each]) => each !== name && each !== 'cursor' && each !== 'lang' && each !== 'type'),
    ),
  )

/** As the first row calls it, which has what is filtered by. */
function keptWords({ t, query }: Visit, name: (typeof KEPT)[number], first: Limit | undefined): string {
  const value = query.get(name) ?? ''
  const itself = { zh: value, en: value }
  const words = {
    department: first?.departmentName,
    item: first?.item ?? undefined,
    step: first?.step,
    channel: CHANNEL_NAMES[value],
    partner: undefined,
    subject: undefined,
  }
  const shown = t(words[name] ?? itself)
  return `${t(DESK[name])} ${shown}`
}

export const limitsCsvPage = definePage({
  method: 'get',
  path: '/desk/limits.csv',
  rights: LOOKERS,
  answer: (v) => passedOn(v, `${API}.csv${askedOf(v)}`),
})
