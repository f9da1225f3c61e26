import { makeRegion } from '../../packages/exchange/src/wire/wire.fixture.ts'
import { pdfFile } from '../../packages/services/src/files/samples.fixture.ts'
import { handedIn } from '../files.ts'
import { allowance, apply, type Citizen, DB, must, TODAY, tokenOf } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests of files and originals on paper, on a case that another region has handed over. */
const PARTNER = '500113'
const DIGEST = 'ab'.repeat(32)
const CX_CASE = '/exchange/cx/1/cases/5101162026112300000015'
const ids = { file: '', planned: '', sent: '' }

const insert = (table: string, row: Readonly<Record<string, string | number | null>>) =>
  DB.prepare(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`,
  )
    .bind(...Object.values(row))
    .run()

async function withPartner(number: string): Promise<void> {
  const { shown } = await makeRegion()
  await insert('exchange_partners', {
    region: PARTNER,
    name_zh: '演示',
    name_en: 'Sample',
    base_url: 'http://partner.test/exchange',
    keys: JSON.stringify(shown),
    state: 'active',
    failures: 0,
    clock_offset_ms: 0,
    updated_at: 0,
  })
  const none = { out_seq: 0, out_head: '0'.repeat(64), in_seq: 0, in_head: '0'.repeat(64) }
  await insert('handovers', {
    ...none,
    case_number: number,
    partner: PARTNER,
    role: 'handling',
    mode: 'collect',
    custody: 'here',
    item_code: 'elderly-allowance',
    office: '*',
    agreement_id: 'sample',
    agreement_version: 1,
    route_version: 'r1',
    received_at: 0,
    transferred_at: 0,
    passed: '[]',
    updated_at: 0,
  })
}

const aShipment = (number: string, id: string, direction: string, state: string) =>
  insert('exchange_shipments', {
    partner: PARTNER,
    shipment_id: id,
    case_number: number,
    direction,
    state,
    papers: '[{"code":"payeeAuthority","count":1}]',
    sent_on: state === 'sent' ? TODAY : null,
    created_at: 0,
    updated_at: 0,
  })

export function exchangeFileRequests({
  owner,
  agent,
}: {
  readonly owner: Citizen
  readonly agent: Citizen
}): Readonly<Record<string, Prepare>> {
  const aCase = supply(async () => {
    const token = await tokenOf(agent)
    const application = allowance(owner, { representation: { kind: 'agent', name: agent.name } })
    const number = String(must(await apply(token, application), 201).body.caseNumber)
    const paper = { material: 'payeeAuthority', name: '授权书.pdf', bytes: pdfFile(200) }
    ids.file = (await handedIn(token, number, paper)).split('/').at(-1) ?? ''
    await withPartner(number)
    ids.planned = crypto.randomUUID()
    ids.sent = crypto.randomUUID()
    await aShipment(number, ids.planned, 'out', 'planned')
    await aShipment(number, ids.sent, 'in', 'sent')
    return number
  })
  const onCase =
    (path: () => string, body?: () => object): Prepare =>
    async () => {
      const number = await aCase.take()
      const address = `/exchange/v1/cases/${number}${path()}`
      return body === undefined ? { path: address } : { path: address, body: body() }
    }
  const papers = [{ code: 'payeeAuthority', count: 1 }]
  const wire = `/exchange/cx/1/files/${DIGEST}`
  const ofCase = '?case=5101162026112300000015'
  return {
    'GET /exchange/cx/1/files/{digest}': async () => ({ path: wire + ofCase }),
    'PUT /exchange/cx/1/files/{digest}/parts/{index}': async () => ({
      path: `${wire}/parts/0${ofCase}`,
      body: 'sealed',
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
    'GET /exchange/cx/1/cases/{caseNumber}/timeline': async () => ({ path: `${CX_CASE}/timeline` }),
    'GET /exchange/cx/1/cases/{caseNumber}/head': async () => ({ path: `${CX_CASE}/head` }),
    'GET /exchange/cx/1/cases/{caseNumber}/evidence': async () => ({ path: `${CX_CASE}/evidence` }),
    'GET /exchange/v1/cases/{caseNumber}/timeline': onCase(() => '/timeline'),
    'GET /exchange/v1/cases/{caseNumber}/evidence': onCase(() => '/evidence'),
    'GET /exchange/v1/cases/{caseNumber}/files': onCase(() => '/files'),
    'POST /exchange/v1/cases/{caseNumber}/files': onCase(
      () => '/files',
      () => ({ files: [ids.file] }),
    ),
    'POST /exchange/v1/cases/{caseNumber}/files/replay': async () => {
      const number = await aCase.take()
      await DB.prepare('DELETE FROM exchange_files WHERE case_number = ? AND digest = ?')
        .bind(number, DIGEST)
        .run()
      await insert('exchange_files', {
        case_number: number,
        partner: PARTNER,
        direction: 'out',
        digest: DIGEST,
        material: '',
        size: 1,
        media_type: 'application/pdf',
        message_id: 'none',
        state: 'dead',
        attempts: 5,
        next_at: 0,
        created_at: 0,
      })
      return { path: `/exchange/v1/cases/${number}/files/replay` }
    },
    'GET /exchange/v1/cases/{caseNumber}/shipments': onCase(() => '/shipments'),
    'GET /exchange/v1/shipments/overdue': async () => ({ path: '/exchange/v1/shipments/overdue' }),
    'POST /exchange/v1/cases/{caseNumber}/shipments': onCase(
      () => '/shipments',
      () => ({ papers }),
    ),
    'POST /exchange/v1/cases/{caseNumber}/shipments/{id}/send': onCase(
      () => `/shipments/${ids.planned}/send`,
      () => ({ carrier: '演示快递', trackingNumber: 'EX1', sentOn: TODAY }),
    ),
    'POST /exchange/v1/cases/{caseNumber}/shipments/{id}/receive': onCase(
      () => `/shipments/${ids.sent}/receive`,
      () => ({ receivedOn: TODAY, papers }),
    ),
  }
}
