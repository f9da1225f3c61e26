import type { Role } from '@tongban/kernel'
import { proposeArrangement, sealDays } from '@tongban/services'
import { vi } from 'vitest'
import { auditAtWork } from '../../packages/services/src/audits/at-work.ts'
import { pdfFile } from '../../packages/services/src/files/samples.fixture.ts'
import { clockContext, contextOf } from '../context.ts'
import { declare, filesPath, handedIn, sha256, uploaded } from '../files.ts'
import { type Answered, ask, official } from '../kit.ts'
import { agreedWithPartner, PARTNER, partnerAnswers, partnerList, publishing } from '../partner-status.ts'
import {
  allowance,
  apply,
  asOfficial,
  citizen,
  DB,
  must,
  newcomer,
  nextKey,
  RULES,
  sign,
  submitted,
  TODAY,
  tokenOf,
  worker,
} from '../region.ts'
import { issue, rowOf } from '../shown-licences.ts'
import { bulletinRequests, bulletinsUsedUp } from './bulletin-requests.ts'
import { deliveryRequests } from './delivery-requests.ts'
import { exchangeFileRequests } from './exchange-file-requests.ts'
import { exchangeRequests, exchangeUsedUp } from './exchange-requests.ts'
import { licenceRequests, useOf } from './licence-requests.ts'
import { noticeRequests, noticesUsedUp } from './notice-requests.ts'
import { policiesUsedUp, policyRequests } from './policy-requests.ts'
import { ratingRequests } from './rating-requests.ts'
import { receiptRequests } from './receipt-requests.ts'
import { rectificationRequests } from './rectification-requests.ts'
import { reportRequests, reportsUsedUp } from './report-requests.ts'
import { stepRequests } from './step-requests.ts'
import { supply } from './supply.ts'

/** The request that is sent to each route, sound in itself, so that who may is all that decides. */

export const owner = citizen('1954-05-06')
export const agent = citizen('1990-03-04', 903, '演示乙')
export const stranger = citizen('1960-01-01')

export type Sender = 'nobody' | 'stranger' | 'owner' | 'agent' | 'official' | 'foreign' | 'machine'
export type Prepared = {
  readonly path: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}
/** As this sender sends it; of an official, one of this role. */
export type Prepare = (sender: Sender, role?: Role) => Promise<Prepared>

const STEPS = stepRequests({ owner, agent })
const LICENCES = licenceRequests(owner)
const RATINGS = ratingRequests({ owner, agent })
const RECEIPTS = receiptRequests({ owner, agent })
const RECTIFICATIONS = rectificationRequests({ owner, agent })
const AUTHORITY = { kind: 'agent', name: agent.name }
/** The application as this sender would send it. Whoever is not the owner, an agent or an official says it is their own. */
const bodyOf = (sender: Sender) =>
  allowance(owner, {
    representation:
      sender === 'agent' ? AUTHORITY : { kind: sender === 'official' ? 'staffAssisted' : 'self' },
  })

/** Handed in by the agent without a complete authority: it awaits a supplement, so that every step is possible. */
const aCase = supply(async () => {
  const { body } = must(await apply(await tokenOf(agent), bodyOf('agent')), 201)
  return String(body.caseNumber)
})
/** The document its intake issued. */
async function aDocument() {
  const caseNumber = await aCase.take()
  const row = await DB.prepare(
    'SELECT document_number AS number, digest FROM documents WHERE case_number = ?',
  )
    .bind(caseNumber)
    .first<{ number: string; digest: string }>()
  if (row === null) throw new Error('the case has no document')
  const path = `/approvals/v1/cases/${caseNumber}/documents/${encodeURIComponent(row.number)}`
  return { caseNumber, path, ...row }
}
const PAPER = { material: 'payeeAuthority', name: '授权书.pdf' }
const PAPER_TEXT = new TextDecoder().decode(pdfFile(200))
const paper = { ...PAPER, bytes: pdfFile(200) }
const anUpload = supply(async () => {
  const caseNumber = await aCase.take()
  const { body } = must(await declare(await tokenOf(agent), caseNumber, paper), 201)
  return filesPath(caseNumber, `/${body.id}`)
})
/** Announced, and given up by whoever may. */
const aWrongUpload = supply(async () => {
  const caseNumber = await aCase.take()
  const wrong = { ...PAPER, bytes: pdfFile(333) }
  const { body } = must(await declare(await tokenOf(agent), caseNumber, wrong), 201)
  return filesPath(caseNumber, `/${body.id}`)
})
const aSentUpload = supply(async () => uploaded(await tokenOf(agent), await aCase.take(), paper))
const aFile = supply(async () => handedIn(await tokenOf(agent), await aCase.take(), paper))
const draftBody = {
  itemCode: 'elderly-allowance',
  effectiveOn: TODAY,
  dmn: RULES['elderly-allowance'],
  note: '试验',
}
const aDraft = supply(async () => {
  const { body } = must(
    await asOfficial('publisher', 'POST', '/approvals/v1/rules', draftBody, 'drafter'),
    201,
  )
  return String(body.id)
})
const aSubmission = supply(() => submitted('elderly-allowance', RULES['elderly-allowance']))
/** The same case, withdrawn. */
const aClosedCase = supply(async () => {
  const { body } = must(await apply(await tokenOf(agent), bodyOf('agent')), 201)
  const path = `/approvals/v1/cases/${body.caseNumber}/withdraw`
  must(await ask(worker, await tokenOf(agent), 'POST', path), 200)
  return String(body.caseNumber)
})
/** The day after its records came: sealed once, for good. */
const aSealedDay = supply(async () => {
  const now = Date.now()
  vi.setSystemTime(now + 86_400_000)
  await sealDays(await clockContext())
  vi.setSystemTime(now)
  return TODAY
})
/** A version that pays another amount than the one in force. */
const aChange = supply(() =>
  submitted('elderly-allowance', RULES['elderly-allowance'], { parameters: { amount70: 333 } }),
)
const aStoppedItem = supply(async () => {
  const id = await aSubmission.take()
  must(
    await asOfficial('supervisor', 'POST', `/approvals/v1/rules/${id}/stop`, { reason: '试验' }, 'stopper'),
    200,
  )
  return id
})

const delegation = {
  to: 'demo-510116-civil-affairs-handler',
  fromOn: TODAY,
  untilOn: TODAY,
  reason: 'leave',
}
const aDelegation = supply(async () => {
  const { body } = must(
    await ask(
      worker,
      await sign('delegator', official('chief')),
      'POST',
      '/approvals/v1/delegations',
      delegation,
      { 'Idempotency-Key': nextKey() },
    ),
    201,
  )
  return String(body.id)
})

/** A day off of the region's own, far from every deadline of these tests. */
const ownDay = {
  year: null,
  notice: { title: '本地区放假安排（试验）', number: null, issuedOn: TODAY, url: null },
  rest: ['2035-03-05'],
  work: [],
}
const anArrangement = supply(async () => {
  const ctx = await contextOf({
    kind: 'official',
    subject: 'proposer',
    roles: ['admin'],
    department: 'services',
    post: 'admin',
    name: '演示工作人员',
  })
  const proposed = await proposeArrangement(ctx, ownDay)
  if (!proposed.ok) throw new Error(proposed.failure.code)
  return String(proposed.value.id)
})

/** A decision drawn for audit that waits; a control too, since a route before this one stops the item. */
const aSample = supply(async () => {
  const person = await newcomer()
  must(await apply(await tokenOf(person), allowance(person)), 201)
  const ctx = await clockContext()
  const audit = { ...ctx.region.audit, share: 1, newVersionShare: 1, controlShare: 1 }
  await auditAtWork({ ...ctx, region: { ...ctx.region, audit } }, null)
  const row = await DB.prepare(
    "SELECT id FROM audit_samples WHERE state = 'waiting' ORDER BY drawn_at DESC, id DESC LIMIT 1",
  ).first<{ id: string }>()
  if (row === null) throw new Error('nothing was drawn')
  return row.id
})

/** The list that holds a licence. */
const aStatusList = supply(async () => (await rowOf((await issue()).identifier)).statusList)

/** A list that the partner names, which answers from here on. */
const aPartnerList = supply(async () => {
  await agreedWithPartner()
  partnerAnswers(publishing({ 1: await partnerList('1') }))
  return `/licences/status/partners/${PARTNER}/1`
})

/** Call after a request was let in: what it may have used is made anew for the next. */
export function usedUp(): void {
  STEPS.usedUp()
  LICENCES.usedUp()
  exchangeUsedUp()
  noticesUsedUp()
  policiesUsedUp()
  bulletinsUsedUp()
  reportsUsedUp()
  RATINGS.usedUp()
  RECEIPTS.usedUp()
  RECTIFICATIONS.usedUp()
  for (const each of [anUpload, aSentUpload, aFile]) each.usedUp()
  for (const each of [aCase, aDraft, aSubmission, aChange, aStoppedItem, aDelegation, aSample, anArrangement])
    each.usedUp()
}

const item = '/approvals/v1/items/elderly-allowance'
const reason = { reason: '试验' }
const onCase = (step: string) => async () => ({ path: `/approvals/v1/cases/${await aCase.take()}${step}` })

export const REQUESTS: Readonly<Record<string, Prepare>> = {
  'GET /approvals/v1/items': async () => ({ path: '/approvals/v1/items' }),
  'GET /approvals/v1/items/{code}': async () => ({ path: item }),
  'POST /approvals/v1/items/{code}/form-check': async () => ({
    path: `${item}/form-check`,
    body: { form: {} },
  }),
  'GET /approvals/v1/items/{code}/guide': async () => ({ path: `${item}/guide` }),
  'GET /approvals/v1/items/{code}/rules': async () => ({ path: `${item}/rules` }),
  'GET /approvals/v1/items/{code}/rules/text': async () => ({ path: `${item}/rules/text` }),
  'GET /approvals/v1/items/{code}/rules/dmn': async () => ({ path: `${item}/rules/dmn` }),
  'GET /approvals/v1/items/{code}/rules/words': async () => ({ path: `${item}/rules/words` }),
  'POST /approvals/v1/items/{code}/rules/try': async () => ({
    path: `${item}/rules/try`,
    body: { facts: {} },
  }),
  'GET /approvals/v1/rulebook': async () => ({ path: '/approvals/v1/rulebook' }),
  'POST /approvals/v1/items/{code}/precheck': async (sender) => ({
    path: `${item}/precheck`,
    body: bodyOf(sender),
  }),
  'POST /approvals/v1/applications': async (sender) => ({
    path: '/approvals/v1/applications',
    body: bodyOf(sender),
    headers: { 'Idempotency-Key': nextKey() },
  }),
  'GET /approvals/v1/cases/{caseNumber}': onCase(''),
  'GET /approvals/v1/cases/{caseNumber}/explanation': onCase('/explanation'),
  'GET /approvals/v1/cases/{caseNumber}/documents': onCase('/documents'),
  'GET /approvals/v1/cases/{caseNumber}/application': onCase('/application'),
  'POST /approvals/v1/cases/{caseNumber}/identity': async () => ({
    path: `/approvals/v1/cases/${await aCase.take()}/identity`,
    body: { reason: 'verifyIdentity' },
  }),
  'GET /approvals/v1/cases/{caseNumber}/materials': onCase('/materials'),
  'GET /approvals/v1/cases/{caseNumber}/files': onCase('/files'),
  'POST /approvals/v1/cases/{caseNumber}/files': async () => ({
    path: `/approvals/v1/cases/${await aCase.take()}/files`,
    body: { ...PAPER, size: PAPER_TEXT.length, sha256: await sha256(new TextEncoder().encode(PAPER_TEXT)) },
  }),
  'GET /approvals/v1/cases/{caseNumber}/files/{fileId}': async () => ({
    path: `${await aFile.take()}?purpose=examine`,
  }),
  'DELETE /approvals/v1/cases/{caseNumber}/files/{fileId}': async () => {
    const path = await aWrongUpload.take()
    aWrongUpload.usedUp()
    return { path }
  },
  'GET /approvals/v1/cases/{caseNumber}/files/{fileId}/upload': async () => ({
    path: `${await anUpload.take()}/upload`,
  }),
  'PUT /approvals/v1/cases/{caseNumber}/files/{fileId}/content': async () => ({
    path: `${await anUpload.take()}/content`,
    body: PAPER_TEXT,
    headers: { 'Content-Type': 'application/octet-stream', 'Upload-Offset': '0' },
  }),
  'POST /approvals/v1/cases/{caseNumber}/files/{fileId}/complete': async () => ({
    path: `${await aSentUpload.take()}/complete`,
  }),
  'GET /approvals/v1/cases/{caseNumber}/documents/{documentNumber}/print': async () => ({
    path: `${(await aDocument()).path}/print`,
  }),
  'POST /approvals/v1/cases/{caseNumber}/documents/{documentNumber}/seal': async () => {
    const { path, caseNumber, number, digest } = await aDocument()
    await DB.prepare("INSERT OR IGNORE INTO document_seals VALUES (?, ?, ?, 'bytes', '', '', '', 0)")
      .bind(number, caseNumber, digest)
      .run()
    return { path: `${path}/seal` }
  },
  'POST /approvals/v1/cases/{caseNumber}/refer': onCase('/refer'),
  'POST /approvals/v1/cases/{caseNumber}/withdraw': onCase('/withdraw'),
  ...Object.fromEntries(
    Object.entries(STEPS.requests).map(([step, prepare]) => [
      `POST /approvals/v1/cases/{caseNumber}/${step}`,
      prepare,
    ]),
  ),
  'GET /approvals/v1/cases/{caseNumber}/proof': onCase('/proof'),
  'GET /approvals/v1/cases/{caseNumber}/archive': async () => ({
    path: `/approvals/v1/cases/${await aClosedCase.take()}/archive`,
  }),
  'GET /approvals/v1/cases/{caseNumber}/retention': onCase('/retention'),
  'PUT /approvals/v1/cases/{caseNumber}/legal-hold': async () => ({
    ...(await onCase('/legal-hold')()),
    body: { held: true, reason: '试验' },
  }),
  'GET /approvals/v1/evidence/days': async () => ({ path: '/approvals/v1/evidence/days' }),
  'GET /approvals/v1/evidence/days/{on}': async () => ({
    path: `/approvals/v1/evidence/days/${await aSealedDay.take()}`,
  }),
  'GET /approvals/v1/evidence/days/{on}/leaves': async () => ({
    path: '/approvals/v1/evidence/days/2026-11-22/leaves',
  }),
  'GET /approvals/v1/evidence/rows/{kind}': async () => ({ path: '/approvals/v1/evidence/rows/caseEvent' }),
  'GET /approvals/v1/evidence/files': async () => ({ path: '/approvals/v1/evidence/files' }),
  'GET /approvals/v1/evidence/keys': async () => ({ path: '/approvals/v1/evidence/keys' }),
  'GET /approvals/v1/rules': async () => ({ path: '/approvals/v1/rules' }),
  'POST /approvals/v1/rules': async () => ({ path: '/approvals/v1/rules', body: draftBody }),
  'GET /approvals/v1/rules/{id}': async () => ({ path: `/approvals/v1/rules/${await aDraft.take()}` }),
  'GET /approvals/v1/rules/{id}/dmn': async () => ({
    path: `/approvals/v1/rules/${await aDraft.take()}/dmn`,
  }),
  'POST /approvals/v1/rules/{id}/report': async () => ({
    path: `/approvals/v1/rules/${await aDraft.take()}/report`,
  }),
  'GET /approvals/v1/rules/{id}/report': async () => ({
    path: `/approvals/v1/rules/${await aSubmission.take()}/report`,
  }),
  'GET /approvals/v1/rules/{id}/report/cases': async () => ({
    path: `/approvals/v1/rules/${await aSubmission.take()}/report/cases`,
  }),
  'POST /approvals/v1/rules/{id}/explanations': async () => ({
    path: `/approvals/v1/rules/${await aChange.take()}/explanations`,
    body: { difference: 'parameter:parameters.amount70', ...reason },
  }),
  'POST /approvals/v1/rules/{id}/submit': async () => ({
    path: `/approvals/v1/rules/${await aDraft.take()}/submit`,
  }),
  'POST /approvals/v1/rules/{id}/approve': async () => ({
    path: `/approvals/v1/rules/${await aSubmission.take()}/approve`,
  }),
  'POST /approvals/v1/rules/{id}/stop': async () => ({
    path: `/approvals/v1/rules/${await aSubmission.take()}/stop`,
    body: reason,
  }),
  'POST /approvals/v1/rules/{id}/resume': async () => ({
    path: `/approvals/v1/rules/${await aStoppedItem.take()}/resume`,
    body: reason,
  }),
  'GET /approvals/v1/replay': async () => ({ path: '/approvals/v1/replay' }),
  'GET /approvals/v1/lists': async () => ({ path: '/approvals/v1/lists' }),
  'GET /approvals/v1/public/decisions': async () => ({
    path: '/approvals/v1/public/decisions?item=sole-trader-registration',
  }),
  'GET /supervision/v1/overview': async () => ({ path: '/supervision/v1/overview' }),
  'GET /supervision/v1/overview.csv': async () => ({ path: '/supervision/v1/overview.csv' }),
  'GET /supervision/v1/overview/public': async () => ({ path: '/supervision/v1/overview/public' }),
  'GET /supervision/v1/overview/public.csv': async () => ({ path: '/supervision/v1/overview/public.csv' }),
  'GET /approvals/v1/cases': async () => ({ path: '/approvals/v1/cases?list=mine' }),
  'GET /approvals/v1/cases.csv': async () => ({ path: '/approvals/v1/cases.csv' }),
  'GET /approvals/v1/delegations': async () => ({ path: '/approvals/v1/delegations' }),
  'POST /approvals/v1/delegations': async () => ({
    path: '/approvals/v1/delegations',
    body: delegation,
    headers: { 'Idempotency-Key': nextKey() },
  }),
  'POST /approvals/v1/delegations/{id}/end': async () => ({
    path: `/approvals/v1/delegations/${await aDelegation.take()}/end`,
  }),
  'GET /approvals/v1/audits': async () => ({ path: '/approvals/v1/audits' }),
  'GET /approvals/v1/audits/{id}': async () => ({ path: `/approvals/v1/audits/${await aSample.take()}` }),
  'POST /approvals/v1/audits/{id}/judgement': async () => ({
    path: `/approvals/v1/audits/${await aSample.take()}/judgement`,
    body: {
      answer: 'approve',
      result: { amountYuan: '200', payableFromOn: '2026-11-01' },
      reasons: ['符合条件'],
    },
  }),
  'GET /approvals/v1/items/{code}/audit': async () => ({ path: `${item}/audit` }),
  'GET /approvals/v1/registries': async () => ({ path: '/approvals/v1/registries' }),
  'PUT /approvals/v1/registries/{source}': async () => ({
    path: '/approvals/v1/registries/population',
    body: { state: 'available', reason: '试验' },
  }),
  'PUT /approvals/v1/registries/{source}/records': async () => ({
    path: '/approvals/v1/registries/population/records',
    body: { asOf: Date.now(), records: [] },
  }),
  'GET /approvals/v1/registries/{source}/deliveries': async () => ({
    path: '/approvals/v1/registries/population/deliveries',
  }),
  'GET /licences/.well-known/jwt-vc-issuer': async () => ({ path: '/licences/.well-known/jwt-vc-issuer' }),
  'GET /.well-known/jwt-vc-issuer/licences': async () => ({ path: '/.well-known/jwt-vc-issuer/licences' }),
  'GET /licences/trust-bundle': async () => ({ path: '/licences/trust-bundle' }),
  'GET /licences/status/{list}': async () => ({ path: `/licences/status/${await aStatusList.take()}` }),
  'GET /licences/status': async () => ({ path: '/licences/status' }),
  'GET /licences/status/partners': async () => {
    await aPartnerList.take()
    return { path: '/licences/status/partners' }
  },
  'GET /licences/status/partners/{region}/{list}': async () => ({ path: await aPartnerList.take() }),
  'GET /evaluations/v1/dictionary': async () => ({ path: '/evaluations/v1/dictionary' }),
  'GET /licences/v1/types': async () => ({ path: '/licences/v1/types' }),
  'GET /licences/v1/types/{type}': async () => ({ path: '/licences/v1/types/sole-trader-licence' }),
  'POST /licences/v1/verify': async (_, role) => ({
    path: '/licences/v1/verify',
    body: { credential: 'x', ...useOf(role) },
  }),
  'POST /licences/v1/verify/batch': async (_, role) => ({
    path: '/licences/v1/verify/batch',
    body: { items: [{ credential: 'x' }], ...useOf(role) },
  }),
  ...LICENCES.requests,
  ...exchangeRequests,
  ...exchangeFileRequests({ owner, agent }),
  ...policyRequests,
  ...RATINGS.requests,
  ...RECEIPTS.requests,
  ...RECTIFICATIONS.requests,
  'GET /supervision/v1/calendar': async () => ({ path: '/supervision/v1/calendar' }),
  'GET /supervision/v1/calendar/changes': async () => ({
    path: '/supervision/v1/calendar/changes?version=national-2026-1',
  }),
  'GET /supervision/v1/calendar/changes.csv': async () => ({
    path: '/supervision/v1/calendar/changes.csv?version=national-2026-1',
  }),
  'POST /supervision/v1/calendar/preview': async () => ({
    path: '/supervision/v1/calendar/preview',
    body: ownDay,
  }),
  'GET /supervision/v1/calendar/arrangements/{id}/preview': async () => ({
    path: `/supervision/v1/calendar/arrangements/${await anArrangement.take()}/preview`,
  }),
  'POST /supervision/v1/calendar/arrangements': async () => ({
    path: '/supervision/v1/calendar/arrangements',
    body: ownDay,
  }),
  'POST /supervision/v1/calendar/arrangements/{id}/publish': async () => ({
    path: `/supervision/v1/calendar/arrangements/${await anArrangement.take()}/publish`,
  }),
  'GET /supervision/v1/backup': async () => ({ path: '/supervision/v1/backup' }),
  'GET /supervision/v1/backup/{table}': async () => ({ path: '/supervision/v1/backup/case_events' }),
  ...bulletinRequests,
  ...reportRequests,
  ...deliveryRequests,
  'GET /supervision/v1/jobs': async () => ({ path: '/supervision/v1/jobs' }),
  'GET /evaluations/v1/statistics': async () => ({ path: '/evaluations/v1/statistics' }),
  'GET /evaluations/v1/statistics.csv': async () => ({ path: '/evaluations/v1/statistics.csv' }),
  'GET /evaluations/v1/statistics/public': async () => ({ path: '/evaluations/v1/statistics/public' }),
  'GET /evaluations/v1/statistics/public.csv': async () => ({
    path: '/evaluations/v1/statistics/public.csv',
  }),
  ...noticeRequests,
}

export const send = (
  fetch: (request: Request) => Promise<Response>,
  token: string | null,
  route: string,
  { path, body, headers = {} }: Prepared,
  more: Record<string, string> = {},
): Promise<Answered> => ask(fetch, token, route.split(' ')[0] ?? '', path, body, { ...headers, ...more })
