import { type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Facts, Heading, Note, Table } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { Bars } from './bars.tsx'
import { CsvLink, Meanings, MonthForm, OpenTotals, OVER, Ways } from './parts.tsx'
import { type Rated, type Ratings, ratingsSchema } from './schemas.ts'
import { countText, monthText, rateText, STYLES, withMonth } from './words.ts'

/** The public cut of ratings 好差评: one month whose ratings change no more, by department; made once. */
const TITLE = { zh: '公开：评价', en: 'Figures: ratings' }

export const showRatings = definePage({
  method: 'get',
  path: '/open/ratings',
  rights: ['anyone'],
  answer: async (v) => {
    const read = await v.api.get(withMonth(v, '/evaluations/v1/statistics/public'), ratingsSchema)
    if (read.ok) return ratingsPage(v, read.value, [])
    const { failure } = read
    return failure.errors === undefined
      ? problemAnswer(v, failure)
      : ratingsPage(v, null, fieldErrors(failure, {}, 'month'))
  },
})

const ratingsPage = (v: Visit, ratings: Ratings | null, errors: readonly FieldError[]) =>
  page(
    TITLE,
    <>
      <Heading>{v.t(TITLE)}</Heading>
      <Ways v={v} />
      <MonthForm
        v={v}
        month={ratings === null ? (v.query.get('month') ?? '') : (ratings.month ?? '')}
        errors={errors}
        hint={OVER}
      />
      {ratings !== null && <Figures v={v} ratings={ratings} />}
    </>,
    { errors, status: errors.length === 0 ? 200 : 422, styles: STYLES },
  )

function Figures({ v, ratings }: { readonly v: Visit; readonly ratings: Ratings }) {
  const { month, all, departments, asOf, awaiting, definitions } = ratings
  return (
    <>
      {awaiting !== null && (
        <Note>
          {monthText(v, awaiting.month)}
          {v.t({
            zh: '的评价和修改期限尚未届满，自 ',
            en: ' can still be rated and amended; it is published from ',
          })}
          <Day on={awaiting.fromOn} language={v.language} />
          {v.t({ zh: ' 起公布。', en: '.' })}
        </Note>
      )}
      {month === null ? (
        <p class="govuk-body">{v.t({ zh: '尚未公布任何月份。', en: 'No month is published yet.' })}</p>
      ) : (
        <h2 class="govuk-heading-m">{monthText(v, month)}</h2>
      )}
      {month !== null && all === null && (
        <Note>
          {v.t({
            zh: '有效评价不足 5 件，不公布数量。',
            en: 'Fewer than five valid ratings; no count is published.',
          })}
        </Note>
      )}
      {all !== null && (
        <>
          <OpenTotals
            totals={[
              { name: v.t({ zh: '有效评价', en: 'Valid ratings' }), value: String(all.valid) },
              { name: v.t({ zh: '满意率', en: 'Satisfied' }), value: rateText(v, all.satisfaction) },
              { name: v.t({ zh: '差评率', en: 'Bad' }), value: rateText(v, all.bad) },
              {
                name: v.t({ zh: '平均等次（1–5）', en: 'Average level (1–5)' }),
                value: all.average === null ? '—' : all.average.toFixed(2),
              },
            ]}
          />
          <Departments v={v} lines={departments} all={all} />
          <CsvLink v={v} path="/open/ratings.csv" />
        </>
      )}
      {month !== null && <Around v={v} ratings={ratings} />}
      {asOf !== null && (
        <p class="govuk-body quiet">
          {v.t(WORDS.asOf)} <Instant at={asOf} language={v.language} />
          {v.t({ zh: '，此后不再变动', en: ', and unchanged since' })}
        </p>
      )}
      <Meanings v={v} definitions={definitions} />
    </>
  )
}

const LEVELS = [
  { level: 5, look: 'l5', zh: '非常满意', en: 'very good' },
  { level: 4, look: 'l4', zh: '满意', en: 'good' },
  { level: 3, look: 'l3', zh: '基本满意', en: 'fair' },
  { level: 2, look: 'l2', zh: '不满意', en: 'bad' },
  { level: 1, look: 'l1', zh: '非常不满意', en: 'very bad' },
] as const

const namesOf = (v: Visit, { departments }: Rated) =>
  departments.length === 0
    ? v.t({ zh: '合计', en: 'All' })
    : departments.map((each) => v.t(each)).join(v.t({ zh: '、', en: ', ' }))

type DepartmentsProps = { readonly v: Visit; readonly lines: readonly Rated[]; readonly all: Rated }
const Departments = ({ v, lines, all }: DepartmentsProps) => (
  <>
    <Bars
      v={v}
      bars={lines.map((line) => ({
        label: namesOf(v, line),
        total: line.valid,
        parts: LEVELS.map(({ level, look, ...name }) => ({
          name: v.t(name),
          count: line.levels[level],
          look,
        })),
      }))}
    />
    <Table
      caption={v.t({ zh: '按部门和等次', en: 'By department and level' })}
      columns={[
        { name: v.t({ zh: '部门', en: 'Department' }) },
        { name: v.t({ zh: '有效评价', en: 'Valid' }), numeric: true },
        ...LEVELS.map((level) => ({ name: v.t(level), numeric: true })),
        { name: v.t({ zh: '满意率', en: 'Satisfied' }), numeric: true },
      ]}
      rows={[...lines, all].map((line) => [
        namesOf(v, line),
        String(line.valid),
        ...LEVELS.map(({ level }) => countText(v, line.levels[level])),
        rateText(v, line.satisfaction),
      ])}
    />
  </>
)

const Around = ({ v, ratings }: { readonly v: Visit; readonly ratings: Ratings }) => (
  <>
    {ratings.orders !== null && (
      <>
        <h2 class="govuk-heading-m">{v.t({ zh: '差评整改', en: 'Bad ratings mended' })}</h2>
        <Facts
          v={v}
          facts={[
            { name: v.t({ zh: '整改单', en: 'Orders to mend' }), value: String(ratings.orders.opened) },
            {
              name: v.t({ zh: '按期整改', en: 'Mended in time' }),
              value: rateText(v, ratings.orders.onTime),
            },
            { name: v.t({ zh: '回访', en: 'Called back' }), value: rateText(v, ratings.orders.callBack) },
            { name: v.t({ zh: '申诉成立', en: 'Appeals upheld' }), value: String(ratings.orders.upheld) },
          ]}
        />
      </>
    )}
    {ratings.options.length > 0 && (
      <Table
        caption={v.t({ zh: '选得最多的评价选项', en: 'Options ticked most' })}
        columns={[
          { name: v.t({ zh: '选项', en: 'Option' }) },
          { name: v.t({ zh: '次数', en: 'Times' }), numeric: true },
        ]}
        rows={ratings.options.map((option) => [v.t(option), String(option.n)])}
      />
    )}
    <p class="govuk-body">
      {v.t({
        zh: `当月公布的刷评等问题线索：${ratings.findings} 条。`,
        en: `Findings on ratings that are not genuine, published for the month: ${ratings.findings}.`,
      })}
    </p>
  </>
)
