import { beforeAll, expect, test, vi } from 'vitest'
import { type Answered, ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  citizen,
  coldIsolate,
  DB,
  deliver,
  everyRow,
  logged,
  must,
  nextKey,
  precheck,
  publish,
  RULES,
  settleAllowance,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/**
 * Personal data that nobody else bears is led through everything the region does; then it is looked for in every row
 * of every table, in every line logged and in every answer that is a problem.
 */

const canary = { ...citizen('1954-05-06', 977, '演示金丝雀𠮷'), account: '8877665544332211' }
const agent = citizen('1988-08-18', 978, '演示代办雀')
const other = citizen('1960-01-01')
const PHONE = '13977776666'
const EMAIL = 'jinsique@canary.test'
const ADDRESS = '金丝雀路七十七号'
const TRUTHS = [
  canary.name,
  canary.idNumber,
  '1954-05-06',
  '19540506',
  canary.account,
  PHONE,
  EMAIL,
  ADDRESS,
  agent.name,
  agent.idNumber,
]

const encoder = new TextEncoder()
const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
/** How a text may stand somewhere: as it is, escaped as JSON or in an address, in base64, in hexadecimal, digested without salt. */
async function guisesOf(text: string): Promise<readonly string[]> {
  const bytes = encoder.encode(text)
  const escaped = [...text.split('')]
    .map((unit) => (unit > '~' ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit))
    .join('')
  const base64 = [0, 1, 2].map((shift) => {
    const padded = btoa(String.fromCharCode(...new Uint8Array(shift), ...bytes))
    // Whole groups of the text alone: those that padding before or behind touches are left out.
    return padded.slice(shift === 0 ? 0 : 4, Math.floor((shift + bytes.length) / 3) * 4)
  })
  const digests = await Promise.all(
    ['SHA-1', 'SHA-256'].map(async (name) => hexOf(new Uint8Array(await crypto.subtle.digest(name, bytes)))),
  )
  const long = base64.flatMap((each) => [each, each.replaceAll('+', '-').replaceAll('/', '_')])
  const enough = long.filter((guise) => guise.length >= 8)
  return [text, escaped, encodeURIComponent(text), hexOf(bytes), ...enough, ...digests]
}
/** Those that a message of an error can be cleaned of by their form: numbers, and what is written in Chinese. */
const guises = (await Promise.all(TRUTHS.map(guisesOf))).flat()
const found = (text: string) => guises.filter((guise) => text.includes(guise))

const problems: Answered[] = []
const keep = (answer: Answered): Answered => {
  if (answer.status >= 400) problems.push(answer)
  return answer
}
const NOTIFIER = {
  TONGBAN_NOTIFIER_URL: 'https://notify.example.cn/hooks',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${btoa('a-secret-of-the-test-gateway')}`] }),
}
const cases: string[] = []

beforeAll(async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError(`no network for ${PHONE}`))
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(canary, agent, other)
  await deliver('guardianship', [
    { keys: [other.idNumber], record: { recorded: true, idNumber: agent.idNumber } },
  ])
  const token = await tokenOf(canary)
  const contact = { phone: PHONE, email: EMAIL, address: ADDRESS }
  const delivery = { kind: 'post', address: ADDRESS }
  const full = allowance(canary, { contact, delivery })
  const AUTHORITY = { kind: 'agent', name: agent.name, matters: ['代办'], powers: '代为提交' }
  const send = coldIsolate(NOTIFIER)
  const key = nextKey()
  const applications: [string, object, string][] = [
    [token, { ...full, form: {} }, nextKey()],
    [token, full, key],
    [await tokenOf(agent), { ...full, representation: AUTHORITY }, nextKey()],
    [
      await sign('window-1', official('window')),
      { ...full, representation: { kind: 'staffAssisted' } },
      nextKey(),
    ],
  ]
  for (const [by, body, under] of applications) {
    cases.push(String(must(await apply(by, body, under, send), 201).body.caseNumber))
  }
  must(await precheck(token, full), 200)
  keep(await apply(token, { ...full, form: {} }, key))
  keep(await apply(await tokenOf(other), full))
  keep(await apply(token, { ...full, colour: canary.name }))
  keep(await apply(token, { ...full, situation: canary.name, itemCode: canary.idNumber }))
  keep(await apply(token, { ...full, situation: canary.name }))
  keep(await apply(token, JSON.stringify(full).slice(0, -5)))
  keep(await apply(token, full, `${canary.idNumber} ${PHONE}`))
  keep(await apply(token, { ...full, contact: { phone: `${PHONE}#` } }))
  keep(await ask(worker, token, 'GET', `/approvals/v1/cases/${canary.idNumber}`))
  keep(await ask(worker, token, 'GET', `/approvals/v1/items?idNumber=${canary.idNumber}`))
  keep(await ask(worker, token, 'GET', `/${encodeURIComponent(canary.name)}/${canary.idNumber}`))
  keep(await ask(worker, token, 'POST', `/approvals/v1/cases/${cases[1]}/withdraw`))
  must(await ask(worker, token, 'POST', `/approvals/v1/cases/${cases[0]}/refer`), 200)
  for (const part of ['', '/documents', '/explanation']) {
    must(await ask(worker, token, 'GET', `/approvals/v1/cases/${cases[1]}${part}`), 200)
  }
})

test('is the canary alive: does its owner read it in the documents, so that it is stored at all?', async () => {
  const { text } = await ask(
    worker,
    await tokenOf(canary),
    'GET',
    `/approvals/v1/cases/${cases[1]}/documents`,
  )
  expect(found(text)).toContain(canary.name)
})

test('does it stand in no row of any table, in no guise?', async () => {
  const rows = await everyRow()
  const written = ['cases', 'case_events', 'decisions', 'documents', 'idempotency_keys', 'registry_records']
  for (const table of [...written, 'outbox', 'fact_fetches', 'service_events']) {
    expect([table, (rows[table] ?? []).length > 0]).toEqual([table, true])
  }
  for (const [table, content] of Object.entries(rows)) {
    expect([table, found(JSON.stringify(content)), found(content.map(textOf).join('\n'))]).toEqual([
      table,
      [],
      [],
    ])
  }
  const schema = await DB.prepare('SELECT * FROM sqlite_master').all()
  expect(found(JSON.stringify(schema.results))).toEqual([])
})

const textOf = (row: unknown) => Object.values(Object(row)).join('\n')

test('does it stand in no line that was logged?', () => {
  expect(logged.length).toBeGreaterThan(20)
  expect(found(logged.join('\n'))).toEqual([])
})

test('does it stand in no problem that was answered, nor in its headers?', () => {
  expect(problems.map(({ status }) => status)).toEqual([
    422, 403, 422, 404, 422, 400, 400, 422, 422, 422, 404, 409,
  ])
  for (const { text, headers } of problems) expect(found([text, ...headers.values()].join('\n'))).toEqual([])
})

test.each([
  ['a bug', () => new Error(`cannot read "${canary.name}" of ${canary.idNumber}`), 500],
  [
    'a failed statement with its parameters',
    () => new Error(`D1_ERROR: constraint failed params: ${TRUTHS.join(',')}`),
    500,
  ],
  [
    'an outage whose cause names a person',
    () => new Error('Network connection lost.', { cause: new Error(TRUTHS.join(' ')) }),
    503,
  ],
])('is %s told without it, in the answer and in the log?', async (_what, error, status) => {
  const broken = { prepare: (sql: string) => DB.prepare(sql), batch: () => Promise.reject(error()) }
  const lines = logged.length
  const answer = await apply(
    await tokenOf(canary),
    allowance(canary, { contact: { phone: PHONE } }),
    nextKey(),
    coldIsolate({ DB: broken }),
  )
  expect(answer.status).toBe(status)
  expect(logged.slice(lines).some((line) => line.includes('"level":"error"'))).toBe(true)
  expect(found([answer.text, ...logged.slice(lines)].join('\n'))).toEqual([])
})
