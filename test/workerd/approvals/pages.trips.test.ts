import { beforeAll, expect, test } from 'vitest'
import { auditAtWork } from '../../../packages/services/src/audits/at-work.ts'
import { PAGES } from '../../../workers/gateway/src/pages/table.ts'
import { advertising, handIn, on } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { asOfficialVisitor, asVisitor, openPages } from '../../counted-pages.ts'
import { dueCard, dueNotice } from '../../due-notices.ts'
import { ratedBadly } from '../../rectified.ts'
import {
  allowance,
  apply,
  asOfficial,
  DB,
  must,
  newcomer,
  publish,
  RULES,
  TODAY,
  tokenOf,
} from '../../region.ts'

/** What each page costs the database: two trips at most, the session's among them. A page that is not here fails. */
const NUMBER = '{caseNumber}'
/** A notice and a card of supervision. */
const SAID = '00000000-0000-7000-a000-000000000001'
type Seen = { readonly who: string; readonly at: Readonly<Record<string, string>> }
/** Every decision is drawn, so that no lot decides what is looked at. */
const EVERYTHING = {
  share: 1,
  newVersionShare: 1,
  newVersionDays: 30,
  controlShare: 1,
  disagreementLimit: 1,
  atLeast: 20,
}
async function drawnAudit(): Promise<string> {
  const ctx = await clockContext()
  await auditAtWork({ ...ctx, region: { ...ctx.region, audit: EVERYTHING } }, null)
  const row = await DB.prepare('SELECT id FROM audit_samples LIMIT 1').first<{ id: string }>()
  return row?.id ?? ''
}
/** A draft by which what was granted, to this person and to whoever rated it badly, would be another amount. */
async function draftThatDiffers(): Promise<string> {
  const asPublisher = (path: string, body?: object) =>
    asOfficial('publisher', 'POST', `/approvals/v1/rules${path}`, body)
  const draft = {
    itemCode: 'elderly-allowance',
    effectiveOn: TODAY,
    dmn: RULES['elderly-allowance'],
    note: '',
    parameters: { amount70: 260 },
  }
  const { id } = must(await asPublisher('', draft), 201).body
  const { totals } = must(await asPublisher(`/${id}/report`), 200).body
  expect(totals).toMatchObject({ different: 2 })
  return String(id)
}

let drafted = ''
let pages: ReturnType<typeof openPages>
const cookies = new Map<string, string>()
const seen = new Map<string, Seen>()
const see = (who: string, at: Seen['at'], ...paths: string[]) => {
  for (const path of paths) seen.set(path, { who, at })
}

const FOR_SOMEBODY = '/services/elderly-allowance/precheck/result'

/** What is not looked at by itself: each answers with one file or document of the API, or leads elsewhere. */
const FILE = 'a file or a document, as the API answers it'
const LEADS = 'leads elsewhere'
/** What only a journey of clicks comes to, in test/browser: it goes on from a form that was sent. */
const WITHIN = 'within a journey'
const ELSEWHERE: Readonly<Record<string, string>> = {
  '/desk/overview.csv': FILE,
  '/desk/limits.csv': FILE,
  '/desk/cases.csv': FILE,
  '/desk/notices.csv': FILE,
  '/desk/cards.csv': FILE,
  '/desk/notices/{id}/document': FILE,
  '/desk/notices/{id}/files/{fileId}': FILE,
  '/desk/cards/{id}/document': FILE,
  '/desk/rectifications/{number}/files/{fileId}': FILE,
  '/cases/{caseNumber}/documents/{documentNumber}': FILE,
  '/cases/{caseNumber}/files/{fileId}': FILE,
  '/rulebook/items/{code}/dmn': FILE,
  '/rulebook/items/{code}/text': FILE,
  '/rulebook/versions/{id}/dmn': FILE,
  '/open/handling.csv': FILE,
  '/open/ratings.csv': FILE,
  '/wallet/{identifier}/print': FILE,
  '/wallet/{identifier}/file': FILE,
  '/sign-in/start': LEADS,
  '/sign-in/callback': LEADS,
  '/rate/service': LEADS,
  '/rate/give': LEADS,
  '/rate/mending': LEADS,
  '/rate/mending/rate': LEADS,
  '/rate/mending/supplement': LEADS,
  '/rate/pad/service': LEADS,
  '/rate/pad/give': LEADS,
  '/desk/rectifications/{number}/contact': LEADS,
  '/desk/rectifications/{number}/reply': LEADS,
  '/desk/rectifications/{number}/call-back': LEADS,
  '/desk/rectifications/{number}/return': LEADS,
  '/desk/rectifications/{number}/appeal': LEADS,
  '/desk/rectifications/{number}/judge': LEADS,
  '/desk/rectifications/{number}/close': LEADS,
  '/desk/rectifications/{number}/open-identity': LEADS,
  '/rate/reports/{number}': WITHIN,
}

beforeAll(async () => {
  on('2026-11-23', '10:00')
  const published = (await publish('elderly-allowance', RULES['elderly-allowance'])).body
  const owner = await newcomer()
  const granted = must(await apply(await tokenOf(owner, 'L3'), allowance(owner)), 201).body
  const [licence] = granted.licences as readonly { readonly identifier: string }[]
  const asked = await handIn((who) => advertising(who, { materials: [] }))
  const bad = await ratedBadly()
  pages = openPages([
    asVisitor('owner', owner),
    asVisitor('asked', asked.owner),
    asOfficialVisitor('supervisor'),
    asOfficialVisitor('publisher'),
    asOfficialVisitor('auditor'),
    asOfficialVisitor('rectifier', 'civil-affairs'),
    asOfficialVisitor('window'),
  ])
  for (const who of ['owner', 'asked', 'supervisor', 'publisher', 'auditor', 'rectifier', 'window'])
    cookies.set(who, await pages.signIn(who))
  // What was agreed to be shown is kept with the session.
  await pages.submit(
    `/wallet/${licence?.identifier}/show`,
    { claims: 'holderName' },
    cookies.get('owner') ?? '',
  )
  const item = { code: 'elderly-allowance' }
  const granting = { caseNumber: String(granted.caseNumber) }
  see(
    '',
    item,
    '/',
    '/services/{code}',
    '/sign-in',
    '/sign-in/demo',
    '/sign-out',
    '/verify/offline',
    '/accessibility',
    '/verify',
    '/open',
    '/open/ratings',
    '/open/decisions',
    '/rulebook',
    '/rulebook/items/{code}',
    '/rulebook/items/{code}/try',
    '/rate/pad',
    '/rate/pad/terminal',
  )
  see('', { code: '0123456789ABCDEFGHJKMNPQRS' }, '/L/{code}')
  see(
    'owner',
    { ...item, ...granting, identifier: licence?.identifier ?? '' },
    '/cases',
    '/cases/by-code',
    `/cases/${NUMBER}`,
    `/cases/${NUMBER}/papers`,
    `/cases/${NUMBER}/reasons`,
    `/cases/${NUMBER}/result`,
    `/cases/${NUMBER}/result/receipt`,
    `/cases/${NUMBER}/refer`,
    '/services/{code}/apply/{step}',
    '/services/{code}/apply/check',
    '/services/{code}/precheck/{step}',
    '/wallet',
    '/wallet/{identifier}',
    '/wallet/{identifier}/uses',
    '/wallet/{identifier}/show',
    '/wallet/{identifier}/code',
    '/wallet/codes',
    '/rate',
    '/rate/could-not',
    '/rate/reports',
    '/services/{code}/precheck',
    '/services/{code}/precheck/result',
    '/services/{code}/apply',
  )
  // Everything a check beforehand asks, with the place it is handled at last: nothing is left to ask.
  const answers = { who: 'self', situation: 'ownAccount', payee_account: owner.account, place: '510116' }
  for (const step of ['who', 'situation', 'payee.account', 'place'])
    await pages.submit(`/services/elderly-allowance/precheck/${step}`, answers, cookies.get('owner') ?? '')
  const forOwner = { ...answers, applicantName: owner.name, applicantIdNumber: owner.idNumber }
  for (const step of ['for', 'situation', 'payee.account', 'place'])
    await pages.submit(`/services/elderly-allowance/precheck/${step}`, forOwner, cookies.get('window') ?? '')
  await pages.submit(FOR_SOMEBODY, {}, cookies.get('window') ?? '')
  see('window', item, '/services/{code}/precheck/checked')
  see('window', {}, '/desk/cases')
  see(
    'asked',
    { caseNumber: String(asked.number) },
    `/cases/${NUMBER}/supplement`,
    `/cases/${NUMBER}/withdraw`,
    `/cases/${NUMBER}/result/files`,
  )
  see('supervisor', {}, '/desk', '/desk/limits', '/desk/notices', '/desk/cards', '/desk/urge')
  await dueNotice(SAID, Date.now())
  await dueCard(SAID, Date.now())
  see('supervisor', { id: SAID }, '/desk/notices/{id}', '/desk/cards/{id}')
  see('auditor', { id: await drawnAudit() }, '/rulebook/audits', '/rulebook/audits/{id}')
  see(
    'publisher',
    { id: String(published.id) },
    '/rulebook/publishing',
    '/rulebook/publishing/new',
    '/rulebook/versions/{id}',
    '/rulebook/versions/{id}/edit',
    '/rulebook/versions/{id}/report',
  )
  drafted = await draftThatDiffers()
  see('supervisor', { id: drafted }, '/rulebook/versions/{id}/cases')
  see('rectifier', { number: bad.number }, '/desk/rectifications', '/desk/rectifications/{number}')
})

const shown = PAGES.filter(({ method }) => method === 'get').map(({ path }) => path)

test('is every page that is looked at counted, or said why it is not?', () => {
  const counted = [...seen.keys(), ...Object.keys(ELSEWHERE)].toSorted()
  expect(shown.filter((path) => !counted.includes(path))).toEqual([])
  expect(counted.filter((path) => !shown.includes(path))).toEqual([])
})

test('does each page make two trips to the database at most?', async () => {
  const costs: [string, number, number][] = []
  for (const [path, { who, at }] of seen) {
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(at[name] ?? '-'))
    // What an isolate that has just started reads once, such as the calendar, is not counted.
    await pages.look(address, cookies.get(who))
    const { status, trips } = await pages.look(address, cookies.get(who))
    costs.push([path, status, trips])
  }
  expect(costs.filter(([, status, trips]) => trips > 2 || (status !== 200 && status !== 303))).toEqual([])
  // The code itself, and not the page before it: a look makes one.
  expect(costs.find(([path]) => path === '/wallet/{identifier}/code')?.[1]).toBe(200)
})

test('is a check for somebody asked by a form, which writes an account, and looked at again without another?', async () => {
  const cookie = cookies.get('window') ?? ''
  const accounts = async () =>
    (
      await DB.prepare(
        "SELECT count(*) AS n FROM readings WHERE purpose = 'precheck:elderly-allowance'",
      ).first<{
        n: number
      }>()
    )?.n
  const before = (await accounts()) ?? 0
  expect(before).toBe(1)
  const asked = await pages.look(FOR_SOMEBODY, cookie)
  expect([asked.status, asked.trips]).toEqual([200, 1])
  expect(asked.text).toContain('依法记录')
  const checked = '/services/elderly-allowance/precheck/checked'
  const shownAgain = await pages.look(checked, cookie)
  expect([shownAgain.status, shownAgain.trips]).toEqual([200, 1])
  expect(shownAgain.text).toContain('查询时间')
  expect(await accounts()).toBe(before)
  expect(await pages.submit(FOR_SOMEBODY, {}, cookie)).toBe(checked)
  expect(await accounts()).toBe(before + 1)
  // Whoever checks for themselves has nothing to send, and whoever has not asked has nothing to see.
  const own = cookies.get('owner') ?? ''
  expect(await pages.submit(FOR_SOMEBODY, {}, own)).toBe(FOR_SOMEBODY)
  expect((await pages.look(checked, own)).status).toBe(303)
})

test('does the page of cases that come out differently name the case, and not what would be granted?', async () => {
  const { text } = await pages.look(`/rulebook/versions/${drafted}/cases`, cookies.get('supervisor'))
  // As it is read: what is hidden in its forms is random, and may hold these digits.
  const read = text.replaceAll(/<[^>]+>/g, ' ')
  expect(read).toContain('结果相同，内容不同')
  expect(read).not.toMatch(/260/)
})
