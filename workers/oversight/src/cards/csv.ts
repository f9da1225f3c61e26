import { cardsCsv, listCards } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { CSV_ROWS } from '../lists.ts'
import { CARD_READERS, CARDS_TAG, cardCsvQuery } from './words.ts'

export const listCardsAsCsv = csvList({
  path: '/v1/cards.csv',
  summary: { zh: '亮牌，CSV', en: 'Cards as CSV' },
  tag: CARDS_TAG,
  rights: CARD_READERS,
  query: cardCsvQuery,
  rows: CSV_ROWS,
  read: listCards,
  csv: ({ cards }, language) => cardsCsv(cards, language),
  file: () => 'cards',
})
