import { DB } from '../region.ts'
import { agreementRequests, agreementsUsedUp } from './agreement-requests.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests of the exchange. What is not signed by a partner is told so before anything of it is looked at. */
const CASE = '5101162026112300000015'
const PARTNER = '500112'

const aPartner = async () => {
  await DB.prepare(
    `INSERT OR IGNORE INTO exchange_partners
       (region, name_zh, name_en, base_url, keys, state, failures, clock_offset_ms, updated_at)
     VALUES (?, '演示', 'Sample', 'http://partner.test/exchange', '[]', 'active', 0, 0, 0)`,
  )
    .bind(PARTNER)
    .run()
  return PARTNER
}

let letters = 0
const aDeadLetter = supply(async () => {
  letters += 1
  const id = `0197c2a4-0000-7000-8000-${String(letters).padStart(12, '0')}`
  await DB.prepare(
    `INSERT INTO exchange_messages (partner, direction, id, case_number, seq, type, at, digest, body, state, attempts, next_at, created_at)
     VALUES (?, 'out', ?, ?, ?, 'case.urged', 0, '', '{"data":{}}', 'dead', 5, 0, 0)`,
  )
    .bind(await aPartner(), id, CASE, letters)
    .run()
  return id
})

let alarms = 0
const anAlarm = supply(async () => {
  alarms += 1
  const subject = `m-${alarms}`
  await DB.prepare(
    `INSERT INTO exchange_alarms (kind, partner, subject, facts, at) VALUES ('deadLetter', ?, ?, '{}', 0)`,
  )
    .bind(PARTNER, subject)
    .run()
  return btoa(`deadLetter/${PARTNER}/${subject}`)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
})

export const exchangeRequests: Readonly<Record<string, Prepare>> = {
  'POST /exchange/cx/1/messages': async () => ({ path: '/exchange/cx/1/messages', body: {} }),
  'GET /exchange/cx/1/cases/{caseNumber}/messages': async () => ({
    path: `/exchange/cx/1/cases/${CASE}/messages?sentBy=you`,
  }),
  'GET /exchange/cx/1/heads': async () => ({ path: '/exchange/cx/1/heads' }),
  'POST /exchange/v1/partners/{region}/compare': async () => ({
    path: `/exchange/v1/partners/${await aPartner()}/compare`,
  }),
  'GET /exchange/v1/outbox': async () => ({ path: '/exchange/v1/outbox' }),
  'POST /exchange/v1/outbox/{id}/replay': async () => ({
    path: `/exchange/v1/outbox/${await aDeadLetter.take()}/replay`,
  }),
  'POST /exchange/v1/partners/{region}/replay': async () => ({
    path: `/exchange/v1/partners/${await aPartner()}/replay`,
  }),
  'POST /exchange/v1/alarms/{id}/resolve': async () => ({
    path: `/exchange/v1/alarms/${await anAlarm.take()}/resolve`,
    body: { reason: '已核实' },
  }),
  'GET /exchange/v1/alarms': async () => ({ path: '/exchange/v1/alarms' }),
  ...agreementRequests,
}

export const exchangeUsedUp = () => {
  aDeadLetter.usedUp()
  anAlarm.usedUp()
  agreementsUsedUp()
}
