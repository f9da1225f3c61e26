import { handwritten } from './statement.ts'

/** Statements of the keys of this region that partners have taken. */

/** `keys`: JSON list of key ids; those told before keep their instant. */
export const keepKeysTold = /* @__PURE__ */ handwritten<
  never,
  { readonly partner: string; readonly keys: string; readonly now: number }
>(
  `INSERT INTO exchange_keys_told (partner, key_id, told_at) SELECT ?, value, ? FROM json_each(?) WHERE true
   ON CONFLICT (partner, key_id) DO NOTHING`,
  ['partner', 'now', 'keys'],
  () => [],
)

/** The newest first, so many as no ring of keys has. */
export const keysToldTo = /* @__PURE__ */ handwritten<
  { readonly keyId: string },
  { readonly partner: string }
>(
  'SELECT key_id FROM exchange_keys_told WHERE partner = ? ORDER BY told_at DESC LIMIT 100',
  ['partner'],
  (rows) => rows.map((row) => ({ keyId: String(row.key_id) })),
)

/** `keys`: JSON list of ids of keys; the partners that are active and have taken none of them. */
export const partnersWithoutKeys = /* @__PURE__ */ handwritten<
  { readonly region: string },
  { readonly keys: string }
>(
  `SELECT region FROM exchange_partners p WHERE state = 'active' AND NOT EXISTS (SELECT 1 FROM exchange_keys_told t
     WHERE t.partner = p.region AND t.key_id IN (SELECT value FROM json_each(?))) ORDER BY region LIMIT 1000`,
  ['keys'],
  (rows) => rows.map((row) => ({ region: String(row.region) })),
)
