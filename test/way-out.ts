import { anAgreement, anItem } from '../packages/exchange/src/agreement.fixture.ts'
import { agreementText } from '../packages/exchange/src/index.ts'
import { DB } from './region.ts'

/**
 * A way out of the region of a test: a partner, an agreement in force and a route for an item, as the agreements of two
 * regions would have written them. No message leaves: the courier of the test keeps what would be sent.
 */
export const PARTNER = '500112'
const LIMITS = {
  acceptAndPushWorkdays: 1,
  paperPostWorkdays: 2,
  recheckWorkdays: 1,
  resultPostWorkdays: 1,
}

export async function openWay(
  itemCode: string,
  { modes = ['online', 'collect'], region = PARTNER, from = '2026-01-01' } = {},
): Promise<void> {
  const id = `510116-${region}`
  const partner = DB.prepare(
    `INSERT OR IGNORE INTO exchange_partners (region, name_zh, name_en, base_url, keys, state, failures, clock_offset_ms, updated_at)
     VALUES (?, '重庆市渝北区', 'Yubei, Chongqing', 'https://partner.test/exchange', '[]', 'active', 0, 0, 0)`,
  ).bind(region)
  const agreement = DB.prepare(
    `INSERT OR IGNORE INTO exchange_agreements (id, version, partner, state, document, digest, valid_from, proposed_at, updated_at)
     VALUES (?, 2, ?, 'inForce', ?, '', ?, 0, 0)`,
  ).bind(id, region, documentOf(id, region, itemCode), '2026-01-01')
  const routes = modes.map((mode) =>
    DB.prepare(
      `INSERT OR IGNORE INTO exchange_routes (direction, item_code, region, valid_from, mode, office, agreement_id, agreement_version, version)
       VALUES ('out', ?, ?, ?, ?, 'civil-affairs', ?, 2, ?)`,
    ).bind(itemCode, region, from, mode, id, `${itemCode}-${region}-${mode}`),
  )
  await DB.batch([partner, agreement, ...routes])
}

/** A whole one, so that whoever lists agreements can read it. */
function documentOf(id: string, region: string, itemCode: string): string {
  const [theirs, ours] = anAgreement().parties
  const partner = { ...theirs, region }
  return agreementText(
    anAgreement({
      id,
      version: 2,
      parties: region < ours.region ? [partner, ours] : [ours, partner],
      items: [anItem({ itemCode, handledBy: region, from: '2026-01-01' })],
      limits: LIMITS,
      from: '2026-01-01',
    }),
  )
}
