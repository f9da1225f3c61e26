import { ORDER_READERS } from '@tongban/services'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { type ListFilter, ListFilters } from '../desk/list-filters.tsx'
import { AsOf, DeskNav } from '../desk/parts.tsx'
import { DESK, STYLES as DESK_STYLES } from '../desk/words.ts'
import { Heading, NextPage, Table, Tag } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { type Listed, ordersSchema } from './schemas.ts'
import { DESK_WORDS, levelWords, ORDERS_AT, orderAt, stateColour } from './words.ts'

/** Orders as far as whoever looks may see them; the filters stand in the address. */
const FILTERS = ['state', 'source', 'department', 'month', 'overdue', 'cursor'] as const

export const listOrdersPage = definePage({
  method: 'get',
  path: ORDERS_AT,
  rights: [...ORDER_READERS],
  answer: async (v) => {
    const { t } = v
    const query = new URLSearchParams({ limit: '50' })
    for (const name of FILTERS) {
      const value = v.query.get(name)
      if (value !== null && value !== '') query.set(name, value)
    }
    const found = await v.api.get(`/evaluations/v1/rectifications?${query}`, ordersSchema)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { rectifications, next, asOf } = found.value
    const further = next === null ? null : new URL(next, v.origin).search
    return page(
      DESK_WORDS.title,
      <>
        <DeskNav v={v} />
        <Heading>{t(DESK_WORDS.title)}</Heading>
        <AsOf v={v} at={asOf} />
        <ListFilters v={v} action={ORDERS_AT} filters={CHOSEN} />
        {rectifications.length === 0 ? (
          <p class="govuk-body">{t(DESK.none)}</p>
        ) : (
          <Table
            caption={t(DESK_WORDS.title)}
            quietCaption
            isStacked
            columns={[
              { name: t(DESK_WORDS.order) },
              { name: t(DESK_WORDS.state) },
              { name: t(DESK_WORDS.department) },
              { name: t(DESK_WORDS.level) },
              { name: t(DESK_WORDS.opened) },
              { name: t(DESK_WORDS.contactBy) },
              { name: t(DESK_WORDS.replyBy) },
            ]}
            rows={rectifications.map((each) => rowOf(v, each))}
          />
        )}
        <NextPage v={v} href={further === null ? null : `${ORDERS_AT}${further}`} />
      </>,
      { layout: 'wide', styles: [...DESK_STYLES, ...STYLES] },
    )
  },
})

export const STYLES = ['rectifications.css']

function rowOf(v: Visit, order: Listed) {
  const { t, language } = v
  const { number, state, department, item, level, openedOn, overdue, anonymous, source } = order
  return [
    <>
      <a class="govuk-link code order-link" href={orderAt(number)}>
        {number}
      </a>
      <br />
      <span class="order-item">{t(item ?? source)}</span>
    </>,
    <>
      <Tag colour={stateColour(state.code)}>{t(state)}</Tag>
      {overdue && (
        <>
          {' '}
          <Tag colour="red">{t(DESK_WORDS.overdue)}</Tag>
        </>
      )}
    </>,
    t(department),
    <>
      {t(levelWords(level))}
      {anonymous && t({ zh: '（匿名）', en: ' (anonymous)' })}
    </>,
    <Day on={openedOn} language={language} />,
    <Due v={v} at={order.contactDueAt} done={order.contactedAt !== null || order.closedAt !== null} />,
    <Due v={v} at={order.rectifyDueAt} done={order.repliedAt !== null || order.closedAt !== null} />,
  ]
}

/** Until when something is owed, and whether it was done or is late. */
export const Due = ({ v, at, done }: { readonly v: Visit; readonly at: number; readonly done: boolean }) => (
  <>
    <Instant at={at - 1} language={v.language} />{' '}
    {done ? (
      <Tag colour="green">{v.t({ zh: '已办', en: 'done' })}</Tag>
    ) : v.now >= at ? (
      <Tag colour="red">{v.t(DESK_WORDS.overdue)}</Tag>
    ) : null}
  </>
)

const STATES = {
  open: { zh: '待联系', en: 'Waiting for contact' },
  contacted: { zh: '整改中', en: 'Being mended' },
  replied: { zh: '待回访', en: 'Waiting for the call-back' },
  calledBack: { zh: '已回访', en: 'Called back' },
  closed: { zh: '已办结', en: 'Closed' },
  setAside: { zh: '申诉成立，评价不计入', en: 'Appeal upheld, set aside' },
} as const
const SOURCES = {
  rating: { zh: '差评', en: 'Bad rating' },
  unable: { zh: '办不成事反映', en: 'Could not get it done' },
  overall: { zh: '综合点评', en: 'Overall review' },
  inspection: { zh: '监督查评', en: 'Inspection' },
  experiencer: { zh: '体验员反馈', en: 'Service experiencer' },
  thirdParty: { zh: '第三方评估', en: 'Third-party assessment' },
} as const
const CHOSEN: readonly ListFilter[] = [
  { name: 'state', label: DESK_WORDS.state, words: STATES },
  { name: 'source', label: DESK_WORDS.source, words: SOURCES },
  {
    name: 'overdue',
    label: { zh: '期限', en: 'Limits' },
    words: { true: { zh: '只看逾期', en: 'Overdue only' } },
  },
]
