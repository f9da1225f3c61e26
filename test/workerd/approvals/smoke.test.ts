import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import dmn from '../../../packages/catalogue/src/items/elderly-allowance/rules.dmn?raw'
import { ask, official, person, signerOf } from '../../kit.ts'

const send = (request: Request) => exports.default.fetch(request)
const sign = signerOf(env.TEST_SIGNING_KEY)

test('smoke', async () => {
  const p1 = await sign('publisher-1', official('publisher'))
  const p2 = await sign('publisher-2', official('publisher'))
  const admin = await sign('admin-1', official('admin'))
  const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
  const draft = await ask(send, p1, 'POST', '/approvals/v1/rules', {
    itemCode: 'elderly-allowance',
    effectiveOn: today,
    dmn,
    note: 'x',
  })
  console.log(draft.status, draft.text.slice(0, 600))
  const id = draft.body.id
  console.log((await ask(send, p1, 'POST', `/approvals/v1/rules/${id}/submit`)).status)
  console.log((await ask(send, p1, 'POST', `/approvals/v1/rules/${id}/approve`)).text)
  console.log((await ask(send, p2, 'POST', `/approvals/v1/rules/${id}/approve`)).status)
  const idNumber = '11010519491231002X'
  const now = Date.now()
  const put = (source: string, records: object[]) =>
    ask(send, admin, 'PUT', `/approvals/v1/registries/${source}/records`, { asOf: now, records })
  for (const s of ['guardianship', 'signature', 'funeral', 'allowance']) console.log((await put(s, [])).text)
  await put('population', [
    {
      keys: [idNumber],
      record: { birthDate: '1949-12-31', hukouRegion: '510116', lifeStatus: 'alive' },
      sourceAt: now,
    },
  ])
  await put('payeeAccount', [
    { keys: [idNumber, '6222000000000001'], record: { holderMatches: true }, sourceAt: now },
  ])
  const applicant = await sign('a-1', person(idNumber))
  const body = {
    itemCode: 'elderly-allowance',
    situation: 'ownAccount',
    applicant: { kind: 'person', name: '演示甲', idKind: 'residentId', idNumber },
    representation: { kind: 'self' },
    contact: { phone: '13800000000' },
    form: { payee: { account: '6222000000000001' } },
    materials: [],
    channel: 'web',
    delivery: { kind: 'electronic' },
    privacyNotice: '2026-01',
  }
  const a = await ask(send, applicant, 'POST', '/approvals/v1/applications', body, {
    'Idempotency-Key': 'key-00000001',
  })
  console.log(a.status, a.text)
  const b = await ask(send, applicant, 'POST', '/approvals/v1/applications', body, {
    'Idempotency-Key': 'key-00000001',
  })
  console.log(b.status, b.text === a.text, b.headers.get('Idempotency-Replayed'))
  console.log(
    (await ask(send, applicant, 'POST', '/approvals/v1/items/elderly-allowance/precheck', body)).text,
  )
  const n = a.body.caseNumber
  console.log((await ask(send, applicant, 'GET', `/approvals/v1/cases/${n}`)).text)
  console.log((await ask(send, applicant, 'GET', `/approvals/v1/cases/${n}/explanation`)).text)
  console.log((await ask(send, applicant, 'GET', `/approvals/v1/cases/${n}/documents`)).text)
  console.log((await ask(send, null, 'GET', `/approvals/v1/items/elderly-allowance/rules/text`)).text)
  expect(a.status).toBe(201)
})
