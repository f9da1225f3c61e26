import { caseAt } from '../cases/words.ts'
import { Marked } from '../parts/marked.tsx'
import { Table, Tag } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { postText } from './post.ts'
import type { Limit } from './schemas.ts'
import { addressOf, cardColour, DESK } from './words.ts'

/** The list of limits, what is longest overdue first; who supervises may urge each from here. */
const MAY_BE_URGED = ['case', 'shipment', 'rectification']

export const isSupervisor = ({ actor }: Visit): boolean =>
  actor.kind === 'official' && actor.roles.includes('supervisor')

export const urgeAt = ({ kind, subject, key }: Limit) =>
  addressOf('/desk/urge', { kind: kind.code, subject, key })

/** In words, so that the colour is never alone. */
export function Lateness({
  v,
  limit,
}: {
  readonly v: Visit
  readonly limit: Pick<Limit, 'overdueWorkdays' | 'leftWorkdays'> & Partial<Pick<Limit, 'status'>>
}) {
  const { t } = v
  if (limit.status === 'stands') return <Tag>{t({ zh: '停止计算', en: 'stopped' })}</Tag>
  if (limit.overdueWorkdays !== null)
    return (
      <Tag colour="red">
        {t(
          limit.overdueWorkdays === 0
            ? { zh: '已超期', en: 'overdue' }
            : {
                zh: `超期 ${limit.overdueWorkdays} 个工作日`,
                en: `${limit.overdueWorkdays} working days over`,
              },
        )}
      </Tag>
    )
  const left = limit.leftWorkdays ?? 0
  const words =
    left === 0
      ? { zh: '今日到期', en: 'due today' }
      : { zh: `剩 ${left} 个工作日`, en: `${left} working days left` }
  return <Tag colour={left <= 3 ? 'yellow' : 'grey'}>{t(words)}</Tag>
}

export const Subject = ({ of }: { readonly of: { readonly kind: string; readonly subject: string } }) =>
  of.kind === 'case' ? (
    <a class="govuk-link" href={caseAt(of.subject)}>
      <span class="code">{of.subject}</span>
    </a>
  ) : of.kind === 'rectification' ? (
    <a class="govuk-link" href={`/desk/rectifications/${encodeURIComponent(of.subject)}`}>
      <span class="code">{of.subject}</span>
    </a>
  ) : (
    <span class="code">{of.subject}</span>
  )

export function LimitsTable({
  v,
  limits,
  caption,
}: {
  readonly v: Visit
  readonly limits: readonly Limit[]
  readonly caption: string
}) {
  const { t, language } = v
  const mayUrge = isSupervisor(v)
  const columns = [
    { name: t(DESK.case) },
    { name: t(DESK.due) },
    { name: t(DESK.card) },
    { name: t(DESK.department) },
    { name: t(DESK.step) },
    { name: t(DESK.lastNotice) },
    ...(mayUrge ? [{ name: t(DESK.act) }] : []),
  ]
  const rows = limits.map((limit) => [
    <>
      <Subject of={{ kind: limit.kind.code, subject: limit.subject }} />
      <span class="desk-quiet">{limit.item === null ? t(limit.kind) : t(limit.item)}</span>
    </>,
    <>
      <Day on={limit.dueOn} language={language} />
      {limit.provisional && ` (${t(DESK.provisional)})`}
      <span class="desk-line">
        <Lateness v={v} limit={limit} />
      </span>
    </>,
    limit.card === null ? (
      '—'
    ) : (
      <a class="govuk-link" href={`/desk/cards/${limit.card.id}`}>
        <Tag colour={cardColour(limit.card.code)}>{t(limit.card)}</Tag> {t(limit.card.state)}
      </a>
    ),
    <>
      {t(limit.departmentName)}
      <span class="desk-quiet">
        <Marked v={v} text={limit.assigned?.name ?? postText(v, limit.post)} />
      </span>
    </>,
    <>
      {t(limit.step)}
      <span class="desk-quiet">{t(limit.basis)}</span>
    </>,
    limit.lastNotice === null ? (
      '—'
    ) : (
      <a class="govuk-link" href={`/desk/notices/${limit.lastNotice.id}`}>
        <Marked v={v} text={limit.lastNotice.number ?? t(limit.lastNotice)} /> {t(limit.lastNotice.state)}
      </a>
    ),
    ...(mayUrge
      ? [
          limit.status === 'running' && MAY_BE_URGED.includes(limit.kind.code) ? (
            <a class="govuk-link" href={urgeAt(limit)}>
              {t(DESK.urge)}
              <span class="govuk-visually-hidden"> {limit.subject}</span>
            </a>
          ) : (
            '—'
          ),
        ]
      : []),
  ])
  return limits.length === 0 ? (
    <p class="govuk-body">{t(DESK.none)}</p>
  ) : (
    <Table caption={caption} columns={columns} rows={rows} quietCaption isStacked />
  )
}
