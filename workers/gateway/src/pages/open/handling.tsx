import { type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Heading, Note, Table } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { Bars } from './bars.tsx'
import { CsvLink, Meanings, MonthForm, OpenTotals, OVER, Ways } from './parts.tsx'
import { type Handled, type Handling, handlingSchema } from './schemas.ts'
import { countText, monthText, rateText, STYLES, withMonth } from './words.ts'

/** The public cut of handling: one month that is over, by item. Small counts are withheld, as the API withholds them. */
const TITLE = { zh: '公开：办件', en: 'Figures: handling' }

export const showHandling = definePage({
  method: 'get',
  path: '/open',
  rights: ['anyone'],
  answer: async (v) => {
    const read = await v.api.get(withMonth(v, '/supervision/v1/overview/public'), handlingSchema)
    if (read.ok) return handlingPage(v, read.value, [])
    const { failure } = read
    return failure.errors === undefined
      ? problemAnswer(v, failure)
      : handlingPage(v, null, fieldErrors(failure, {}, 'month'))
  },
})

const handlingPage = (v: Visit, handling: Handling | null, errors: readonly FieldError[]) =>
  page(
    TITLE,
    <>
      <Heading>{v.t(TITLE)}</Heading>
      <Ways v={v} />
      <MonthForm v={v} month={handling?.month ?? v.query.get('month') ?? ''} errors={errors} hint={OVER} />
      {handling !== null && <Figures v={v} handling={handling} />}
    </>,
    { errors, status: errors.length === 0 ? 200 : 422, styles: STYLES },
  )

function Figures({ v, handling }: { readonly v: Visit; readonly handling: Handling }) {
  const { all, items, asOf, countedUntil, month, definitions } = handling
  return (
    <>
      <h2 class="govuk-heading-m">{monthText(v, month)}</h2>
      {all === null ? (
        <Note>{v.t(countedUntil === null ? NOT_MADE : TOO_FEW)}</Note>
      ) : (
        <>
          <Totals v={v} all={all} />
          <Bars
            v={v}
            bars={items.map((line) => ({
              label: namesOf(v, line),
              total: line.handled,
              parts: partsOf(v, line),
            }))}
          />
          <Table
            caption={v.t({ zh: '按事项', en: 'By item' })}
            columns={[
              { name: v.t({ zh: '事项', en: 'Item' }) },
              { name: v.t({ zh: '办结', en: 'Decided' }), numeric: true },
              { name: v.t(LOOKS.good), numeric: true },
              { name: v.t(LOOKS.plain), numeric: true },
              { name: v.t(LOOKS.bad), numeric: true },
              { name: v.t({ zh: '未超期率', en: 'Not late' }), numeric: true },
              { name: v.t({ zh: '秒批占比', en: 'Share at once' }), numeric: true },
            ]}
            rows={[...items, all].map((line) => [
              namesOf(v, line),
              String(line.handled),
              ...partsOf(v, line).map(({ count }) => countText(v, count)),
              rateText(v, line.onTime),
              rateText(v, line.instantShare),
            ])}
          />
          <CsvLink v={v} path="/open/handling.csv" />
        </>
      )}
      <p class="govuk-body quiet">
        {v.t(WORDS.asOf)} <Instant at={countedUntil ?? asOf} language={v.language} />
      </p>
      <Meanings v={v} definitions={definitions} />
    </>
  )
}

const NOT_MADE = {
  zh: '本月尚未统计完毕，统计完毕后公布。请稍后再看。',
  en: 'This month is not counted to its end yet and is published once it is. Look again later.',
}
const TOO_FEW = {
  zh: '本月办结不足 5 件，不公布数量。',
  en: 'Fewer than five cases were decided this month; no count is published.',
}
const LOOKS = {
  good: { zh: '秒批', en: 'At once' },
  plain: { zh: '其他未超期', en: 'Otherwise in time' },
  bad: { zh: '超期', en: 'Late' },
} as const

const partsOf = (v: Visit, { instant, withinLimit, late }: Handled) =>
  [
    { name: v.t(LOOKS.good), count: instant, look: 'good' },
    { name: v.t(LOOKS.plain), count: withinLimit, look: 'plain' },
    { name: v.t(LOOKS.bad), count: late, look: 'bad' },
  ] as const

const namesOf = (v: Visit, { items }: Handled) =>
  items.length === 0
    ? v.t({ zh: '合计', en: 'All' })
    : items.map((item) => v.t(item)).join(v.t({ zh: '、', en: ', ' }))

const Totals = ({ v, all }: { readonly v: Visit; readonly all: Handled }) => (
  <OpenTotals
    totals={[
      { name: v.t({ zh: '办结', en: 'Decided' }), value: String(all.handled) },
      { name: v.t({ zh: '未超期率', en: 'Not late' }), value: rateText(v, all.onTime) },
      { name: v.t({ zh: '秒批占比', en: 'Share at once' }), value: rateText(v, all.instantShare) },
    ]}
  />
)
