import { definePage } from '../definition.ts'
import { Marked } from '../parts/marked.tsx'
import { Tag } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import { latestCsv, latestList } from './latest-list.tsx'
import { Subject } from './limits-table.tsx'
import type { ListFilter } from './list-filters.tsx'
import { askedOf } from './parts.tsx'
import { postText } from './post.ts'
import { cardsSchema } from './schemas.ts'
import { cardColour, cardStateColour, DESK, LOOKERS } from './words.ts'

/** 亮牌: cards 黄牌、红牌 that were proposed, the latest first; each says its colour in words. */
const PATH = '/desk/cards'
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
  path: PATH,
  rights: LOOKERS,
  answer: async (v) => {
    const found = await v.api.get(`${API}${askedOf(v)}`, cardsSchema)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { t, language } = v
    const { cards, asOf, next } = found.value
    return latestList(v, {
      path: PATH,
      name: DESK.cards,
      filters: FILTERS,
      columns: [
        DESK.number,
        DESK.subject,
        DESK.department,
        { zh: '事由', en: 'Cause' },
        { zh: '拟发时间', en: 'Proposed' },
        DESK.state,
      ],
      rows: cards.map((card) => [
        <>
          <Tag colour={cardColour(card.colour.code)}>{t(card.colour)}</Tag>{' '}
          <a class="govuk-link" href={`/desk/cards/${card.id}`}>
            <Marked v={v} text={card.number} />
          </a>
        </>,
        <>
          <Subject of={card} />
          <span class="desk-quiet">{card.item === null ? t(card.step) : t(card.item)}</span>
        </>,
        <>
          {t(card.department)}
          <span class="desk-quiet">
            <Marked v={v} text={postText(v, card.post)} />
          </span>
        </>,
        t(card.cause),
        <Instant at={card.proposedAt} language={language} />,
        <Tag colour={cardStateColour(card.state.code)}>{t(card.state)}</Tag>,
      ]),
      asOf,
      next,
    })
  },
})

export const cardsCsvPage = latestCsv(PATH, API, LOOKERS)
