import { env } from 'cloudflare:workers'
import { canonicalJson, sha256Hex } from '@tongban/kernel'
import { decryptField, encryptField, openFieldKeys } from '@tongban/privacy'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { underOwnKey } from '../../../packages/services/src/retention/archive-cases.ts'
import { clockContext } from '../../context.ts'
import { ask, official } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import {
  allowance,
  apply,
  asOfficial,
  citizen,
  coldIsolate,
  DB,
  must,
  newcomer,
  publish,
  RULES,
  settleAllowance,
  sign,
  tokenOf,
} from '../../region.ts'

/** Every stored decision comes out again bit for bit, and one that was tampered with is found and named. */

const ITEM = 'elderly-allowance'
const replayed = async () => must(await asOfficial('auditor', 'GET', '/approvals/v1/replay'), 200).body
const caseNumbers: string[] = []

beforeAll(async () => {
  must(await publish(ITEM, RULES[ITEM]), 200)
  for (const person of [await newcomer(), await newcomer(), citizen('1960-01-01', 715)]) {
    await settleAllowance(person)
    caseNumbers.push(String(must(await apply(await tokenOf(person), allowance(person)), 201).body.caseNumber))
  }
  must(await publish(ITEM, RULES[ITEM], { parameters: { amount70: 260 } }), 200)
  const later = await newcomer()
  caseNumbers.push(String(must(await apply(await tokenOf(later), allowance(later)), 201).body.caseNumber))
})

type Row = {
  readonly case_number: string
  readonly seq: number
  readonly record_enc: string
  readonly record_digest: string
}
const rowOf = async (at: number): Promise<Row> => {
  const row = await DB.prepare('SELECT * FROM decisions WHERE case_number = ?')
    .bind(caseNumbers[at])
    .first<Row>()
  if (row === null) throw new Error('no decision')
  return row
}

/** Statements that put back what a test changes. */
const undo: D1PreparedStatement[] = []
afterEach(async () => {
  for (const statement of undo.splice(0)) await statement.run()
  expect((await replayed()).different).toEqual([])
})

async function change(sql: string, back: string, ...values: (string | number)[]): Promise<void> {
  const slots = (text: string) => (text.match(/\?/g) ?? []).length
  undo.push(DB.prepare(back).bind(...values.slice(slots(sql))))
  await DB.prepare(sql)
    .bind(...values.slice(0, slots(sql)))
    .run()
}

test('does every stored decision come out as it was stored, each by the version that made it?', async () => {
  expect(await replayed()).toEqual({ cursor: null, decisions: 4, equal: 4, erased: [], different: [] })
})

test('is a record that was exchanged for another found, or one whose digest was changed?', async () => {
  const [one, two] = [await rowOf(0), await rowOf(1)]
  const set = 'UPDATE decisions SET record_enc = ? WHERE case_number = ?'
  await change(set, set, two.record_enc, one.case_number, one.record_enc, one.case_number)
  const digest = 'UPDATE decisions SET record_digest = ? WHERE case_number = ?'
  await change(digest, digest, '0'.repeat(64), two.case_number, two.record_digest, two.case_number)
  expect(await replayed()).toMatchObject({
    equal: 2,
    different: [
      { caseNumber: one.case_number, what: 'record' },
      { caseNumber: two.case_number, what: 'record' },
    ],
  })
})

test('is a record found that somebody with the keys wrote anew, with its digest, and even with its event?', async () => {
  const keys = await openFieldKeys(env.TONGBAN_FIELD_KEYS)
  if (!keys.ok) throw new Error('no keys')
  const row = await rowOf(0)
  const place = { table: 'decisions', column: 'record_enc', row: `${row.case_number}/${row.seq}` }
  const opened = await decryptField(keys.value, place, row.record_enc)
  if (!opened.ok) throw new Error('not readable')
  const text = opened.value.replace('"amountYuan":200', '"amountYuan":900')
  expect(text).not.toBe(opened.value)
  const digest = await sha256Hex(text)
  const sealed = await encryptField(keys.value, place, text, crypto.getRandomValues(new Uint8Array(12)))
  const set = 'UPDATE decisions SET record_enc = ?, record_digest = ? WHERE case_number = ?'
  await change(set, set, sealed, digest, row.case_number, row.record_enc, row.record_digest, row.case_number)
  expect((await replayed()).different).toEqual([{ caseNumber: row.case_number, seq: row.seq, what: 'event' }])
  const event = `UPDATE case_events SET data = json_set(data, '$.recordDigest', ?) WHERE case_number = ? AND json_extract(data, '$.recordDigest') IS NOT NULL`
  await change(event, event, digest, row.case_number, row.record_digest, row.case_number)
  expect((await replayed()).different).toEqual([
    { caseNumber: row.case_number, seq: row.seq, what: 'result' },
  ])
})

test('are rules found that are not those of their hash, and an outcome that the record does not have?', async () => {
  const version = await DB.prepare('SELECT id, plan FROM rule_versions WHERE version = 2').first<{
    id: string
    plan: string
  }>()
  const plan = String(version?.plan)
  const set = 'UPDATE rule_versions SET plan = ? WHERE id = ?'
  const other = canonicalJson({ ...JSON.parse(plan), name: 'other' })
  await change(set, set, other, String(version?.id), plan, String(version?.id))
  const outcome = 'UPDATE decisions SET outcome = ? WHERE case_number = ?'
  const [, , referred, late] = caseNumbers
  await change(outcome, outcome, 'approve', String(referred), 'refer', String(referred))
  expect((await replayed()).different).toMatchObject([
    { caseNumber: referred, what: 'outcome' },
    { caseNumber: late, what: 'rules' },
  ])
})

test('are erased facts told with their day, and not taken for a difference?', async () => {
  const { case_number: caseNumber, seq, record_enc: record } = await rowOf(1)
  const set = 'UPDATE decisions SET record_enc = ? WHERE case_number = ?'
  await change(set, set, '', caseNumber, record, caseNumber)
  await change(
    `INSERT INTO case_retention (case_number, held, erased_on, updated_at) VALUES (?, 0, '2026-11-20', 0)`,
    'DELETE FROM case_retention WHERE case_number = ?',
    caseNumber,
    caseNumber,
  )
  expect(await replayed()).toMatchObject({
    decisions: 4,
    equal: 3,
    erased: [{ caseNumber, seq, erasedOn: '2026-11-20' }],
    different: [],
  })
})

/** How often a replay goes to the database, and what it comes to. */
async function tripsOf() {
  let trips = 0
  const counting = meddle(DB, () => {
    trips += 1
    return undefined
  })
  const token = await sign('auditor-1', official('auditor'))
  const { body } = await ask(coldIsolate({ DB: counting }), token, 'GET', '/approvals/v1/replay')
  return [trips, { decisions: body.decisions, equal: body.equal }] as const
}

test('are archived cases, each under its own key, decided again as well, their keys read at once?', async () => {
  const ctx = await clockContext()
  const held: D1PreparedStatement[] = []
  const [before] = await tripsOf()
  for (const at of [0, 1]) {
    const { case_number: caseNumber, record_enc: record } = await rowOf(at)
    held.push(
      DB.prepare('UPDATE decisions SET record_enc = ? WHERE case_number = ?').bind(record, caseNumber),
    )
    held.push(DB.prepare('DELETE FROM case_keys WHERE case_number = ?').bind(caseNumber))
    expect(await ctx.database.write((await underOwnKey(ctx, caseNumber)).statements)).toMatchObject({
      ok: true,
    })
    expect((await rowOf(at)).record_enc).not.toBe(record)
  }
  expect(await tripsOf()).toEqual([before + 1, { decisions: 4, equal: 4 }])
  // A key that is gone without a word is no erasure.
  await DB.prepare('DELETE FROM case_keys').run()
  expect((await replayed()).different).toMatchObject([{ what: 'record' }, { what: 'record' }])
  undo.push(...held)
})

test('do the pages take in every decision once, and no cursor that is none?', async () => {
  await DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
     INSERT INTO decisions (case_number, seq, item_code, rule_id, rule_hash, outcome, record_enc, record_digest, at)
     SELECT 'made-up' || i, 3, '${ITEM}', 'r', 'h', 'approve', '', '', 0 FROM n`,
  ).run()
  undo.push(DB.prepare("DELETE FROM decisions WHERE case_number LIKE 'made-up%'"))
  const first = await replayed()
  expect([first.decisions, first.equal]).toEqual([250, 4])
  const path = `/approvals/v1/replay?cursor=${first.cursor}`
  const second = must(await asOfficial('auditor', 'GET', path), 200).body
  expect([second.decisions, second.cursor]).toEqual([54, null])
  expect((await asOfficial('auditor', 'GET', '/approvals/v1/replay?cursor=x')).status).toBe(422)
})
