import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, NextPage, Table, Tag } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import { Subject } from './limits-table.tsx'
import { type ListFilter, ListFilters } from './list-filters.tsx'
import { AsOf, askedOf, DeskNav, nextAt, passedOn, withoutCursor } from './parts.tsx'
import { cardsSchema } from './schemas.ts'
import { cardColour, cardStateColour, DESK, LOOKERS, STYLES } from './words.ts'

/** 亮牌: cards 黄牌、红牌 that were proposed, the latest first; each says its colour in words. */
const API = '/supervision/v1/cards'
const COLOURS = {
  yellow: { zh: '黄牌', en: 'yellow' },
  red: { zh: '红牌', en: 'red' },
  orange: { zh: '橙牌', en: 'orange' },
  blue: { zh: '蓝牌', en: 'blue' },
} as const
const STATES = {
  proposed: { zh: '拟发', en: 'proposed' },
  standing: { zh: '成立', en: 'stands' },
  appealed: { zh: '申诉中', en: 'appealed' },
  upheld: { zh: '维持', en: 'upheld' },
  dismissed: { zh: '不发', en: 'dismissed' },
  revoked: { zh: '撤牌', en: 'revoked' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const

const FILTERS: readonly ListFilter[] = [
  { name: 'colour', label: DESK.card, words: COLOURS },
  { name: 'state', label: DESK.state, words: STATES },
]

export const showCards = definePage({
  method: 'get',
  path: '/desk/cards',
  rights: LOOKERS,
  answer: async (v) => {
    const asked = askedOf(v)
    const found = await v.api.get(`${API}${asked}`, cardsSchema)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { t, language } = v
    const { cards, asOf, next } = found.value
    return page(
      DESK.cards,
      <>
        <DeskNav v={v} />
        <Heading>{t(DESK.cards)}</Heading>
        <AsOf v={v} at={asOf} />
        <ListFilters v={v} action="/desk/cards" filters={FILTERS} />
        {cards.length === 0 ? (
          <p class="govuk-body">{t(DESK.none)}</p>
        ) : (
          <Table
            caption={t(DESK.cards)}
            quietCaption
            isStacked
            columns={[
              { name: t(DESK.number) },
              { name: t(DESK.subject) },
              { name: t(DESK.department) },
              { name: t({ zh: '事由', en: 'Cause' }) },
              { name: t({ zh: '拟发时间', en: 'Proposed' }) },
              { name: t(DESK.state) },
            ]}
            rows={cards.map((card) => [
              <>
                <Tag colour={cardColour(card.colour.code)}>{t(card.colour)}</Tag>{' '}
                <a class="govuk-link" href={`/desk/cards/${card.id}`}>
                  {card.number}
                </a>
              </>,
              <>
                <Subject of={card} />
                <span class="desk-quiet">{card.item === null ? t(card.step) : t(card.item)}</span>
              </>,
              <>
                {t(card.department)}
                <span class="desk-quiet">{card.post}</span>
              </>,
              t(card.cause),
              <Instant at={card.proposedAt} language={language} />,
              <Tag colour={cardStateColour(card.state.code)}>{t(card.state)}</Tag>,
            ])}
          />
        )}
        <NextPage v={v} href={nextAt('/desk/cards', next)} />
        <p class="govuk-body no-print">
          <a class="govuk-link" href={`/desk/cards.csv${withoutCursor(asked)}`}>
            {t(DESK.csv)}
          </a>
        </p>
      </>,
      { layout: 'wide', styles: STYLES },
    )
  },
})

export const cardsCsvPage = definePage({
  method: 'get',
  path: '/desk/cards.csv',
  rights: LOOKERS,
  answer: (v) => passedOn(v, `${API}.csv${askedOf(v)}`),
})
