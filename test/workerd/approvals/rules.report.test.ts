import { decryptField } from '@tongban/privacy'
import { runJobs } from '@tongban/services'
import { beforeAll, expect, test } from 'vitest'
import { clockContext } from '../../context.ts'
import { type Answered, ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  asOfficial,
  citizen,
  coldIsolate,
  DB,
  differencesOf,
  everyRow,
  explainAll,
  must,
  newcomer,
  publish,
  RULES,
  settleAllowance,
  sign,
  submitted,
  TODAY,
  tokenOf,
} from '../../region.ts'

/**
 * What has to be known of a rule version before it is published: its own gaps and contradictions, the difference to the
 * version in force, and past cases decided again; and who has to say why.
 */
const ITEM = 'elderly-allowance'
const DMN = RULES[ITEM]
const rules = (id: unknown, step = '') => `/approvals/v1/rules/${id}${step}`
const as = (subject: string, method: string, path: string, body?: unknown) =>
  asOfficial('publisher', method, path, body, subject)

async function drafted(dmn = DMN, parameters: object = {}): Promise<string> {
  const body = { itemCode: ITEM, effectiveOn: TODAY, dmn, note: '试验', parameters }
  return String(must(await as('publisher-1', 'POST', '/approvals/v1/rules', body), 201).body.id)
}
const reportOf = async (id: string) => must(await as('publisher-1', 'GET', rules(id, '/report')), 200).body
const approve = (id: string, subject = 'publisher-2') => as(subject, 'POST', rules(id, '/approve'))
const idsOf = (body: Answered['body']) => differencesOf(body).map(({ id }) => id)
const pointersOf = (body: Answered['body']) =>
  Array.isArray(body.errors) ? body.errors.map(({ pointer }: { pointer: string }) => pointer) : []
const linesOf = (body: Answered['body']) =>
  body.lines as readonly { severity: string; kind: string; zh: string; en: string }[]

async function granted() {
  const person = await newcomer()
  return {
    person,
    caseNumber: must(await apply(await tokenOf(person), allowance(person)), 201).body.caseNumber,
  }
}

beforeAll(async () => {
  must(await publish(ITEM, DMN), 200)
})

test('is the first version of an item published with its analysis, and with nothing to compare it with?', async () => {
  const first = await DB.prepare('SELECT id FROM rule_versions WHERE version = 1').first<{ id: string }>()
  const body = await reportOf(String(first?.id))
  expect(body).toMatchObject({
    against: null,
    difference: null,
    state: 'finished',
    errors: 0,
    differences: [],
  })
  expect(linesOf(body).map(({ kind }) => kind)).toContain('summary')
  expect(body.totals).toMatchObject({ cases: 0 })
})

test('are rules that contradict themselves for nobody to sign, with an application that shows it?', async () => {
  // Two rows of the monthly amount, of which one must hold, now both hold at 80.
  const dmn = DMN.replace('<text>&lt; 80</text>', '<text>&lt;= 80</text>')
  expect(dmn).not.toBe(DMN)
  const id = await drafted(dmn)
  const refused = await as('publisher-1', 'POST', rules(id, '/submit'))
  expect([refused.status, refused.body.code]).toEqual([422, 'rulesRefused'])
  expect(JSON.stringify(refused.body.errors)).toMatch(/例如这样一份申请/)
  const body = await reportOf(id)
  expect(Number(body.errors)).toBeGreaterThan(0)
  const found = linesOf(body).filter(({ severity }) => severity === 'error')
  expect(found.map(({ kind }) => kind)).toContain('overlap')
  expect(found[0]?.en).toMatch(/For example an application/)
  expect((await approve(id)).body.code).toBe('stepNotPossible')
})

test('is a gap that no row answers refused as well?', async () => {
  const dmn = DMN.replace('<text>&lt; 80</text>', '<text>&lt; 79</text>')
  const id = await drafted(dmn)
  const refused = await as('publisher-1', 'POST', rules(id, '/submit'))
  expect([refused.status, refused.body.code]).toEqual([422, 'rulesRefused'])
  const errors = linesOf(await reportOf(id)).filter(({ severity }) => severity === 'error')
  expect(errors.map(({ kind }) => kind)).toEqual(['gap'])
})

test('is a version that treats someone differently without a word not published, and with a word it is?', async () => {
  const cases = [await granted(), await granted()].map(({ caseNumber }) => caseNumber)
  const id = await drafted(DMN, { amount70: 260 })
  must(await as('publisher-1', 'POST', rules(id, '/submit')), 200)
  const silent = await approve(id)
  expect([silent.status, silent.body.code]).toEqual([409, 'reportsIncomplete'])
  expect(pointersOf(silent.body)).toEqual([
    '/report/differences/parameter:parameters.amount70',
    '/report/differences/cases:approve>approve:',
  ])
  const body = await reportOf(id)
  expect(body.totals).toMatchObject({
    cases: 2,
    replayed: 2,
    different: 2,
    outcomes: { approve: { approve: 2 } },
  })
  const listed = must(await as('publisher-1', 'GET', rules(id, '/report/cases')), 200).body
  expect(listed).toMatchObject({
    page: 1,
    next: null,
    cases: cases.map((caseNumber) => ({
      caseNumber,
      from: { outcome: 'approve', result: { result: { amountYuan: 200 } } },
      to: { outcome: 'approve', result: { result: { amountYuan: 260 } } },
    })),
  })
  const explain = (difference: string, subject: string) =>
    as(subject, 'POST', rules(id, '/explanations'), { difference, reason: '省里提高了标准' })
  must(await explain('parameter:parameters.amount70', 'publisher-3'), 200)
  expect(pointersOf((await approve(id)).body)).toEqual(['/report/differences/cases:approve>approve:'])
  const explained = must(await explain('cases:approve>approve:', 'publisher-1'), 200).body
  expect(explained.missing).toEqual([])
  const own = await approve(id, 'publisher-3')
  expect([own.status, own.body.code]).toEqual([409, 'secondPersonNeeded'])
  must(await approve(id), 200)
  // The approval signs what was read.
  const event = await DB.prepare("SELECT data FROM rule_events WHERE rule_id = ? AND type = 'approved'")
    .bind(id)
    .first<{ data: string }>()
  const signed = JSON.parse(event?.data ?? '{}')
  const after = await reportOf(id)
  expect(signed).toMatchObject({
    reportDigest: after.digest,
    explanationsDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(after.digest).toBe(body.digest)
  expect((await explain('cases:approve>approve:', 'publisher-1')).body.code).toBe('stepNotPossible')
})

test('does a report keep nobody’s values, so that nothing of an erased case is left in it?', async () => {
  const { caseNumber } = await granted()
  const id = await drafted(DMN, { amount70: 270 })
  must(await as('publisher-1', 'POST', rules(id, '/submit')), 200)
  const { keys } = await clockContext()
  const pages = await DB.prepare('SELECT base_id, page, flips_enc FROM rule_report_pages WHERE rule_id = ?')
    .bind(id)
    .all<{ base_id: string; page: number; flips_enc: string }>()
  const texts = await Promise.all(
    pages.results.map(async ({ base_id: base, page, flips_enc: sealed }) => {
      const place = { table: 'rule_report_pages', column: 'flips_enc', row: `${id}/${base}/${page}` }
      const opened = await decryptField(keys, place, sealed)
      return opened.ok ? opened.value : ''
    }),
  )
  expect(texts.join()).toContain(String(caseNumber))
  expect(texts.join()).not.toMatch(/amountYuan|payable/)
  const shown = async () => {
    const { cases } = must(await as('publisher-1', 'GET', rules(id, '/report/cases')), 200).body
    return (cases as { caseNumber: string; to: object }[]).find((each) => each.caseNumber === caseNumber)?.to
  }
  expect(await shown()).toMatchObject({ result: { result: { amountYuan: 270 } } })
  const record = await DB.prepare('SELECT record_enc FROM decisions WHERE case_number = ?')
    .bind(caseNumber)
    .first<string>('record_enc')
  // As the end of its time leaves it.
  await DB.prepare("UPDATE decisions SET record_enc = '' WHERE case_number = ?").bind(caseNumber).run()
  await DB.prepare(
    "INSERT INTO case_retention (case_number, held, erased_on, updated_at) VALUES (?, 0, '2036-11-24', 0)",
  )
    .bind(caseNumber)
    .run()
  expect(await shown()).toMatchObject({ outcome: 'approve', result: null })
  await DB.prepare('DELETE FROM case_retention WHERE case_number = ?').bind(caseNumber).run()
  await DB.prepare('UPDATE decisions SET record_enc = ? WHERE case_number = ?').bind(record, caseNumber).run()
})

test('does a report count only against the rules that are in force when it is signed?', async () => {
  const id = await submitted(ITEM, DMN, { parameters: { amount70: 210 } })
  must(await publish(ITEM, DMN, { parameters: { amount70: 230 } }), 200)
  const stale = await approve(id)
  expect([stale.status, stale.body.code, pointersOf(stale.body)]).toEqual([
    409,
    'reportsIncomplete',
    ['/report'],
  ])
  const anew = must(await as('publisher-1', 'POST', rules(id, '/report')), 200).body
  expect(linesOf(anew).find(({ kind }) => kind === 'parameter')?.zh).toContain('由 230 改为 210')
  // What was said of another difference says nothing of this one.
  expect(anew.missing).not.toEqual([])
  await explainAll(id)
  must(await approve(id), 200)
})

test('is a report of other rules than those stored worth nothing?', async () => {
  const id = await submitted(ITEM, DMN)
  await DB.prepare('UPDATE rule_reports SET rule_hash = ? WHERE rule_id = ?').bind('0'.repeat(64), id).run()
  expect(pointersOf((await approve(id)).body)).toEqual(['/report'])
})

test('is it told when the new rules would approve what a person has refused?', async () => {
  const young = citizen('1958-01-01', 711)
  await settleAllowance(young)
  const { body } = must(await apply(await tokenOf(young), allowance(young)), 201)
  expect(body.outcome).not.toBe('approve')
  await DB.prepare("UPDATE cases SET state = 'refused' WHERE case_number = ?").bind(body.caseNumber).run()
  const id = await drafted(DMN, { minimumAge: 65 })
  must(await as('publisher-1', 'POST', rules(id, '/report')), 200)
  const report = await reportOf(id)
  expect(idsOf(report)).toContain('cases:refusedByPerson>approve')
  expect(idsOf(report)).toContain('parameter:parameters.minimumAge')
})

test('can a difference that is none be explained, or one without a reason?', async () => {
  const id = await submitted(ITEM, DMN)
  const explain = (body: object) => as('publisher-1', 'POST', rules(id, '/explanations'), body)
  const none = await explain({ difference: 'parameter:parameters.none', reason: '试验' })
  expect([none.status, pointersOf(none.body)]).toEqual([422, ['/difference']])
  expect((await explain({ difference: 'cases:x', reason: ' ' })).status).toBe(422)
  expect((await as('publisher-1', 'GET', rules(await drafted(), '/report'))).body.code).toBe('notFound')
})

test('does a stored report hold nothing of anybody but case numbers, where it can be read?', async () => {
  const { person } = await granted()
  const id = await submitted(ITEM, DMN, { parameters: { amount70: 299 } })
  const rows = await everyRow()
  const text = JSON.stringify([rows.rule_reports, rows.rule_report_pages, rows.rule_events])
  expect(text).not.toContain(person.name)
  expect(text).not.toContain(person.idNumber)
  const pages = JSON.stringify(rows.rule_report_pages)
  expect(pages).toContain(id)
  expect(pages).not.toContain('amountYuan')
})

test('are more past cases than one call takes gone through by the next calls or the job, each once?', async () => {
  // Cases whose facts are erased: they cannot be decided again, and are counted.
  const many = 2300
  const hash = await DB.prepare('SELECT rule_hash FROM decisions LIMIT 1').first<{ rule_hash: string }>()
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})`
  await DB.batch([
    DB.prepare(
      `INSERT INTO decisions (case_number, seq, item_code, rule_id, rule_hash, outcome, record_enc, record_digest, at)
       ${numbers} SELECT 'erased' || i, 3, '${ITEM}', 'r', ?, 'approve', '', '', i / 7 FROM n`,
    ).bind(hash?.rule_hash),
    DB.prepare(
      `INSERT INTO case_retention (case_number, held, erased_on, updated_at) ${numbers} SELECT 'erased' || i, 0, '2026-01-02', 0 FROM n`,
    ),
  ])
  const total = Number((await DB.prepare('SELECT count(*) AS n FROM decisions').first<{ n: number }>())?.n)
  const id = await submitted(ITEM, DMN)
  const begun = await reportOf(id)
  expect(begun).toMatchObject({ state: 'running', totals: { cases: 2000 } })
  expect(pointersOf((await approve(id)).body)).toEqual(['/report/replay'])
  const token = await sign('publisher-1', official('publisher'))
  await Promise.all([1, 2].map(() => ask(coldIsolate(), token, 'POST', rules(id, '/report'))))
  const finished = await reportOf(id)
  expect(finished).toMatchObject({ state: 'finished', totals: { cases: total, erased: many } })
  await explainAll(id)
  must(await approve(id), 200)

  const second = await submitted(ITEM, DMN)
  expect((await reportOf(second)).state).toBe('running')
  await runJobs(await clockContext(), Date.now())
  const done = await reportOf(second)
  expect(done).toMatchObject({ state: 'finished', totals: { cases: total, erased: many } })
})
