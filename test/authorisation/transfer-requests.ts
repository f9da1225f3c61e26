import { anAgreement, anItem } from '../../packages/exchange/src/agreement.fixture.ts'
import { agreementDigest, agreementText } from '../../packages/exchange/src/index.ts'
import { issueTo } from '../issued-licences.ts'
import { type Citizen, DB } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests about licences between regions: one to offer, and offers that were answered already, which is an answer too. */
const PARTNER = '340100'
const TYPE = 'sole-trader-licence'
const FROM = '2026-01-01'

/** The partner, and an agreement in force by which the licence may go there. */
async function agreed(): Promise<void> {
  const [theirs, ours] = anAgreement().parties
  const document = agreementText(
    anAgreement({
      id: 'transfers',
      parties: [{ ...theirs, region: PARTNER }, ours],
      from: FROM,
      items: [anItem({ from: FROM, handledBy: PARTNER })],
      licenceTypes: [{ licenceType: TYPE, offeredBy: '510116', takenBy: PARTNER, office: 'civil-affairs' }],
    }),
  )
  await DB.batch([
    DB.prepare(
      `INSERT OR IGNORE INTO exchange_partners
         (region, name_zh, name_en, base_url, keys, state, failures, clock_offset_ms, updated_at)
       VALUES (?, '演示', 'Sample', 'http://partner.test/exchange', '[]', 'active', 0, 0, 0)`,
    ).bind(PARTNER),
    DB.prepare(
      `INSERT OR IGNORE INTO exchange_agreements
         (id, version, partner, state, document, digest, valid_from, proposed_at, effective_at, updated_at)
       VALUES ('transfers', 1, ?, 'inForce', ?, ?, ?, 0, 0, 0)`,
    ).bind(PARTNER, document, await agreementDigest(document), FROM),
  ])
}

const anOffer = (state: 'taken' | 'declined') =>
  supply(async () => {
    const id = crypto.randomUUID()
    const identifier = `1.2.156.3005.2.${id.toUpperCase()}`
    await DB.batch([
      DB.prepare(
        `INSERT INTO licence_transfers (id, direction, partner, identifier, type, department, state, ground, seq,
           case_number, offered_at, answered_at, answer_code, updated_at)
         VALUES (?, 'in', ?, ?, ?, 'civil-affairs', ?, 'moved', 1, '', 0, 0, 'held', 0)`,
      ).bind(id, PARTNER, identifier, TYPE, state),
      DB.prepare(
        `INSERT INTO handovers (case_number, partner, role, mode, custody, item_code, office, agreement_id,
           agreement_version, route_version, out_seq, out_head, in_seq, in_head, received_at, transferred_at, passed, updated_at)
         VALUES (?, ?, 'taking', 'transfer', 'there', ?, '*', 'transfers', 1, '', 1, '', 1, '', 0, 0, '[]', 0)`,
      ).bind(identifier, PARTNER, TYPE),
    ])
    return id
  })

export function transferRequests(owner: Citizen) {
  const aLicence = supply(async () => {
    await agreed()
    return (await issueTo(owner, TYPE, 'civil-affairs')).identifier
  })
  const [taken, declined] = [anOffer('taken'), anOffer('declined')]
  const requests: Readonly<Record<string, Prepare>> = {
    'POST /licences/v1/licences/{identifier}/transfer': async () => ({
      path: `/licences/v1/licences/${await aLicence.take()}/transfer`,
      body: { to: PARTNER, ground: 'moved', reason: '试验' },
    }),
    'GET /exchange/v1/transfers': async () => ({ path: '/exchange/v1/transfers' }),
    'GET /exchange/v1/transfers/{id}': async () => ({ path: `/exchange/v1/transfers/${await taken.take()}` }),
    'POST /exchange/v1/transfers/{id}/take': async () => ({
      path: `/exchange/v1/transfers/${await taken.take()}/take`,
    }),
    'POST /exchange/v1/transfers/{id}/decline': async () => ({
      path: `/exchange/v1/transfers/${await declined.take()}/decline`,
      body: { code: 'held', reason: '试验' },
    }),
  }
  return { requests, usedUp: () => aLicence.usedUp() }
}
