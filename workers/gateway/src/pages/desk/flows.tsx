import { Table } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { arrowOf, CENTRE, MAP, MOST_SHOWN, type Point, placeOf, widthOf } from './flow-map.ts'
import type { OverviewShown } from './schemas.ts'
import { addressOf } from './words.ts'

/** What goes between this region and others: a map, and the table that says the same and more. */
type Flow = OverviewShown['flows'][number]
const DIRECTIONS = { out: { zh: '移出', en: 'handed over' }, in: { zh: '移入', en: 'taken over' } } as const

export function Flows({ v, shown }: { readonly v: Visit; readonly shown: OverviewShown }) {
  const { t } = v
  const { flows } = shown
  if (flows.length === 0)
    return (
      <p class="govuk-body">
        {t({ zh: '本期没有跨域办件。', en: 'Nothing went between regions in this period.' })}
      </p>
    )
  return (
    <>
      <FlowMap v={v} shown={shown} />
      <Table
        caption={t({ zh: '跨域往来', en: 'Between regions' })}
        quietCaption
        isStacked
        columns={[
          { name: t({ zh: '地区', en: 'Region' }) },
          { name: t({ zh: '方向', en: 'Direction' }) },
          { name: t({ zh: '移送', en: 'Handed over' }), numeric: true },
          { name: t({ zh: '办结', en: 'Decided' }), numeric: true },
          { name: t({ zh: '按时', en: 'On time' }), numeric: true },
          { name: t({ zh: '用时中位数（工作日）', en: 'Median working days' }), numeric: true },
          { name: t({ zh: '尚未结案', en: 'Not closed now' }), numeric: true },
        ]}
        rows={flows.map((flow) => [
          <a
            class="govuk-link"
            href={addressOf('/desk/limits', { kind: 'case', partner: flow.partner.code })}
          >
            {t(flow.partner)}
          </a>,
          t(DIRECTIONS[flow.direction]),
          flow.sent,
          flow.done,
          onTime(flow),
          flow.median ?? '—',
          flow.openNow,
        ])}
      />
      <p class="govuk-body-s quiet">{t(shown.flowDefinition)}</p>
    </>
  )
}

const onTime = ({ onTime: { hits = 0, of = 0 } }: Flow) => (of === 0 ? '—' : `${hits} / ${of}`)

function FlowMap({ v, shown }: { readonly v: Visit; readonly shown: OverviewShown }) {
  const { t } = v
  const { flows, region } = shown
  const weightOf = (code: string) =>
    flows.reduce((sum, flow) => sum + (flow.partner.code === code ? flow.sent + flow.openNow : 0), 0)
  const partners = [...new Map(flows.map(({ partner }) => [partner.code, partner])).values()]
    .toSorted((one, other) => weightOf(other.code) - weightOf(one.code))
    .slice(0, MOST_SHOWN)
  const most = Math.max(0, ...flows.map(({ sent }) => sent))
  const title = t({ zh: '跨域往来示意图', en: 'Map of what goes between regions' })
  const described = flows
    .map((flow) => `${t(flow.partner)} ${t(DIRECTIONS[flow.direction])} ${flow.sent}`)
    .join(t({ zh: '；', en: '; ' }))
  return (
    <figure class="desk-map">
      <svg viewBox={`0 0 ${MAP.width} ${MAP.height}`} role="img" aria-labelledby="flow-title flow-text">
        <title id="flow-title">{title}</title>
        <desc id="flow-text">{described}</desc>
        <defs>
          {(['out', 'in'] as const).map((direction) => (
            <marker
              id={`head-${direction}`}
              viewBox="0 0 10 10"
              refX="8"
              refY="5"
              markerWidth="14"
              markerHeight="14"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0 L10 5 L0 10 z" class={`map-head-${direction}`} />
            </marker>
          ))}
        </defs>
        {partners.flatMap((partner, n) => {
          const place = placeOf(n, partners.length)
          return flows
            .filter((flow) => flow.partner.code === partner.code)
            .map((flow) => <Arrow flow={flow} place={place} most={most} />)
        })}
        <Node at={CENTRE} name={t(region)} isOwn />
        {partners.map((partner, n) => (
          <Node at={placeOf(n, partners.length)} name={t(partner)} />
        ))}
      </svg>
      <figcaption class="govuk-body-s">
        <span class="map-key map-key-out" aria-hidden="true" /> {t(DIRECTIONS.out)}{' '}
        <span class="map-key map-key-in" aria-hidden="true" /> {t(DIRECTIONS.in)}
        {t({
          zh: '。数字为本期移送件数，线越粗越多；下表内容相同。',
          en: '. Numbers are hand-overs of the period, a thicker line is more; the table below says the same.',
        })}
      </figcaption>
    </figure>
  )
}

function Arrow({ flow, place, most }: { readonly flow: Flow; readonly place: Point; readonly most: number }) {
  const { from, to } = flow.direction === 'out' ? arrowOf(CENTRE, place) : arrowOf(place, CENTRE)
  return (
    <>
      <line
        class={`map-${flow.direction}`}
        x1={from.x}
        y1={from.y}
        x2={to.x}
        y2={to.y}
        stroke-width={widthOf(flow.sent, most)}
        marker-end={`url(#head-${flow.direction})`}
      />
      <text
        class="map-count"
        x={(from.x + to.x) / 2}
        y={(from.y + to.y) / 2 + (flow.direction === 'out' ? 22 : -12)}
      >
        {flow.sent}
      </text>
    </>
  )
}

const Node = ({
  at,
  name,
  isOwn = false,
}: {
  readonly at: Point
  readonly name: string
  readonly isOwn?: boolean
}) => (
  <>
    <circle class={isOwn ? 'map-own' : 'map-node'} cx={at.x} cy={at.y} r={isOwn ? 22 : 15} />
    <text class={isOwn ? 'map-name map-name-own' : 'map-name'} x={at.x} y={at.y + belowOf(at, isOwn)}>
      {name}
    </text>
  </>
)

/** Names stand away from the middle, where the lines are. */
const belowOf = ({ y }: Point, isOwn: boolean): number => {
  if (isOwn) return 44
  return y < CENTRE.y ? -24 : 36
}
