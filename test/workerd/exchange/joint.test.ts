import type { Courier } from '@tongban/exchange'
import { insertRoutes, openDatabase } from '@tongban/store'
import { beforeEach, expect, test, vi } from 'vitest'
import { anAgreement, anItem, aVersion } from '../../../packages/exchange/src/agreement.fixture.ts'
import { agreementDigest, agreementText, routeRows } from '../../../packages/exchange/src/index.ts'
import { sendFiles } from '../../../packages/services/src/attachments/send.ts'
import { carryMessages } from '../../../packages/services/src/exchange/at-work.ts'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import { takerOf } from '../../../workers/approvals/src/taking/taker.ts'
import { roadworks } from '../../case-steps.ts'
import { courierIn } from '../../desk.ts'
import { ask, official, type Send } from '../../kit.ts'
import { apply, type Citizen, citizen, coldIsolate, must, nextKey, sign, tokenOf } from '../../region.ts'
import {
  handIn as fileAt,
  filesAt,
  as as officialAt,
  openSharing,
  readAt,
  sha256,
  succeeded,
} from '../../shared-cases.ts'
import { A, B, NOW, type Region, type TwoRegions, twice } from '../../two-regions.ts'

/**
 * 多地联办: 500112 accepts and decides about a road that ends at the border, its own transport bureau and the traffic police
 * of 510116 give their opinions; the case never leaves 500112, and the one result is its own.
 */
const LEAD = B
const PART = A
let two: TwoRegions
let at: { readonly [A]: Send; readonly [B]: Send }
const later: Promise<unknown>[] = []

const AGREED = {
  items: [
    anItem({
      itemCode: 'road-occupation',
      receivedBy: LEAD,
      handledBy: PART,
      modes: ['joint'],
      office: 'city-management',
    }),
  ],
}

beforeEach(async () => {
  vi.setSystemTime(NOW)
  two = await openSharing()
  const courier = (region: () => Region): Courier => courierIn(() => region().context())
  const bound = (region: Region) => ({
    ...region.bindings,
    TONGBAN_EXCHANGE_KEYS: '',
    EXCHANGE: courier(() => region),
  })
  at = { [A]: coldIsolate(bound(two.a)), [B]: coldIsolate(bound(two.b)) }
  for (const region of [two.a, two.b])
    region.bindings.CASES = {
      apply: (opened: Parameters<ReturnType<typeof takerOf>>[0]) =>
        takerOf(bound(region))(opened, (work) => void later.push(work)),
    }
  const document = agreementText(anAgreement(AGREED))
  const digest = await agreementDigest(document)
  for (const { database, code } of [two.a, two.b]) {
    await database
      .prepare('UPDATE exchange_agreements SET document = ?, digest = ?')
      .bind(document, digest)
      .run()
    await database.prepare('DELETE FROM exchange_routes').run()
    const rows = JSON.stringify(await routeRows([aVersion(AGREED)], code))
    await openDatabase(database).write([insertRoutes({ rows })])
  }
})

async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await Promise.all(later.splice(0))
    await two.a.settled()
    await two.b.settled()
  }
}
async function carryOn(): Promise<void> {
  for (let minute = 0; minute < 3; minute += 1) {
    for (const region of [two.b, two.a]) {
      await carryMessages(await region.context())
      await settle()
    }
    vi.setSystemTime(Date.now() + 60_000)
  }
}

type Role = Parameters<typeof official>[0]
async function as(code: typeof A | typeof B, role: Role, department: string, path: string, body?: object) {
  const token = await sign(`demo-${code}-${department}-${role}`, official(role, department, code))
  const answer = await ask(
    at[code],
    token,
    body === undefined ? 'GET' : 'POST',
    `/approvals/v1/cases/${path}`,
    body,
  )
  await settle()
  return answer
}

let persons = 0
async function handIn(change: object = {}): Promise<{ owner: Citizen; number: string }> {
  persons += 1
  const owner = citizen('1985-02-03', 500 + persons, '演示申请人')
  const form = { ...roadworks(owner).form, road: { region: LEAD, name: '界桥路', stretch: '1 号至 9 号' } }
  const answer = must(
    await apply(await tokenOf(owner), roadworks(owner, { form, ...change }), nextKey(), at[LEAD]),
    201,
  )
  await settle()
  return { owner, number: String(answer.body.caseNumber) }
}
const handoverAt = ({ database }: Region, number: string) =>
  database
    .prepare('SELECT * FROM handovers WHERE case_number = ?')
    .bind(number)
    .first<Readonly<Record<string, unknown>>>()
const opinionsAt = async (number: string) =>
  (
    await two.b.database
      .prepare(`SELECT data FROM case_events WHERE case_number = ? AND type = 'opinionGiven' ORDER BY seq`)
      .bind(number)
      .all<{ data: string }>()
  ).results.map(({ data }) => JSON.parse(data))

const REASONS = [{ text: '交通组织方案可行', basis: '道路交通安全法 32' }]
const GRANT = { opinion: 'grant', reasons: REASONS }

/** Signed and decided by the handler and the chief of a department. */
async function decideAt(
  code: typeof A | typeof B,
  department: string,
  number: string,
  decision: 'grant' | 'refuse' = 'grant',
) {
  must(await as(code, 'handler', department, `${number}/sign`, { opinion: decision }), 200)
  must(await as(code, 'chief', department, `${number}/sign`, { opinion: decision }), 200)
  return as(code, 'chief', department, `${number}/decide`, {
    decision,
    reasons: REASONS,
    ...(decision === 'grant' ? {} : { ground: '道路交通安全法 32' }),
  })
}
const decideThere = (number: string, decision: 'grant' | 'refuse' = 'grant') =>
  decideAt(PART, 'police', number, decision)

test('does one region accept, the other give its opinion, and the one result come from the lead?', async () => {
  const { owner, number } = await handIn()
  two.faults.push(twice)
  await carryOn()
  // It stays where it is, and the other side says so too.
  expect(await handoverAt(two.b, number)).toMatchObject({ role: 'leading', mode: 'joint', custody: 'here' })
  expect(await handoverAt(two.a, number)).toMatchObject({ role: 'handling', mode: 'joint', custody: 'there' })
  const { body: there } = must(await as(PART, 'handler', 'police', number), 200)
  expect(there).toMatchObject({ state: 'inReview' })
  expect((await as(PART, 'handler', 'city-management', number)).status).toBe(404)
  const { body: here } = must(await as(LEAD, 'handler', 'city-management', number), 200)
  const [handover] = here.handovers as readonly { deadline: { dueOn: string } | null }[]
  expect(handover?.deadline?.dueOn).toBe(there.dueOn)
  const officials = ['handler', 'handler-2'].map((role, index) => ({
    subject: `demo-${LEAD}-city-management-${role}`,
    name: `演示人员${index + 1}`,
  }))
  const inspection = { place: '界桥路', officials, findings: ['路面完好'] }
  must(await as(LEAD, 'handler', 'city-management', `${number}/inspect`, inspection), 200)
  must(await as(LEAD, 'handler', 'transport', `${number}/opinion`, GRANT), 200)
  // Without the opinion of the other region nothing is decided.
  const early = await decideAt(LEAD, 'city-management', number)
  expect([early.status, early.text]).toEqual([409, expect.stringContaining('opinionsMissing')])

  must(await decideThere(number), 200)
  await carryOn()
  expect(await opinionsAt(number)).toMatchObject([
    { department: 'transport', opinion: 'grant' },
    { department: `${PART}:police`, opinion: 'grant' },
  ])
  // No letter and no notice of the part: the applicant hears from the lead.
  const letters = await two.a.database
    .prepare('SELECT count(*) AS n FROM documents WHERE case_number = ?')
    .bind(number)
    .first<{ n: number }>()
  expect(letters?.n).toBe(0)
  const results = { results: {} }
  const granted = await as(LEAD, 'chief', 'city-management', `${number}/decide`, {
    decision: 'grant',
    reasons: REASONS,
    ...results,
  })
  expect(must(granted, 200).body.state).toBe('granted')
  await carryOn()
  const { body: read } = must(
    await ask(at[LEAD], await tokenOf(owner), 'GET', `/approvals/v1/cases/${number}`),
    200,
  )
  expect(read).toMatchObject({ state: 'granted' })
  expect(read.documents).toContainEqual(expect.objectContaining({ kind: 'grant' }))
  for (const region of [two.a, two.b]) expect((await handoverAt(region, number))?.closed_at).not.toBeNull()
})

test('does a withdrawal go to all, and does an opinion that crosses it end nothing?', async () => {
  const { owner, number } = await handIn()
  await carryOn()
  must(await ask(at[LEAD], await tokenOf(owner), 'POST', `/approvals/v1/cases/${number}/withdraw`), 200)
  await settle()
  await carryOn()
  expect(must(await as(PART, 'handler', 'police', number), 200).body).toMatchObject({ state: 'withdrawn' })

  const crossing = await handIn()
  await carryOn()
  const line = two.a.bindings.TRANSPORT
  two.a.bindings.TRANSPORT = () => Promise.reject(new TypeError('network connection lost'))
  must(await decideThere(crossing.number), 200)
  must(
    await ask(
      at[LEAD],
      await tokenOf(crossing.owner),
      'POST',
      `/approvals/v1/cases/${crossing.number}/withdraw`,
    ),
    200,
  )
  await settle()
  two.a.bindings.TRANSPORT = line
  vi.setSystemTime(Date.now() + 3_600_000)
  await carryOn()
  expect(must(await as(LEAD, 'handler', 'city-management', crossing.number), 200).body.state).toBe(
    'withdrawn',
  )
  expect(await opinionsAt(crossing.number)).toEqual([])
})

test('is a part that the other region does not take told to people, and does the case stay here?', async () => {
  await two.a.database
    .prepare(`UPDATE exchange_agreements SET state = 'ended', ended_on = '2026-12-20'`)
    .run()
  const { number } = await handIn()
  await carryOn()
  expect(await two.b.alarms()).toMatchObject([{ kind: 'refused' }])
  expect(await handoverAt(two.b, number)).toMatchObject({ custody: 'here', decided_at: null })
  expect(must(await as(LEAD, 'handler', 'city-management', number), 200).body.state).toBe('inReview')
  expect(await handoverAt(two.a, number)).toBeNull()
})

const named = (region: Region, number: string) =>
  region.database
    .prepare('SELECT direction, state FROM exchange_files WHERE case_number = ? ORDER BY created_at, digest')
    .bind(number)
    .all()
    .then(({ results }) => results)

test('does a file handed in at the lead reach the region whose opinion is open, and stay away once it is given?', async () => {
  const { number } = await handIn()
  const before = pdfFile(600_000, '图')
  await fileAt(two.b, number, before, { name: '平面图.pdf', material: 'plan', department: 'city-management' })
  two.faults.push(twice)
  await carryOn()
  const { files } = await filesAt(two.a, number, 'police')
  expect(files).toMatchObject([
    {
      name: '平面图.pdf',
      material: 'plan',
      type: 'application/pdf',
      size: before.length,
      addedBy: 'partner',
    },
  ])
  expect(await sha256(await readAt(two.a, number, files[0]?.id ?? '', 'police'))).toBe(await sha256(before))
  must(await decideThere(number), 200)
  await carryOn()
  const after = { name: '后.pdf', material: 'restoration', department: 'city-management' }
  await fileAt(two.b, number, pdfFile(100, '后'), after)
  await carryOn()
  expect(await named(two.b, number)).toEqual([{ direction: 'out', state: 'carried' }])
})

test('do files that lay with the case before it was accepted go with what asks for the opinion?', async () => {
  const { owner, number } = await handIn({ materials: [{ code: 'plan' }] })
  await carryOn()
  expect(await handoverAt(two.a, number)).toBeNull()
  const bytes = pdfFile(600_000, '图')
  const paper = { name: '修复方案.pdf', material: 'restoration', department: 'city-management' }
  const reference = await fileAt(two.b, number, bytes, paper)
  const handedIn = { materials: [{ code: 'restoration', reference }] }
  const path = `/approvals/v1/cases/${number}/supplement`
  must(await ask(at[LEAD], await tokenOf(owner), 'POST', path, handedIn), 200)
  must(await as(LEAD, 'handler', 'city-management', `${number}/accept`, {}), 200)
  await carryOn()
  const { files } = await filesAt(two.a, number, 'police')
  expect(files).toMatchObject([
    {
      name: '修复方案.pdf',
      materialName: { zh: expect.stringMatching(/\p{Script=Han}/u) },
      size: bytes.length,
    },
  ])
  expect(await sha256(await readAt(two.a, number, files[0]?.id ?? '', 'police'))).toBe(await sha256(bytes))
  // And back: what the other department adds is read at the lead.
  const opinion = { name: '意见.pdf', material: 'plan', department: 'police' }
  const theirs = await fileAt(two.a, number, pdfFile(90, '意见'), opinion)
  succeeded(await sendFiles(await officialAt(two.a, 'handler', 'police'), number, { files: [theirs] }))
  await carryOn()
  expect((await filesAt(two.b, number, 'city-management')).files).toContainEqual(
    expect.objectContaining({ name: '意见.pdf', addedBy: 'partner' }),
  )
})
