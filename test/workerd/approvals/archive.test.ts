import { apiReader, auditRegion, openAuditKeys, verifyArchive, verifySigned } from '@tongban/evidence'
import { eraseCases, runJobs, sealDays } from '@tongban/services'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { archiveCases } from '../../../packages/services/src/retention/archive-cases.ts'
import { fileClosedCases } from '../../../packages/services/src/retention/file-closed.ts'
import { clockContext } from '../../context.ts'
import { ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  asOfficial,
  type Citizen,
  citizen,
  coldIsolate,
  DB,
  logged,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/**
 * From closing to the end of its time: how long a case is kept, the archive file that is checked without the region,
 * the case's own key, legal hold, and an erasure that leaves every proof standing.
 */
const DAY_MS = 24 * 60 * 60_000
const at = (days: number) => vi.setSystemTime(NOW + days * DAY_MS)
/** Eleven years on: the allowance is kept for ten. */
const OVER = 4020
let who: Citizen
let caseNumber = ''
const path = (part = '', number = caseNumber) => `/approvals/v1/cases/${number}${part}`
const asOwner = async (part: string, person = who, number = caseNumber) =>
  ask(worker, await tokenOf(person), 'GET', path(part, number))
const get = async (address: string) => must(await asOfficial('auditor', 'GET', address), 200).body
const keys = async () => (await apiReader(get)).keys
const file = async () => fileClosedCases(await clockContext(), null)
const erase = async () => eraseCases(await clockContext())
const hold = (held: boolean, role: 'auditor' | 'head' = 'auditor', number = caseNumber) =>
  asOfficial(role, 'PUT', path('/legal-hold', number), { held, reason: '复议需要 needed for a review' })
const cell = (sql: string, number = caseNumber) => DB.prepare(sql).bind(number).first<string>('cell')

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  who = await newcomer()
  caseNumber = String(must(await apply(await tokenOf(who), allowance(who)), 201).body.caseNumber)
  at(1)
  await sealDays(await clockContext())
})

describe('the archive file', () => {
  test('does it verify offline, its own for the applicant with the application, without it for an official?', async () => {
    const page = must(await asOwner('/archive'), 200)
    expect(page.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="\d{21}[0-9A-Z]-2026-11-23\.html"$/,
    )
    expect(page.text).toContain(who.name)
    const check = await verifyArchive(page.text, await keys())
    expect(check).toMatchObject({ problems: [], proved: 5, unsealed: 0 })
    expect(check.bundle?.application).toContain(who.idNumber)
    const part = must(await asOfficial('auditor', 'GET', path('/archive')), 200)
    expect(part.text).not.toContain(who.idNumber)
    expect(await verifyArchive(part.text, await keys())).toMatchObject({ problems: [], proved: 5 })
    const refused = await asOfficial('auditor', 'GET', path('/archive?reason=archiveCase'))
    expect([refused.status, refused.text.includes(who.idNumber)]).toEqual([403, false])
  })

  test('does an official of the department get all of it by saying why, as an event its applicant reads?', async () => {
    const handler = await sign('archivist', official('handler', 'civil-affairs'))
    const full = must(await ask(worker, handler, 'GET', path('/archive?reason=archiveCase')), 200)
    expect(full.text).toContain(who.idNumber)
    expect(await verifyArchive(full.text, await keys())).toMatchObject({
      problems: [],
      proved: 5,
      unsealed: 1,
    })
    const { timeline } = must(await asOwner(''), 200).body
    expect(timeline).toContainEqual(expect.objectContaining({ type: 'identityRead', role: 'handler' }))
  })

  test('is any change of it found, of what is shown, of the data, or of both, and a signature of another?', async () => {
    const page = (await asOwner('/archive')).text
    const problems = async (text: string, trusted = keys()) =>
      (await verifyArchive(text, await trusted)).problems.map(({ zh }) => zh)
    expect(await problems(page.replace('<h2>办理过程', '<h2>办理 过程'))).toEqual([
      '页面与其中的数据不一致。',
    ])
    expect(await problems(page.replaceAll(who.name, '演示乙'))).toEqual(
      expect.arrayContaining(['内容与签名不符。', expect.stringMatching(/^文书 .+ 与其摘要不符。$/)]),
    )
    expect(await problems(page.replaceAll('2026-11-23', '2026-11-22'))).toContain('内容与签名不符。')
    expect(await problems('<html></html>')).toEqual(['不是通办的档案文件，或者已残缺。'])
    const other = await coldKeys()
    expect(await problems(page, Promise.resolve(other))).toEqual([
      '签名不成立。',
      ...Array(5).fill(expect.stringContaining('存证不成立')),
    ])
    expect(await problems(page, Promise.resolve([]))).toContain('签名的公钥不在所信任的公钥之中。')
  })

  test('has a case that is still open none?', async () => {
    const person = citizen('1990-03-04', 777)
    const open = String(
      must(await apply(await tokenOf(person), { ...allowance(person) }), 201).body.caseNumber,
    )
    const refused = await asOwner('/archive', person, open)
    expect([refused.status, refused.body.code]).toEqual([409, 'stepNotPossible'])
  })
})

/** A key set of the same ids and other keys. */
async function coldKeys() {
  const [{ kid = '' } = {}] = await keys()
  const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const jwk = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as JsonWebKey
  const opened = await openAuditKeys(JSON.stringify({ current: kid, keys: [{ ...jwk, kid }] }), 'development')
  if (!opened.ok) throw new Error(opened.failure.reason)
  return opened.value.publicKeys
}

describe('a closed case', () => {
  test('is it filed with its date and basis by what its item says, and does it lose them while it is open again?', async () => {
    expect((await asOwner('/retention')).body).toMatchObject({
      closedOn: '2026-11-23',
      retainUntilOn: null,
      basis: null,
    })
    expect(await file()).toMatchObject({ outcome: 'filed 1, open again 0, without a basis 0' })
    expect((await asOwner('/retention')).body).toMatchObject({
      closedOn: '2026-11-23',
      retainUntilOn: '2036-11-23',
      years: 10,
      basis: { kind: 'promise' },
      archivedOn: null,
      heldOn: null,
      erasedOn: null,
    })
    await DB.prepare('UPDATE cases SET closed_on = NULL WHERE case_number = ?').bind(caseNumber).run()
    expect(await file()).toMatchObject({ outcome: 'filed 0, open again 1, without a basis 0' })
    expect((await asOwner('/retention')).body).toMatchObject({ retainUntilOn: null, basis: null })
    await DB.prepare("UPDATE cases SET closed_on = '2026-11-23' WHERE case_number = ?").bind(caseNumber).run()
    expect(await file()).toMatchObject({ outcome: 'filed 1, open again 0, without a basis 0' })
    // From where the last run ended there is nothing new.
    const { cursor } = await file()
    expect(await fileClosedCases(await clockContext(), cursor)).toMatchObject({
      cursor,
      outcome: expect.stringContaining('filed 0'),
    })
  })

  test('do its fields come under a key of its own in the archive, and does everything read as before?', async () => {
    at(10)
    expect(await archiveCases(await clockContext())).toBe('archived 0')
    const before = [(await asOwner('/documents')).text, (await asOwner('/explanation')).text]
    at(31)
    expect(await archiveCases(await clockContext())).toBe('archived 1')
    for (const sql of [
      'SELECT application_enc AS cell FROM cases WHERE case_number = ?',
      'SELECT record_enc AS cell FROM decisions WHERE case_number = ?',
      'SELECT facts_enc AS cell FROM documents WHERE case_number = ?',
    ])
      expect(await cell(sql)).toMatch(new RegExp(`^v1\\.~${caseNumber}\\.`))
    expect(await cell('SELECT key_enc AS cell FROM case_keys WHERE case_number = ?')).toMatch(/^v1\.k1\./)
    expect([(await asOwner('/documents')).text, (await asOwner('/explanation')).text]).toEqual(before)
    expect((await asOwner('/retention')).body).toMatchObject({ archivedOn: '2026-12-24' })
    expect(await archiveCases(await clockContext())).toBe('archived 0')
    const check = await verifyArchive(must(await asOwner('/archive'), 200).text, await keys())
    expect(check).toMatchObject({ problems: [], proved: 5, unsealed: 2 })
  })

  test('does rotation bring the case’s key under the region’s new one, and nothing else of the case, all readable?', async () => {
    const ring = JSON.parse((await clockEnvironment()).TONGBAN_FIELD_KEYS)
    const added = { ...ring, current: 'k2', keys: { ...ring.keys, k2: ring.index } }
    const change = { TONGBAN_FIELD_KEYS: JSON.stringify(added), EVIDENCE: { sealDays, eraseCases } }
    const runs = await runJobs(await clockContext(change), Date.now())
    expect(runs.find(({ name }) => name === 'rotateFieldKeys')?.outcome).toMatch(
      /^rotated \d+, (?!.*unreadable)/,
    )
    expect(await cell('SELECT key_enc AS cell FROM case_keys WHERE case_number = ?')).toMatch(/^v1\.k2\./)
    expect(await cell('SELECT record_enc AS cell FROM decisions WHERE case_number = ?')).toMatch(/^v1\.~/)
    const send = coldIsolate(change)
    must(await ask(send, await tokenOf(who), 'GET', path('/documents')), 200)
    const back = { ...added, current: 'k1' }
    await runJobs(
      await clockContext({ ...change, TONGBAN_FIELD_KEYS: JSON.stringify(back) }),
      Date.now() + DAY_MS,
    )
    must(await asOwner('/documents'), 200)
  })
})

describe('legal hold', () => {
  test('is it for the auditor and the head of the department, with a reason, in any state, and once at a time?', async () => {
    expect((await hold(true, 'head')).status).toBe(404)
    expect((await asOfficial('auditor', 'PUT', path('/legal-hold'), { held: true })).status).toBe(422)
    expect(must(await hold(true), 200).body).toMatchObject({ heldOn: '2026-12-24' })
    must(await hold(true), 200)
    const { timeline } = must(await asOfficial('auditor', 'GET', path()), 200).body
    const types = (timeline as { type: string }[]).map(({ type }) => type)
    expect(types.filter((type) => type === 'legalHoldSet')).toHaveLength(1)
  })

  test('does it keep a case whose time is over, until it is lifted?', async () => {
    at(OVER)
    expect(await erase()).toBe('erased 0')
    must(await asOwner('/documents'), 200)
    await DB.prepare('UPDATE case_retention SET held = 0').run()
    expect(await erase(), 'the events count, not the column').toBe('erased 0')
    must(await hold(false), 200)
    expect((await asOwner('/retention')).body).toMatchObject({ heldOn: null, erasedOn: null })
  })
})

describe('erasure', () => {
  test('does a run that dies leave the case whole?', async () => {
    const ctx = await clockContext()
    const write = () => Promise.reject(new Error('the isolate is gone'))
    await expect(eraseCases({ ...ctx, database: { ...ctx.database, write } })).rejects.toThrow('gone')
    must(await asOwner('/documents'), 200)
  })

  test('of an erasure and a hold at once, does the hold win that was first, and is nothing erased by halves?', async () => {
    const ctx = await clockContext()
    const write: typeof ctx.database.write = async (statements) => {
      if (statements.some(({ sql }) => sql.includes('DELETE FROM case_keys'))) must(await hold(true), 200)
      return ctx.database.write(statements)
    }
    expect(await eraseCases({ ...ctx, database: { ...ctx.database, write } })).toBe('erased 0')
    must(await asOwner('/documents'), 200)
    expect((await asOwner('/retention')).body).toMatchObject({
      heldOn: '2037-11-25',
      erasedOn: null,
      certificate: null,
    })
    must(await hold(false), 200)
  })

  test('is nothing of the person left in the case, and does it say since when, and why?', async () => {
    at(OVER)
    expect(await erase()).toBe('erased 1')
    expect(await erase()).toBe('erased 0')
    const tables = [
      'cases',
      'decisions',
      'documents',
      'event_texts',
      'outbox',
      'case_keys',
      'files',
      'grants',
      'case_parties',
    ]
    const rows = await Promise.all(
      tables.map((table) =>
        DB.prepare(`SELECT * FROM ${table} WHERE case_number = ?`).bind(caseNumber).all(),
      ),
    )
    expect(JSON.stringify(rows.map(({ results }) => results))).not.toMatch(/v1\./)
    // Neither the bar on a second grant nor who was told of the case leads back to anybody.
    expect(rows.slice(-2).map(({ results }) => results)).toEqual([[], []])
    // To its applicant it is as if it did not exist: nothing leads from them to it any more.
    expect((await asOwner('')).status).toBe(404)
    const [documents, explanation, archive] = await Promise.all(
      ['/documents', '/explanation', '/archive'].map((part) => asOfficial('auditor', 'GET', path(part))),
    )
    for (const answer of [documents, explanation, archive])
      expect([answer?.status, answer?.body.code, answer?.text.includes('2037-')]).toEqual([
        410,
        'erased',
        true,
      ])
    const { body } = must(await asOfficial('auditor', 'GET', path()), 200)
    expect(body).toMatchObject({ state: 'granted', receivedOn: '2026-11-23' })
    expect(logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })

  test('does its certificate name what went, by which rule and under which key, and does every proof still stand?', async () => {
    const { certificate, erasedOn } = must(await asOfficial('auditor', 'GET', path('/retention')), 200).body
    const read = await verifySigned(await keys(), 'tongban-erasure', String(certificate))
    expect(read).toMatchObject({
      ok: true,
      value: {
        statement: {
          caseNumber,
          erasedOn,
          retainUntilOn: '2036-11-23',
          years: 10,
          key: expect.stringMatching(/^[0-9a-f]{64}$/),
          contents: [
            { field: 'cases.application_enc' },
            { field: 'decisions.record_enc' },
            ...Array(4).fill({ field: 'event_texts.texts_enc' }),
            { field: 'documents.facts_enc' },
          ],
        },
      },
    })
    expect(await auditRegion(await apiReader(get))).toMatchObject({ findings: [] })
    const { records } = must(await asOfficial('auditor', 'GET', path('/proof')), 200).body
    expect((records as { inclusion: unknown }[]).filter(({ inclusion }) => inclusion !== null)).toHaveLength(
      6,
    )
    const refused = await asOfficial('auditor', 'PUT', path('/legal-hold'), {
      held: true,
      reason: '太晚 too late',
    })
    expect([refused.status, refused.body.code]).toEqual([409, 'stepNotPossible'])
  })
})

test('does a case that was changed in the database keep others out of the archive, or is the run said to have failed?', async () => {
  at(0)
  const people = [await newcomer(), await newcomer()]
  const numbers: string[] = []
  for (const person of people)
    numbers.push(String(must(await apply(await tokenOf(person), allowance(person)), 201).body.caseNumber))
  await file()
  at(31)
  const [changed = '', sound = ''] = numbers.toSorted()
  const hash = (value: string) =>
    DB.prepare('UPDATE case_events SET hash = ? WHERE case_number = ? AND seq = 1').bind(value, changed).run()
  const before = await cell('SELECT hash AS cell FROM case_events WHERE case_number = ? AND seq = 1', changed)
  await hash('0'.repeat(64))
  await expect(archiveCases(await clockContext())).rejects.toThrow('done 1, failed 1: event')
  expect(logged.filter((line) => line.includes('caseFailed')).join()).toContain(changed)
  const types = 'SELECT group_concat(type) AS cell FROM case_events WHERE case_number = ?'
  expect(await cell(types, sound)).toContain('archived')
  await hash(String(before))
  expect(await archiveCases(await clockContext())).toBe('archived 1')
})

async function clockEnvironment(): Promise<{ TONGBAN_FIELD_KEYS: string }> {
  const { env } = await import('cloudflare:workers')
  return env
}
