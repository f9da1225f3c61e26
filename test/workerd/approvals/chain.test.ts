import { type CaseEvent, eventHash, foldEvents } from '@tongban/cases'
import { firstBrokenLink, GENESIS } from '@tongban/kernel'
import { beforeAll, expect, test } from 'vitest'
import { ask } from '../../kit.ts'
import {
  allowance,
  apply,
  asOfficial,
  type Citizen,
  DB,
  logged,
  must,
  newcomer,
  publish,
  RULES,
  tokenOf,
  worker,
} from '../../region.ts'

/** What stands in the database can be checked by anyone who can read it, and does not survive being altered. */

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})

type Row = Omit<CaseEvent, 'data'> & { data: string }
async function eventsOf(caseNumber: unknown) {
  const { results } = await DB.prepare(
    `SELECT seq, type, at, actor_kind AS actorKind, actor_subject AS actorSubject, data, hash
     FROM case_events WHERE case_number = ? ORDER BY seq`,
  )
    .bind(caseNumber)
    .all<Row>()
  return results.map((row) => ({ ...row, data: JSON.parse(row.data) as CaseEvent['data'] }))
}
const linksOf = (caseNumber: string, events: readonly CaseEvent[]) =>
  events.map(({ hash, ...content }) => ({ content: { caseNumber, ...content }, hash }))

async function newCase(applicant?: Citizen) {
  const person = applicant ?? (await newcomer())
  const token = await tokenOf(person)
  const { body } = must(await apply(token, allowance(person)), 201)
  const caseNumber = String(body.caseNumber)
  must(await ask(worker, token, 'POST', `/approvals/v1/cases/${caseNumber}/refer`), 200)
  return caseNumber
}

test('does the chain of a case verify from its rows alone, and is the row of the case its fold?', async () => {
  const caseNumber = await newCase()
  const events = await eventsOf(caseNumber)
  expect(events.map((event) => event.type)).toEqual([
    'received',
    'accepted',
    'granted',
    'automaticDecisionDeclined',
  ])
  expect(await firstBrokenLink(linksOf(caseNumber, events))).toBe(-1)
  let previous = GENESIS
  for (const event of events) {
    expect(await eventHash(caseNumber, event, previous)).toBe(event.hash)
    previous = event.hash
  }
  const fold = foldEvents(events)
  const row = await DB.prepare('SELECT * FROM cases WHERE case_number = ?').bind(caseNumber).first()
  expect(row).toMatchObject({
    state: fold.state,
    seq: fold.seq,
    head_hash: fold.headHash,
    received_on: fold.receivedOn,
    accepted_on: fold.acceptedOn,
    decided_on: fold.decidedOn,
    closed_on: fold.closedOn,
  })
})

const alterations = [
  ['the time of an event', `UPDATE case_events SET at = at - 1 WHERE case_number = ? AND seq = 2`, 1],
  [
    'the reasons of a decision',
    `UPDATE case_events SET data = replace(data, 'approve', 'refer') WHERE case_number = ? AND seq = 3`,
    2,
  ],
  ['who acted', `UPDATE case_events SET actor_subject = 'intake' WHERE case_number = ? AND seq = 3`, 2],
  ['the kind of an event', `UPDATE case_events SET type = 'withdrawn' WHERE case_number = ? AND seq = 4`, 3],
  ['the first event', `UPDATE case_events SET data = '{}' WHERE case_number = ? AND seq = 1`, 0],
] as const
test.each(alterations)('is %s found when it is altered?', async (_what, sql, at) => {
  const caseNumber = await newCase()
  const changed = await DB.prepare(sql).bind(caseNumber).run()
  expect(changed.meta.changes).toBe(1)
  expect(await firstBrokenLink(linksOf(caseNumber, await eventsOf(caseNumber)))).toBe(at)
})

test('is an event taken out of the middle, or off the end, found?', async () => {
  const caseNumber = await newCase()
  await DB.prepare('DELETE FROM case_events WHERE case_number = ? AND seq = 4').bind(caseNumber).run()
  const row = await DB.prepare('SELECT head_hash, seq FROM cases WHERE case_number = ?')
    .bind(caseNumber)
    .first()
  const shortened = foldEvents(await eventsOf(caseNumber))
  expect([shortened.seq, shortened.headHash]).not.toEqual([row?.seq, row?.head_hash])
  await DB.prepare('DELETE FROM case_events WHERE case_number = ? AND seq = 2').bind(caseNumber).run()
  const events = await eventsOf(caseNumber)
  expect(() => foldEvents(events)).toThrow('cannot follow')
})

test('does a case moved under another number break?', async () => {
  const one = await newCase()
  const other = await newCase()
  expect(await firstBrokenLink(linksOf(other, await eventsOf(one)))).toBe(0)
})

test.each([
  [
    'a decision record',
    'UPDATE decisions SET record_enc = (SELECT record_enc FROM decisions WHERE case_number = ?) WHERE case_number = ?',
    '/explanation',
  ],
  [
    'a document',
    'UPDATE documents SET facts_enc = (SELECT facts_enc FROM documents WHERE case_number = ?) WHERE case_number = ?',
    '/documents',
  ],
])('is %s put in the place of another never shown?', async (_what, sql, part) => {
  const person = await newcomer()
  const [one, other] = [await newCase(), await newCase(person)]
  const path = `/approvals/v1/cases/${other}${part}`
  const token = await tokenOf(person)
  must(await ask(worker, token, 'GET', path), 200)
  await DB.prepare(sql).bind(one, other).run()
  const answer = await ask(worker, token, 'GET', path)
  expect([answer.status, answer.body.code]).toEqual([500, 'internal'])
  expect(answer.text).not.toContain(person.name)
  expect(logged.at(-2)).toContain('cannot be read')
})

test('does the log of an item’s rules verify, and is an altered approval found?', async () => {
  must(
    await asOfficial('supervisor', 'POST', `/approvals/v1/rules/${await anyRule()}/stop`, { reason: '试验' }),
    200,
  )
  const read = async () => {
    const { results } = await DB.prepare(
      `SELECT item_code AS itemCode, rule_id AS ruleId, type, actor_subject AS actorSubject, at, data, seq, hash
       FROM rule_events ORDER BY seq`,
    ).all<{ hash: string; data: string }>()
    return results.map(({ hash, data, ...content }) => ({
      content: { ...content, data: JSON.parse(data) },
      hash,
    }))
  }
  expect((await read()).map(({ content }) => Reflect.get(content, 'type'))).toEqual([
    'drafted',
    'submitted',
    'approved',
    'stopped',
  ])
  expect(await firstBrokenLink(await read())).toBe(-1)
  await DB.prepare("UPDATE rule_events SET actor_subject = 'publisher-1' WHERE type = 'approved'").run()
  expect(await firstBrokenLink(await read())).toBe(2)
})

async function anyRule() {
  const row = await DB.prepare('SELECT id FROM rule_versions LIMIT 1').first<{ id: string }>()
  return row?.id
}

test('does the chain name whoever applied by anything that would still find them after erasure?', async () => {
  const person = await newcomer()
  const token = await tokenOf(person)
  const { body } = must(await apply(token, allowance(person)), 201)
  const number = String(body.caseNumber)
  const row = await DB.prepare('SELECT applicant_index, submitter_index FROM cases WHERE case_number = ?')
    .bind(number)
    .first<{ applicant_index: string; submitter_index: string }>()
  const chain = JSON.stringify(await eventsOf(number))
  expect(row?.applicant_index).toHaveLength(32)
  expect(chain).not.toContain(row?.applicant_index)
  expect(chain).not.toContain(row?.submitter_index)
  expect(chain).toContain('"actorSubject":"applicant"')
})
