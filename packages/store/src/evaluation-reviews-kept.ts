import { handwritten } from './statement.ts'

/**
 * The end of what reviews without a case hold: their words, who said them, and what was said and sent along in the mending that
 * grew from them. That there was one, when, of which department and how it was mended stays for the statistics. What is about
 * a case goes with the case.
 */
type Before = { readonly before: number; readonly limit: number }
export type KeptReview = { readonly id: string; readonly orderNumber: string | null }

/** The oldest made before an instant, whose order, where there is one, was closed before it too. */
export const reviewsKeptTooLong = /* @__PURE__ */ handwritten<KeptReview, Before>(
  () => `SELECT v.id, r.number FROM evaluation_reviews v INDEXED BY evaluation_reviews_kept
   LEFT JOIN rectifications r ON r.source_id = v.id
   WHERE v.case_number IS NULL AND v.text_enc <> '' AND v.at < ?1 AND (r.number IS NULL OR r.closed_at < ?1)
   ORDER BY v.at, v.id LIMIT ?2`,
  ['before', 'limit'],
  (rows) =>
    rows.map(({ id, number }) => ({
      id: String(id),
      orderNumber: typeof number === 'string' ? number : null,
    })),
)

type Reviews = { readonly reviews: string }
type Orders = { readonly orders: string }
const none = () => []
const OF_ORDERS = `kind = 'rectification' AND subject IN (SELECT value FROM json_each(?))`

const eraseWords = /* @__PURE__ */ handwritten<never, Reviews>(
  `UPDATE evaluation_reviews SET text_enc = '', entered_by = iif(on_behalf = 1, entered_by, 'erased:' || id),
     place = iif(on_behalf = 1, place, 'erased:' || id)
   WHERE case_number IS NULL AND id IN (SELECT value FROM json_each(?))`,
  ['reviews'],
  none,
)
const ofOrders = [
  `UPDATE rectification_steps SET texts_enc = '' WHERE texts_enc IS NOT NULL
     AND order_number IN (SELECT value FROM json_each(?))`,
  `UPDATE notice_steps SET texts_enc = '' WHERE texts_enc IS NOT NULL
     AND notice IN (SELECT id FROM supervision_notices WHERE ${OF_ORDERS})`,
  `UPDATE card_steps SET texts_enc = '' WHERE texts_enc IS NOT NULL
     AND card IN (SELECT id FROM supervision_cards WHERE ${OF_ORDERS})`,
] as const
const eraseSaid = () => ofOrders.map((text) => handwritten<never, Orders>(text, ['orders'], none))

/** `reviews`, `orders`: JSON lists of ids and numbers. */
export const eraseKeptReviews = ({ reviews, orders }: Reviews & Orders) => [
  eraseWords({ reviews }),
  ...eraseSaid().map((erase) => erase({ orders })),
]

/** Their files, whose keys go with the rows: no copy of their bytes opens any more. */
export const dropFilesOfOrders = /* @__PURE__ */ handwritten<
  { readonly fileId: string; readonly seals: string },
  Orders
>(
  `DELETE FROM rectification_files WHERE order_number IN (SELECT value FROM json_each(?)) RETURNING file_id, seals`,
  ['orders'],
  (rows) => rows.map(({ file_id, seals }) => ({ fileId: String(file_id), seals: String(seals) })),
)
