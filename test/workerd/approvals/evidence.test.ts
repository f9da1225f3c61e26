import { append, type foldEvents, type Happening } from '@tongban/cases'
import { apiReader, auditRegion, type Finding, rootOf, sayFinding, verifyInclusion } from '@tongban/evidence'
import { canonicalJson, GENESIS, linkHash } from '@tongban/kernel'
import { READABLE_KINDS, sealDays } from '@tongban/services'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { proofsOf } from '../../../packages/services/src/evidence/proofs.ts'
import { clockContext } from '../../context.ts'
import { keepTables } from '../../keep-tables.ts'
import { type Answered, ask } from '../../kit.ts'
import {
  allowance,
  apply,
  asOfficial,
  type Citizen,
  DB,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  tokenOf,
  worker,
} from '../../region.ts'

/**
 * Days are sealed with what was new, each record proves itself to the signed root, and an audit through the API names
 * whatever was changed, taken out or put in afterwards, also by somebody who reckons every hash anew.
 */
const DAY_MS = 24 * 60 * 60_000
const seal = async () => sealDays(await clockContext())
const get = async (path: string) => must(await asOfficial('auditor', 'GET', path), 200).body
const audit = async () => auditRegion(await apiReader(get))
const found = async () => (await audit()).findings.map(({ what, record, key }) => `${what} ${record} ${key}`)

let who: Citizen
let one = ''
let two = ''
let restore: () => Promise<void>

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  who = await newcomer()
  one = await newCase(who)
  two = await newCase(await newcomer())
  vi.setSystemTime(NOW + DAY_MS)
  expect(await seal()).toBe('sealed 2026-11-23')
  restore = await keepTables(DB, [
    'case_events',
    'cases',
    'decisions',
    'documents',
    'rule_events',
    'licences',
    'licence_events',
    'evidence_days',
    'evidence_pages',
    'evidence_spans',
  ])
})

afterEach(async () => {
  vi.setSystemTime(NOW + DAY_MS)
  await restore()
})

async function newCase(person: Citizen): Promise<string> {
  return String(must(await apply(await tokenOf(person), allowance(person)), 201).body.caseNumber)
}

describe('a sealed day', () => {
  test('is a day signed for everybody to see, without a word about a person, and does the audit find nothing?', async () => {
    const { body } = must(await ask(worker, null, 'GET', '/approvals/v1/evidence/days'), 200)
    expect(body).toMatchObject({ days: [{ on: '2026-11-23', late: false, previous: GENESIS }], next: null })
    expect(must(await ask(worker, null, 'GET', '/approvals/v1/evidence/days/2026-11-23'), 200).body).toEqual(
      (body.days as unknown[])[0],
    )
    expect((await ask(worker, null, 'GET', '/approvals/v1/evidence/days/2026-11-24')).status).toBe(404)
    const report = await audit()
    expect(report).toMatchObject({
      days: 1,
      lastSealedOn: '2026-11-23',
      records: { caseEvent: 6, ruleEvent: 3, decision: 2, document: 2, licenceEvent: 2 },
      cases: 2,
      licences: 2,
      unsealed: 0,
      findings: [],
    })
  })

  test('is a missed day sealed later and says so, an empty day has a root, and is nothing sealed twice?', async () => {
    expect(await seal()).toBe('nothing to seal')
    vi.setSystemTime(NOW + 4 * DAY_MS)
    expect(await seal()).toBe('sealed 2026-11-24, 2026-11-25, 2026-11-26')
    const { days } = await get('/approvals/v1/evidence/days')
    expect(days).toMatchObject([
      { on: '2026-11-23', late: false },
      {
        on: '2026-11-24',
        late: true,
        size: 0,
        root: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      },
      { on: '2026-11-25', late: true, size: 0 },
      { on: '2026-11-26', late: false, size: 0 },
    ])
    expect(await found()).toEqual([])
  })

  test('does a run that dies go on where it stopped, and give the same root?', async () => {
    const whole = await DB.prepare('SELECT root, size FROM evidence_days').first()
    await DB.exec('DELETE FROM evidence_days')
    const ctx = await clockContext()
    // The page is written, the isolate ends before the day is.
    const write: typeof ctx.database.write = (statements) =>
      statements.some(({ sql }) => sql.includes('evidence_days'))
        ? Promise.reject(new Error('the isolate is gone'))
        : ctx.database.write(statements)
    await DB.exec('DELETE FROM evidence_pages')
    await DB.exec('DELETE FROM evidence_spans')
    await expect(sealDays({ ...ctx, database: { ...ctx.database, write } })).rejects.toThrow('gone')
    expect(await seal()).toBe('sealed 2026-11-23')
    expect(await DB.prepare('SELECT root, size FROM evidence_days').first()).toEqual(whole)
  })

  test('do two runs at once seal a day once?', async () => {
    vi.setSystemTime(NOW + 2 * DAY_MS)
    await Promise.all([seal(), seal(), seal()])
    expect(await DB.prepare('SELECT count(*) AS n FROM evidence_days').first('n')).toBe(2)
    expect(await found()).toEqual([])
  })
})

describe('a proof', () => {
  test('does every record of a case prove itself to the signed root, for its applicant, without the region’s help?', async () => {
    const { body } = must(
      await ask(worker, await tokenOf(who), 'GET', `/approvals/v1/cases/${one}/proof`),
      200,
    )
    const { keys } = await apiReader(get)
    const records = body.records as {
      key: string
      kind: string
      inclusion: Parameters<typeof verifyInclusion>[1]
    }[]
    expect(records.map(({ kind }) => kind)).toEqual([
      'caseEvent',
      'caseEvent',
      'caseEvent',
      'decision',
      'document',
      'licenceEvent',
    ])
    for (const { kind, inclusion } of records) {
      expect(await verifyInclusion(keys, inclusion)).toMatchObject({ ok: true, value: { on: '2026-11-23' } })
      const [mine, theirs] = kind === 'licenceEvent' ? ['licenceEvent', 'caseEvent'] : [one, two]
      const other = { ...inclusion, leaf: inclusion.leaf.replace(mine, theirs) }
      expect(await verifyInclusion(keys, other)).toEqual({ ok: false, failure: 'notInRoot' })
    }
    expect(body.headHash).toBe(
      await DB.prepare('SELECT head_hash FROM cases WHERE case_number = ?').bind(one).first('head_hash'),
    )
  })

  test('is a record of a day that is not over said to be not sealed yet?', async () => {
    const person = await newcomer()
    const number = await newCase(person)
    const { body } = must(
      await ask(worker, await tokenOf(person), 'GET', `/approvals/v1/cases/${number}/proof`),
      200,
    )
    expect((body.records as { inclusion: unknown }[]).every(({ inclusion }) => inclusion === null)).toBe(true)
    expect(await audit()).toMatchObject({ unsealed: 6, findings: [] })
  })
})

test('does a day of many pages prove each record, the first and the last of every page?', async () => {
  const size = 1300
  await DB.exec('DELETE FROM evidence_days')
  await DB.exec('DELETE FROM evidence_pages')
  await DB.exec('DELETE FROM evidence_spans')
  const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
    INSERT INTO case_events SELECT printf('510116%016d', i), 1, 'received', ?, 'applicant', 'x', '{}', printf('%064x', i) FROM n`
  await run(sql, size, NOW)
  expect(await seal()).toBe('sealed 2026-11-23')
  const sealed = await DB.prepare('SELECT root, size FROM evidence_days').first<{
    root: string
    size: number
  }>()
  expect(sealed?.size).toBe(size + 15)
  const leaves = []
  for await (const [, key, hash] of (await apiReader(get)).leaves('2026-11-23'))
    leaves.push([key, hash] as const)
  expect(await rootOf(leaves.map(([, hash]) => hash))).toBe(sealed?.root)
  const { keys } = await apiReader(get)
  const ctx = await clockContext()
  const rows = [1, 506, 507, 1018, 1019, size].map((i) => ({
    caseNumber: `510116${String(i).padStart(16, '0')}`,
    seq: 1,
    hash: i.toString(16).padStart(64, '0'),
    row: 6 + i,
    at: NOW,
  }))
  const proofs = await proofsOf(
    ctx,
    rows.map((row) => ({ kind: 'caseEvent' as const, row })),
  )
  for (const [index, proof] of proofs.entries()) {
    if (proof === null) throw new Error(`no proof for ${rows[index]?.caseNumber}`)
    expect(await verifyInclusion(keys, proof)).toMatchObject({ ok: true, value: { root: sealed?.root } })
  }
  expect(ctx.database.roundTrips).toBeLessThanOrEqual(1 + 4)
})

const run = (sql: string, ...values: unknown[]) =>
  DB.prepare(sql)
    .bind(...values)
    .run()

describe('what was altered afterwards', () => {
  test('is changed content of an event named?', async () => {
    await run(
      `UPDATE case_events SET data = replace(data, 'approve', 'refer') WHERE case_number = ? AND seq = 3`,
      one,
    )
    expect(await found()).toEqual([`contentChanged caseEvent ${one}/3`])
  })

  test('is an event named whose chain was reckoned anew to the end, head and all?', async () => {
    const { events } = await chainOf(one)
    const altered = events.map(
      ({ hash: _, seq: __, ...event }, at): Happening =>
        at === 1 ? { ...event, at: event.at - 60_000 } : event,
    )
    await rewrite(one, altered)
    expect(await found()).toEqual([
      `changedAfterSeal caseEvent ${one}/2`,
      `changedAfterSeal caseEvent ${one}/3`,
    ])
  })

  test('is the last event named that was taken off, the case put right to match?', async () => {
    const { events } = await chainOf(one)
    await rewrite(
      one,
      events.slice(0, 2).map(({ hash: _, seq: __, ...event }) => event),
    )
    expect(await found()).toEqual([
      `removed caseEvent ${one}/3`,
      `withoutEvent decision ${one}/3`,
      expect.stringMatching(/^withoutEvent licence /),
    ])
  })

  test('is an event named that was put in, under a day that was sealed?', async () => {
    const { events } = await chainOf(one)
    const happenings = events.map(({ hash: _, seq: __, ...event }): Happening => event)
    const at = events[0]?.at ?? 0
    await rewrite(one, [
      ...happenings,
      { type: 'delivered', at, actorKind: 'machine', actorSubject: 'intake', data: {} },
    ])
    expect(await found()).toEqual([`inserted caseEvent ${one}/4`])
  })

  test('is a whole case named that was made away with, and one of which only the row is gone?', async () => {
    for (const table of ['case_events', 'cases', 'decisions', 'documents'])
      await run(`DELETE FROM ${table} WHERE case_number = ?`, one)
    const removed = (await found()).filter((each) => each.startsWith('removed'))
    expect(removed).toEqual([
      ...[1, 2, 3].map((seq) => `removed caseEvent ${one}/${seq}`),
      `removed decision ${one}/3`,
      expect.stringMatching(/^removed document /),
    ])
    await restore()
    await run('DELETE FROM cases WHERE case_number = ?', two)
    expect(await found()).toEqual([`removed case ${two}`])
  })

  test('is the digest of a decision or of a document named, and what the case’s row says otherwise than its events?', async () => {
    await run(`UPDATE decisions SET record_digest = ? WHERE case_number = ?`, '0'.repeat(64), one)
    expect(await found()).toEqual([`withoutEvent decision ${one}/3`, `changedAfterSeal decision ${one}/3`])
    await restore()
    await run(`UPDATE documents SET digest = ? WHERE case_number = ?`, '0'.repeat(64), one)
    const [said, ...more] = (await audit()).findings
    expect([said?.what, said?.record, more]).toEqual(['changedAfterSeal', 'document', []])
    expect(sayFinding(said as Finding)).toMatchObject({
      zh: expect.stringMatching(/^文书 .+：封存后被改动（2026-11-23 封存）$/),
    })
    await restore()
    await run(`UPDATE cases SET state = 'refused' WHERE case_number = ?`, two)
    expect(await found()).toEqual([`rowDiffers case ${two}`])
  })

  test('is an approval of rules named that another is said to have given?', async () => {
    await run("UPDATE rule_events SET actor_subject = 'publisher-9' WHERE seq = 3")
    expect(await found()).toEqual(['contentChanged ruleEvent elderly-allowance/3'])
    await restore()
    const row = await DB.prepare('SELECT * FROM rule_events WHERE seq = 3').first<
      Record<string, string | number>
    >()
    const previous = await DB.prepare('SELECT hash FROM rule_events WHERE seq = 2').first<string>('hash')
    const { item_code: itemCode, rule_id: ruleId, type, at, data } = row ?? {}
    const content = {
      itemCode,
      ruleId,
      type,
      actorSubject: 'publisher-9',
      at,
      data: JSON.parse(String(data)),
      seq: 3,
    }
    const hash = await linkHash(previous ?? '', content as never)
    await run("UPDATE rule_events SET actor_subject = 'publisher-9', hash = ? WHERE seq = 3", hash)
    expect(await found()).toEqual(['changedAfterSeal ruleEvent elderly-allowance/3'])
  })

  test('are the sealed leaves named that were made to fit, and a day signed by nobody?', async () => {
    await run(`UPDATE evidence_pages SET leaves = replace(leaves, ?, ?)`, `${one}/3`, `${two}/9`)
    expect(await found()).toEqual(
      ['caseEvent', 'decision'].flatMap((kind) => [`inserted ${kind} ${one}/3`, `removed ${kind} ${two}/9`]),
    )
    await restore()
    await run(`UPDATE evidence_pages SET leaves = '[]'`)
    expect(await found()).toContain('dayRecords day 2026-11-23')
    await restore()
    await run(`UPDATE evidence_days SET statement = replace(statement, '.', '.e')`)
    expect(await found()).toEqual(['daySignature day 2026-11-23'])
    await restore()
    vi.setSystemTime(NOW + 3 * DAY_MS)
    await seal()
    await run(`DELETE FROM evidence_days WHERE on_day = '2026-11-24'`)
    expect(await found()).toEqual(['dayChain day 2026-11-25'])
  })
})

async function chainOf(caseNumber: string) {
  const { results } = await DB.prepare(
    'SELECT seq, type, at, actor_kind AS actorKind, actor_subject AS actorSubject, data, hash FROM case_events WHERE case_number = ? ORDER BY seq',
  )
    .bind(caseNumber)
    .all<{ data: string }>()
  const events = results.map((row) => ({ ...row, data: JSON.parse(row.data) })) as unknown as Parameters<
    typeof foldEvents
  >[0]
  return { events }
}

/** What an insider with the database would write: every hash right, the case's row to match. */
async function rewrite(caseNumber: string, happenings: readonly Happening[]): Promise<void> {
  const appended = await append(caseNumber, null, happenings)
  if (!appended.ok) throw new Error('not a list that can be appended')
  const { events, fold } = appended.value
  const kept = await DB.prepare('SELECT rowid AS row FROM case_events WHERE case_number = ? ORDER BY seq')
    .bind(caseNumber)
    .all<{ row: number }>()
  await run('DELETE FROM case_events WHERE case_number = ?', caseNumber)
  for (const [at, event] of events.entries()) {
    const row = kept.results[at]?.row ?? null
    await run(
      'INSERT INTO case_events (rowid, case_number, seq, type, at, actor_kind, actor_subject, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      row,
      caseNumber,
      event.seq,
      event.type,
      event.at,
      event.actorKind,
      event.actorSubject,
      canonicalJson(event.data),
      event.hash,
    )
  }
  await run(
    'UPDATE cases SET state = ?, seq = ?, head_hash = ?, accepted_on = ?, decided_on = ?, closed_on = ? WHERE case_number = ?',
    fold.state,
    fold.seq,
    fold.headHash,
    fold.acceptedOn,
    fold.decidedOn,
    fold.closedOn,
    caseNumber,
  )
}

test('is the whole of it for auditors only, and does an answer to them hold nothing that is encrypted?', async () => {
  const texts: Answered[] = []
  for (const kind of READABLE_KINDS)
    texts.push(must(await asOfficial('auditor', 'GET', `/approvals/v1/evidence/rows/${kind}`), 200))
  expect(texts.map(({ text }) => text).join()).not.toMatch(/v1\.k1\.|_enc|Enc"|applicantIndex|holderIndex/)
  expect((await asOfficial('supervisor', 'GET', '/approvals/v1/evidence/rows/case')).status).toBe(403)
})
