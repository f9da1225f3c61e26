import { createHash, createHmac, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Answer, json, type LocalServer, type Received, startServer } from './local-server.ts'
import { A, B, peopleAndBodies, type Region, rulesOf, startedRegion } from './region.ts'

/**
 * A region that asks the population register over HTTP. Whatever the register does, the person is answered in time:
 * approved by what it said, or referred to a person; never refused, and never an error. That a redirect is not followed
 * is tested beside the adapter: here requests leave through the test's own process, which follows them.
 */
const KEY = randomBytes(32)
const KEY_ID = `region-${A}/2026`
const PURPOSE = 'intake:elderly-allowance'
/** Two attempts of at most 2 s, and a second for all else on a busy machine. */
const LIMIT_MS = 5_000

const { people, bodyOf, newcomer } = peopleAndBodies(A, 8)
const person = people.aged72
/** Never granted anything: the register fails whenever they apply. */
const troubled = newcomer()
const UNKNOWN = ['U.birthDate', 'U.hukouRegion', 'U.lifeStatus']

let register: LocalServer
let region: Region
/** What is wrong with the signatures of the requests, if anything. */
const faults: string[] = []

/** The register checks who asks before it answers. */
const checking =
  (answer: Answer): Answer =>
  (response, request) => {
    const fault = signatureFault(request)
    if (fault === undefined) return answer(response, request)
    faults.push(fault)
    response.writeHead(401).end()
  }

beforeAll(async () => {
  register = await startServer(json({}))
  region = await startedRegion(A, people, {
    TONGBAN_FACT_SOURCES: JSON.stringify({ population: `${register.origin}/facts` }),
    TONGBAN_OUTBOUND_KEYS: JSON.stringify({
      sources: { population: { keyId: KEY_ID, key: KEY.toString('base64') } },
    }),
  })
})
beforeEach(() => {
  register.received.length = 0
  faults.length = 0
})
afterAll(async () => {
  await region.close()
  await register.down()
})

const RECORD = { birthDate: person.birthOn, hukouRegion: A, lifeStatus: 'alive' }
const right = (change: object = {}, hoursAgo = 0) => ({
  record: { ...RECORD, ...change },
  sourceAt: Date.now() - hoursAgo * 3_600_000,
})

async function applyWith(answer: Answer, who = person) {
  register.answerWith(checking(answer))
  const startedAt = Date.now()
  const answered = await region.applyAs(who, bodyOf(who))
  return { answered, tookMs: Date.now() - startedAt }
}

/** The status of a fact as it is explained to the applicant. */
async function statusOf(
  answered: Awaited<ReturnType<typeof applyWith>>['answered'],
  name: string,
  who = person,
) {
  const { body } = await region.readAs(who, answered, '/explanation')
  const facts = Array.isArray(body.facts) ? body.facts : []
  const fact = facts.find((each: { name: string }) => each.name === name)
  return { code: fact?.status.code, source: fact?.source, sourceAt: fact?.sourceAt }
}

test('is a person approved by what the register answers, by one signed request that names them in its body alone?', async () => {
  const said = right()
  const { answered } = await applyWith(json(said))
  expect(answered.body).toMatchObject({ outcome: 'approve', result: { amountYuan: 200 } })
  expect(faults).toEqual([])
  const [request, ...others] = register.received
  expect(others).toEqual([])
  expect([request?.method, request?.url]).toEqual(['POST', '/facts'])
  expect(JSON.stringify(request?.headers)).not.toContain(person.idNumber)
  const { facts, ...asked } = JSON.parse(request?.body ?? '')
  expect(asked).toMatchObject({
    subject: { idKind: 'residentId', idNumber: person.idNumber },
    itemCode: 'elderly-allowance',
    purpose: PURPOSE,
    requestId: answered.headers.get('x-request-id'),
  })
  expect(facts.toSorted()).toEqual(['birthDate', 'hukouRegion', 'lifeStatus'])
  expect(await statusOf(answered, 'hukouRegion')).toEqual({
    code: 'known',
    source: 'population',
    sourceAt: said.sourceAt,
  })
})

test('is household elsewhere, told by the register, not accepted here?', async () => {
  const { answered } = await applyWith(json(right({ hukouRegion: B })))
  expect(answered.body.outcome).toBe('notAccepted')
})

const slow: Answer = (response, request) => {
  setTimeout(() => json(right())(response, request), 8_000).unref()
}
/** A byte now and then: never silent, never done. */
const dripping: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 200)
  response.on('close', () => clearInterval(timer))
}
const oversized: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ ...right(), record: { ...RECORD, lifeStatus: 'x'.repeat(200_000) } }))
}
const raw =
  (body: string, type = 'application/json', status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  }

type Trouble = {
  readonly what: string
  readonly answer: () => Answer
  readonly requests: number
  /** How long the person waits at least and at most. */
  readonly between?: readonly [number, number]
  readonly rules?: readonly string[]
  readonly status?: string
}
const TROUBLES: readonly Trouble[] = [
  { what: 'is slow', answer: () => slow, requests: 2, between: [3_900, LIMIT_MS] },
  { what: 'drips', answer: () => dripping, requests: 2, between: [3_900, LIMIT_MS] },
  { what: 'answers more than agreed', answer: () => oversized, requests: 1 },
  { what: 'answers no JSON', answer: () => raw('<html>', 'text/html'), requests: 1 },
  { what: 'answers broken JSON', answer: () => raw('{"record":'), requests: 1 },
  {
    what: 'answers about somebody else',
    answer: () => json({ ...right(), subjectDigest: '0'.repeat(64) }),
    requests: 1,
  },
  { what: 'answers without a time', answer: () => json({ record: RECORD }), requests: 1 },
  { what: 'knows the path no more', answer: () => raw('', 'text/plain', 404), requests: 1 },
  { what: 'breaks twice', answer: () => raw('', 'text/plain', 500), requests: 2 },
  { what: 'hangs up', answer: () => (response) => response.destroy(), requests: 2 },
  {
    what: 'answers what was so two days ago',
    answer: () => json(right({}, 48)),
    requests: 1,
    rules: ['U.hukouRegion', 'U.lifeStatus'],
    status: 'stale',
  },
  {
    what: 'answers values of a wrong type',
    answer: () => json(right({ hukouRegion: 510116, birthDate: 19540501 })),
    requests: 1,
    rules: ['U.birthDate', 'U.hukouRegion'],
    status: 'wrongType',
  },
  {
    what: 'knows no such person',
    answer: () => json({ record: null, sourceAt: Date.now() }),
    requests: 1,
    status: 'missing',
  },
]
test.each(TROUBLES)('is the person referred to a person in time when the register $what?', async (row) => {
  const {
    answer,
    requests,
    between: [least, most] = [0, 1_500],
    rules = UNKNOWN,
    status = 'unavailable',
  } = row
  const { answered, tookMs } = await applyWith(answer(), troubled)
  expect([answered.status, answered.body.state, answered.body.outcome, rulesOf(answered)]).toEqual([
    201,
    'inReview',
    'refer',
    rules,
  ])
  expect(answered.body.dueOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(register.received).toHaveLength(requests)
  expect(faults).toEqual([])
  expect(tookMs).toBeGreaterThanOrEqual(least)
  expect(tookMs).toBeLessThan(most)
  expect((await statusOf(answered, 'hukouRegion', troubled)).code).toBe(status)
})

test('is a birth date that contradicts the identity number not decided by?', async () => {
  const { answered } = await applyWith(json(right({ birthDate: '1940-01-01' })), newcomer())
  expect([answered.body.outcome, rulesOf(answered)]).toEqual(['refer', ['E8']])
})

test('is a register that breaks once asked once more, and the person approved?', async () => {
  let asked = 0
  const { answered } = await applyWith((response, request) => {
    asked += 1
    if (asked === 1) response.writeHead(503).end()
    else json(right())(response, request)
  }, newcomer())
  expect([answered.body.outcome, register.received.length]).toEqual(['approve', 2])
})

test('is the person referred at once while the register is down, and approved when it is back?', async () => {
  await register.down()
  const { answered, tookMs } = await applyWith(json(right()), troubled)
  await register.up()
  expect([answered.body.outcome, rulesOf(answered)]).toEqual(['refer', UNKNOWN])
  expect(tookMs).toBeLessThan(1_500)
  expect((await applyWith(json(right()), newcomer())).answered.body.outcome).toBe('approve')
})

test('does a slow register hold up nobody who is not asked about?', async () => {
  register.answerWith(checking(slow))
  const waiting = region.applyAs(person, bodyOf(person))
  await wait(300)
  const startedAt = Date.now()
  const permit = await region.applyAs(people.permitHolder, bodyOf(people.permitHolder))
  expect(permit.body.outcome).toBe('approve')
  expect(Date.now() - startedAt).toBeLessThan(1_500)
  expect((await waiting).body.outcome).toBe('refer')
})

/** Checks RFC 9421 hmac-sha256 and RFC 9530 from the text of the standards, with nothing of the product's. */
function signatureFault({ method, url, headers, body, at }: Received): string | undefined {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
  if (headers['content-digest'] !== digest) return 'content-digest'
  const [, params, created, keyId] =
    /^sig=(\("@method" "@target-uri" "content-digest"\);created=(\d+);keyid="([^"]+)")$/.exec(
      headers['signature-input'] ?? '',
    ) ?? []
  if (params === undefined) return 'signature-input'
  if (keyId !== KEY_ID) return 'keyid'
  if (Math.abs(Number(created) * 1000 - at) > 5_000) return 'created'
  const target = `${register.origin}${url}`
  const base = `"@method": ${method}\n"@target-uri": ${target}\n"content-digest": ${digest}\n"@signature-params": ${params}`
  const mac = createHmac('sha256', KEY).update(base).digest('base64')
  return headers.signature === `sig=:${mac}:` ? undefined : 'signature'
}
