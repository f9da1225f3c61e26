import { civilDateAt, startOfDayAt } from '@tongban/calendar'
import { beforeAll, expect, test } from 'vitest'
import { auditAtWork } from '../../../packages/services/src/audits/at-work.ts'
import { underOwnKey } from '../../../packages/services/src/retention/archive-cases.ts'
import { clockContext } from '../../context.ts'
import { countTrips } from '../../counted-database.ts'
import { type Answered, ask, official } from '../../kit.ts'
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
  rulesOf,
  settleAllowance,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** The audit sample through the doors: drawn by the job, judged blind, stopping the item when people differ too often. */

const EVERYTHING = {
  share: 1,
  newVersionShare: 1,
  newVersionDays: 30,
  controlShare: 1,
  disagreementLimit: 0.05,
  atLeast: 20,
}
const RIGHT = {
  answer: 'approve',
  result: { amountYuan: '200', payableFromOn: '2026-11-01' },
  reasons: ['符合条件'],
}

const granted: string[] = []

/** Draws all that was decided, so that lots do not decide what is tested; lots have a test of their own. */
async function drawEverything(cursor: string | null = null) {
  const ctx = await clockContext()
  return auditAtWork({ ...ctx, region: { ...ctx.region, audit: EVERYTHING } }, cursor)
}

const asAuditor = (method: string, path: string, body?: unknown) => asOfficial('auditor', method, path, body)
const judge = (id: string, body: unknown) => asAuditor('POST', `/approvals/v1/audits/${id}/judgement`, body)

async function inDepartment(role: 'handler' | 'chief', department: string, method: string, path: string) {
  return ask(worker, await sign(`${role}-${department}`, official(role, department)), method, path)
}

type Listed = { readonly id: string; readonly department: string; readonly drawnAt: number }
/** Guarantee: the list is checked by the door's schema. */
const listedIn = ({ body }: Answered) => body.audits as readonly Listed[]

const sampleOf = async (caseNumber: string) => {
  const row = await DB.prepare('SELECT id FROM audit_samples WHERE case_number = ?')
    .bind(caseNumber)
    .first<{ id: string }>()
  if (row === null) throw new Error('not drawn')
  return row.id
}

async function approved(): Promise<string> {
  const person = await newcomer()
  const { body } = must(await apply(await tokenOf(person), allowance(person)), 201)
  expect(body.outcome).toBe('approve')
  return String(body.caseNumber)
}

let referred = ''

beforeAll(async () => {
  must(await publish('elderly-allowance', RULES['elderly-allowance']), 200)
  for (let at = 0; at < 4; at += 1) granted.push(await approved())
  const young = citizen('1957-05-06', 777)
  await settleAllowance(young)
  const { body } = must(await apply(await tokenOf(young), allowance(young)), 201)
  referred = String(body.caseNumber)
})

test('is every automatic decision looked at once, however often the job runs?', async () => {
  const first = await drawEverything()
  expect(first.outcome).toBe('looked at 5, drawn 5')
  expect((await drawEverything(first.cursor)).outcome).toBe('looked at 0, drawn 0')
  // A run that lost its cursor draws the same again and changes nothing.
  await drawEverything()
  const count = await DB.prepare('SELECT count(*) AS n FROM audit_samples').first<{ n: number }>()
  expect(count?.n).toBe(5)
})

test('who finds drawn decisions in the list?', async () => {
  expect(listedIn(must(await asAuditor('GET', '/approvals/v1/audits'), 200))).toHaveLength(5)
  const own = await inDepartment('handler', 'civil-affairs', 'GET', '/approvals/v1/audits')
  expect(listedIn(must(own, 200))).toHaveLength(5)
  const other = await inDepartment('chief', 'health', 'GET', '/approvals/v1/audits')
  expect(listedIn(must(other, 200))).toEqual([])
  const id = await sampleOf(granted[0] ?? '')
  expect((await inDepartment('chief', 'health', 'GET', `/approvals/v1/audits/${id}`)).status).toBe(404)
})

test('is a decision read at once though its case is archived, under a key of its own?', async () => {
  const [caseNumber = ''] = granted
  const path = `/approvals/v1/audits/${await sampleOf(caseNumber)}`
  const before = must(await asAuditor('GET', path), 200).body
  const ctx = await clockContext()
  const { statements } = await underOwnKey(ctx, caseNumber)
  expect(await ctx.database.write(statements)).toMatchObject({ ok: true })
  const row = await DB.prepare('SELECT record_enc AS cell FROM decisions WHERE case_number = ?')
    .bind(caseNumber)
    .first<{ cell: string }>()
  expect(row?.cell).toContain(`~${caseNumber}`)
  const { counted: database, taken } = countTrips(DB)
  const token = await sign('auditor-1', official('auditor'))
  const seen = must(await ask(coldIsolate({ DB: database }), token, 'GET', path), 200)
  expect([taken(), seen.body]).toEqual([1, before])
})

test('does a drawn decision tell what the machine answered, or whose it is?', async () => {
  const seen = must(await asAuditor('GET', `/approvals/v1/audits/${await sampleOf(granted[0] ?? '')}`), 200)
  const control = must(await asAuditor('GET', `/approvals/v1/audits/${await sampleOf(referred)}`), 200)
  expect(Object.keys(seen.body)).toEqual(Object.keys(control.body))
  expect(seen.body.resultFields).toEqual(control.body.resultFields)
  expect(seen.text).not.toMatch(/approve|refer|outcome|准予|批准|演示甲|519999\d{12}/)
  expect(seen.text).not.toContain(granted[0])
  expect(seen.text).toContain('19')
})

test('do the times or the numbers a drawn decision shows lead to its case, whose answer an auditor could look up?', async () => {
  const seen = must(await asAuditor('GET', `/approvals/v1/audits/${await sampleOf(granted[0] ?? '')}`), 200)
  const facts = seen.body.facts as { sourceAt: number | null; fetchedAt: number; given: unknown }[]
  const times = facts.flatMap(({ sourceAt, fetchedAt }) => [sourceAt ?? fetchedAt, fetchedAt])
  const listed = listedIn(must(await asAuditor('GET', '/approvals/v1/audits'), 200))
  for (const time of [...times, ...listed.map(({ drawnAt }) => drawnAt)])
    expect(time).toBe(startOfDayAt(civilDateAt(time)))
  const { results } = await DB.prepare('SELECT at FROM case_events WHERE case_number = ?')
    .bind(granted[0])
    .all<{ at: number }>()
  for (const { at } of results) expect(seen.text).not.toContain(String(at))
  expect(seen.text).not.toMatch(/\*\d{3}[\dX]"/)
})

test('do two agree when a person comes to the same result, and is the answer shown only then?', async () => {
  const id = await sampleOf(granted[0] ?? '')
  const { body } = must(await judge(id, RIGHT), 200)
  expect(body).toMatchObject({
    agrees: true,
    differences: [],
    kind: 'approval',
    caseNumber: granted[0],
    stopped: false,
  })
  expect(await judge(id, RIGHT)).toMatchObject({ status: 409, body: { code: 'stepNotPossible' } })
})

test('is a control agreed with by not approving?', async () => {
  const id = await sampleOf(referred)
  const { body } = must(await judge(id, { answer: 'notApprove', reasons: ['未满七十周岁'] }), 200)
  expect(body).toMatchObject({ agrees: true, kind: 'control', caseNumber: referred })
})

test('is an approval without its result refused, with a pointer for each value?', async () => {
  const id = await sampleOf(granted[1] ?? '')
  const answered = await judge(id, { answer: 'approve', reasons: ['符合条件'], result: { colour: 'red' } })
  expect(answered).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: '/result/amountYuan' },
        { pointer: '/result/payableFromOn' },
        { pointer: '/result/colour' },
      ],
    },
  })
})

test('can whoever handed an application in judge it?', async () => {
  const person = await newcomer()
  const window = await sign('handler-civil-affairs', official('handler', 'civil-affairs'))
  const body = allowance(person, { representation: { kind: 'staffAssisted' } })
  const { body: answer } = must(await apply(window, body), 201)
  await drawEverything()
  const id = await sampleOf(String(answer.caseNumber))
  expect((await inDepartment('handler', 'civil-affairs', 'GET', `/approvals/v1/audits/${id}`)).status).toBe(
    403,
  )
})

test('does the item stop by itself when more approvals are judged otherwise than the limit allows?', async () => {
  const wrong = { ...RIGHT, result: { ...RIGHT.result, amountYuan: '300' } }
  const first = must(await judge(await sampleOf(granted[1] ?? ''), wrong), 200)
  expect(first.body).toMatchObject({
    agrees: false,
    differences: [{ field: 'amountYuan', person: '300', machine: '200' }],
    stopped: false,
  })
  const second = must(await judge(await sampleOf(granted[2] ?? ''), { ...RIGHT, answer: 'notApprove' }), 200)
  expect(second.body).toMatchObject({ agrees: false, stopped: true })

  const person = await newcomer()
  const answered = must(await apply(await tokenOf(person), allowance(person)), 201)
  expect(rulesOf(answered)).toContain('S1')
  const log = await DB.prepare("SELECT type, actor_subject FROM rule_events WHERE type = 'stopped'").all()
  expect(log.results).toEqual([{ type: 'stopped', actor_subject: 'machine:audit' }])
  const rates = must(await asAuditor('GET', '/approvals/v1/items/elderly-allowance/audit'), 200)
  expect(rates.body).toMatchObject({ stopped: true })
  const versions: unknown = rates.body.versions
  expect(versions).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'approval', judged: 3, disagreed: 2, rate: 2 / 3 }),
    ]),
  )
})
