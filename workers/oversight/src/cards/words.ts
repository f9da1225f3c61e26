import { civilDate, epochMs, PAGE_ROWS, reasonText, rowLimit } from '@tongban/kernel/words'
import { DEPARTMENT_OFFICIALS, LIST_READERS } from '@tongban/services'
import { CARD_CAUSES, CARD_STATES, COLOURS } from '@tongban/supervision'
import * as z from 'zod'
import {
  byPerson,
  CSV_ROWS,
  codeOf,
  cursorQuery,
  departmentQuery,
  documentText,
  flagQuery,
  idParams,
  itemQuery,
  keysOf,
  named,
  nextAddress,
  subjectQuery,
} from '../lists.ts'

/** What goes in and out of cards 蓝、黄、橙、红牌. */
export const CARDS_TAG = { zh: '亮牌', en: 'Cards' } as const
export const CARD_READERS = LIST_READERS
export const CARD_SUPERVISORS = [{ role: 'supervisor' }] as const
/** The official a card names, or the head of the department. */
export const CARD_BEARERS = DEPARTMENT_OFFICIALS

export const cardParams = idParams('牌的编号', 'a card')

const filters = {
  state: codeOf(keysOf(CARD_STATES)),
  colour: codeOf(COLOURS),
  cause: codeOf(CARD_CAUSES),
  department: departmentQuery,
  item: itemQuery,
  subject: subjectQuery,
  lapsed: flagQuery('逾时未经监察员处理而成立的', 'those nobody looked at in time'),
  cursor: cursorQuery,
}
export const cardQuery = z.strictObject({ ...filters, limit: rowLimit(PAGE_ROWS.most, PAGE_ROWS.standard) })
export const cardCsvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS, CSV_ROWS) })

const listed = {
  id: z.uuid(),
  number: z.string(),
  colour: named.meta({ description: '本地区政策可另定名称 a region may name its colours' }),
  cause: named,
  state: named,
  kind: z.string(),
  subject: z.string(),
  item: named.nullable(),
  step: named,
  basis: z.string(),
  law: z.string(),
  department: named,
  post: z.string().meta({ description: '责任岗位 post in charge' }),
  mine: z.boolean(),
  dueOn: civilDate.nullable(),
  overdueWorkdays: z.int().nullable(),
  provisional: z.boolean(),
  trueAt: epochMs,
  proposedAt: epochMs,
  standsAt: epochMs.meta({ description: '逾此时未决定不发的即成立 stands from then on unless dismissed' }),
  appealBy: epochMs,
  endedAt: epochMs.nullable(),
  possible: z.array(named).meta({ description: '当前身份可办理的步骤 what whoever asks may do' }),
}
export const cardsSchema = z
  .object({ asOf: epochMs, cards: z.array(z.object(listed).meta({ id: 'ListedCard' })), next: nextAddress })
  .meta({ id: 'Cards' })

export const cardSchema = z
  .object({
    ...listed,
    template: z.string(),
    text: documentText,
    steps: z.array(
      z.object({
        seq: z.int(),
        step: named,
        at: epochMs,
        by: byPerson.nullable(),
        text: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Card' })

export const reasonBody = z.strictObject({ reason: reasonText(2000) }).meta({ id: 'CardReason' })
export const CARD_ANSWER = {
  status: 200,
  description: { zh: '办理后的牌', en: 'the card as it stands now' },
  schema: cardSchema,
} as const
