import { Table } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import type { OverviewShown, Value } from './schemas.ts'
import { queryOf } from './words.ts'

/** The bar of today, and the rates beside those of the period before and of the region. */

const PAGES = { rectifying: '/desk/rectifications' } as const
const pageOf = (code: string, href: string) =>
  `${code === 'rectifying' ? PAGES.rectifying : '/desk/limits'}${queryOf(href)}`

export const Bar = ({ v, bar }: { readonly v: Visit; readonly bar: OverviewShown['bar'] }) => (
  <ul class="desk-bar">
    {bar.map((item) => (
      <li class={`desk-tile desk-tile-${item.code}`}>
        <Tile v={v} item={item} />
      </li>
    ))}
  </ul>
)

function Tile({ v, item }: { readonly v: Visit; readonly item: OverviewShown['bar'][number] }) {
  const { t } = v
  const [only, ...more] = item.parts
  const head = (
    <>
      <span class="desk-number">{item.n}</span> <span class="desk-name">{t(item)}</span>
    </>
  )
  if (only !== undefined && more.length === 0)
    return (
      <a href={pageOf(item.code, only.href)}>
        {head}
        {item.rows !== item.n && (
          <span class="desk-rows">{t({ zh: `${item.rows} 个期限`, en: `${item.rows} limits` })}</span>
        )}
      </a>
    )
  return (
    <div>
      {head}
      {item.parts.map((part) => (
        <a class="desk-part" href={pageOf(item.code, part.href)}>
          {t(part)} {part.n}
        </a>
      ))}
    </div>
  )
}

const percent = (rate: number | null | undefined) =>
  rate === null || rate === undefined ? '—' : `${(rate * 100).toFixed(1)}%`
const isRate = (value: Value) => value.hits !== undefined

const ValueShown = ({ v, value }: { readonly v: Visit; readonly value: Value }) => {
  const { t } = v
  if (isRate(value))
    return (
      <>
        <strong>{percent(value.rate)}</strong>
        <span class="desk-quiet">
          {value.hits} / {value.of}
        </span>
      </>
    )
  return value.n === 0 ? (
    <>—</>
  ) : (
    <>
      <strong>{value.median}</strong>
      <span class="desk-quiet">
        {t({
          zh: `90% 不超过 ${value.p90}；${value.n} 件`,
          en: `90 % within ${value.p90}; ${value.n} cases`,
        })}
      </span>
    </>
  )
}

/** By how much it differs from the period before, in words: an arrow alone is not read by everybody. */
function Change({ v, now, previous }: { readonly v: Visit; readonly now: Value; readonly previous: Value }) {
  const { t } = v
  const [one, other] = isRate(now) ? [now.rate, previous.rate] : [now.median, previous.median]
  if (one === null || other === null || one === undefined || other === undefined) return <>—</>
  const by = isRate(now) ? Math.round((one - other) * 1000) / 10 : one - other
  const unit = isRate(now) ? t({ zh: '个百分点', en: 'points' }) : t({ zh: '个工作日', en: 'working days' })
  if (by === 0) return <>{t({ zh: '持平', en: 'no change' })}</>
  const size = `${Math.abs(by)} ${unit}`
  return (
    <>{by > 0 ? t({ zh: `升 ${size}`, en: `up ${size}` }) : t({ zh: `降 ${size}`, en: `down ${size}` })}</>
  )
}

export function Rates({ v, shown }: { readonly v: Visit; readonly shown: OverviewShown }) {
  const { t, language } = v
  const { metrics, period, previous, countedUntil } = shown
  const between = ({ from, until }: { from: string; until: string }) => (
    <span class="desk-quiet">
      <Day on={from} language={language} />
      {t({ zh: '至', en: ' to ' })}
      <Day on={until} language={language} />
    </span>
  )
  return (
    <>
      <p class="govuk-body-s quiet">
        {countedUntil === null ? (
          t({ zh: '统计正在更新，数字可能不全。', en: 'Figures are being made and may be incomplete.' })
        ) : (
          <>
            {t({ zh: '统计截至', en: 'Figures as of' })} <Instant at={countedUntil} language={language} />
          </>
        )}
      </p>
      <Table
        caption={t({ zh: '比率和用时', en: 'Rates and times' })}
        quietCaption
        isStacked
        columns={[
          { name: t({ zh: '指标', en: 'Figure' }) },
          {
            name: (
              <>
                {t({ zh: '本期', en: 'This period' })}
                {between(period)}
              </>
            ),
            short: t({ zh: '本期', en: 'This period' }),
            numeric: true,
          },
          {
            name: (
              <>
                {t({ zh: '上期', en: 'Period before' })}
                {between(previous)}
              </>
            ),
            short: t({ zh: '上期', en: 'Period before' }),
            numeric: true,
          },
          { name: t({ zh: '比上期', en: 'Change' }), numeric: true },
          { name: t({ zh: '全地区本期', en: 'Whole region' }), numeric: true },
        ]}
        rows={metrics.map((metric) => [
          t(metric),
          <ValueShown v={v} value={metric.now} />,
          <ValueShown v={v} value={metric.previous} />,
          <Change v={v} now={metric.now} previous={metric.previous} />,
          <ValueShown v={v} value={metric.region} />,
        ])}
      />
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{t({ zh: '口径', en: 'What each figure means' })}</span>
        </summary>
        <dl class="desk-definitions">
          {metrics.map((metric) => (
            <div>
              <dt>{t(metric)}</dt>
              <dd>{t(metric.definition)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

/** `截至` of the page itself. */
export const HeadLine = ({ v, shown }: { readonly v: Visit; readonly shown: OverviewShown }) => (
  <p class="govuk-body-s quiet">
    {v.t(shown.region)} · {v.t(WORDS.asOf)} <Instant at={shown.asOf} language={v.language} />
  </p>
)
