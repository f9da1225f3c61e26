import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { verifyEvidence } from '@tongban/exchange/evidence'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/region/places.ts'
import { firstOfMonth, todayInShanghai } from '../../scripts/seed/day.ts'
import type { Answered } from '../kit.ts'
import { type Side, startDemonstration } from './demonstration.ts'

/**
 * Handed in here, decided there 跨省通办: the two regions that `npm start` serves, spoken to over HTTP as a window, a
 * resident and the officials of both do. One process group each; nothing stands between them.
 */
const BIN = resolve(ROOT, 'packages/client/bin/tongban.js')
const DAY_MINUTES = 1440

let both: Awaited<ReturnType<typeof startDemonstration>>
let a: Side
let b: Side
let folder: string
let minute = Math.floor(Date.now() / 60_000) - DAY_MINUTES

beforeAll(async () => {
  folder = await mkdtemp(resolve(tmpdir(), 'tongban-evidence-'))
  both = await startDemonstration()
  a = both.a
  b = both.b
})
afterAll(async () => {
  await both.close()
  await rm(folder, { recursive: true })
})

const handIn = async (who: string, body: object) => a.call(who, 'POST', '/approvals/v1/applications', body)
const numberOf = ({ body }: Answered) => String(body.caseNumber)
const read = async (side: Side, who: string, number: string) =>
  (await side.call(who, 'GET', `/approvals/v1/cases/${number}`)).body
const step = async (side: Side, who: string, number: string, name: string, body: object = {}) => {
  const { status, body: said } = await side.call(who, 'POST', `/approvals/v1/cases/${number}/${name}`, body)
  expect([name, status, said.code]).toEqual([name, 200, undefined])
  return said
}

/** Until the case is there as told; what one has to tell the other comes without anybody's doing, or with the cron. */
async function untilState(side: Side, who: string, number: string, state: string, seconds = 8) {
  const until = Date.now() + seconds * 1000
  for (;;) {
    const body = await read(side, who, number)
    if (body.state === state) return body
    if (Date.now() > until) throw new Error(`${number} is ${body.state} at ${side.code}, not ${state}`)
    await wait(100)
    if (Date.now() > until - (seconds - 2) * 1000) await everyMinute()
  }
}
async function grant(number: string) {
  await step(b, 'handler', number, 'sign', { opinion: 'grant' })
  const results = { amountYuan: 200, payableFromOn: firstOfMonth(todayInShanghai(Date.now()), {}) }
  await step(b, 'handler', number, 'decide', { decision: 'grant', results })
}
const waiting = async (side: Side) =>
  (await side.call('admin', 'GET', '/exchange/v1/outbox?state=waiting')).body.messages
async function everyMinute() {
  minute += 1
  await Promise.all([a.cron(minute), b.cron(minute)])
}
const typesOf = (body: Answered['body']) =>
  (body.timeline as readonly { type: string }[]).map(({ type }) => type)
const timelineOf = async (side: Side, who: string, number: string) =>
  (await side.call(who, 'GET', `/exchange/v1/cases/${number}/timeline`)).body

type Handover = {
  readonly custody: { readonly code: string }
  readonly closedAt: number | null
  readonly told: readonly {
    readonly type: string
    readonly licences: readonly { readonly identifier: string; readonly credential: string }[]
  }[]
  readonly [instant: string]: unknown
}
/** Guarantee: a case of two regions shows its hand-over. */
const handoverIn = (body: Answered['body']) => (body.handovers as readonly Handover[])[0] as Handover
const INSTANTS = ['receivedAt', 'transferredAt', 'handlerReceivedAt', 'acceptedAt', 'decidedAt']
const instantsOf = (handover: Handover) => INSTANTS.map((name) => handover[name])

async function sameTimeline(number: string, types: readonly string[]) {
  const [here, there] = [await timelineOf(a, 'auditor', number), await timelineOf(b, 'auditor', number)]
  expect(here).toEqual(there)
  expect((here.entries as readonly { type: string }[]).map(({ type }) => type)).toEqual(types)
}

/** Verified by the thumbprints of both, with nobody asked, by the package and by the command. */
async function provenOffline(side: Side, number: string) {
  const { status, text, body } = await side.call('auditor', 'GET', `/exchange/v1/cases/${number}/evidence`)
  expect(status).toBe(200)
  const pins = Object.fromEntries(
    await Promise.all([a, b].map(async ({ code, origin }) => [code, await thumbprints(origin)] as const)),
  )
  const verified = await verifyEvidence(body, pins)
  expect(verified).toMatchObject({
    ok: true,
    value: { caseNumber: number, faults: [], unsent: 0, unanswered: 0 },
  })
  const file = resolve(folder, `${side.code}.json`)
  await writeFile(file, text)
  const given = Object.entries(pins).flatMap(([code, kids]) =>
    kids.map((kid) => `--thumbprint=${code}=${kid}`),
  )
  const command = promisify(execFile)(process.execPath, [BIN, 'cx', 'evidence', file, ...given])
  expect((await command).stdout).toContain('✓ 证据成立')
}
async function thumbprints(origin: string): Promise<readonly string[]> {
  const answer = await fetch(`${origin}/exchange/cx/1/keys`)
  const { keys } = (await answer.json()) as { keys: readonly { use: string; kid: string }[] }
  return keys.filter(({ use }) => use === 'sign').map(({ kid }) => kid)
}

let atWindow: string

test('are the two regions partners with an agreement in force once they are started?', async () => {
  for (const [side, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const { body } = await side.call('admin', 'GET', '/exchange/v1/agreements')
    expect(body.agreements).toMatchObject([{ partner: other.code, state: 'inForce' }])
  }
})

test('is what a window takes in decided by the rules of the region that is competent, and its licence verified here?', async () => {
  const answer = await handIn('window', await a.body('acrossWindow'))
  expect([answer.status, answer.body]).toMatchObject([
    201,
    { outcome: 'transferred', handedOverTo: { region: b.code, mode: 'collect' } },
  ])
  atWindow = numberOf(answer)
  const here = await untilState(a, 'acrossWindow', atWindow, 'granted')
  const there = await read(b, 'auditor', atWindow)
  expect(there.state).toBe('granted')
  expect(typesOf(here)).toEqual([
    'received',
    'transferred',
    'takenOverElsewhere',
    'acceptedElsewhere',
    'decidedElsewhere',
    'resultReceived',
    'grantedElsewhere',
  ])
  const explained = await b.call('auditor', 'GET', `/approvals/v1/cases/${atWindow}/explanation`)
  const published = await fetch(`${b.origin}/approvals/v1/items/elderly-allowance/rules`)
  const { hash } = (await published.json()) as { hash: string }
  expect(explained.body).toMatchObject({ outcome: { code: 'approve' }, rules: { hash } })
  const [one, other] = [handoverIn(here), handoverIn(there)]
  expect([one.custody.code, other.custody.code]).toEqual(['there', 'here'])
  expect(instantsOf(one)).toEqual(instantsOf(other))
  expect(one.closedAt).toEqual(expect.any(Number))

  await step(a, 'window', atWindow, 'deliver', { method: 'direct', receiver: '演示申' })

  const credential = one.told.at(-1)?.licences[0]?.credential
  const verdict = await fetch(`${a.origin}/licences/v1/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential }),
  })
  expect(await verdict.json()).toMatchObject({
    valid: true,
    issuer: { region: b.code },
    claims: { amountYuan: 200 },
  })
})

test('is the timeline the same on both sides, and does the evidence of each hold without anybody being asked?', async () => {
  await everyMinute()
  await sameTimeline(atWindow, [
    'case.submitted',
    'case.accepted',
    'case.decided',
    'case.result-delivered',
    'case.closed',
  ])
  await provenOffline(a, atWindow)
  await provenOffline(b, atWindow)
})

test('does a case that needs a person have one day on both sides, and the decision of a handler there end it here?', async () => {
  const number = numberOf(await handIn('acrossUnrecorded', await a.body('acrossUnrecorded')))
  await untilState(b, 'handler', number, 'inReview')
  await expect.poll(async () => (await read(a, 'acrossUnrecorded', number)).acceptedOn).not.toBeNull()
  const [here, there] = [await read(a, 'acrossUnrecorded', number), await read(b, 'handler', number)]
  expect([here.state, here.dueOn, here.dueBasis]).toEqual(['transferred', there.dueOn, there.dueBasis])
  expect(there.dueOn).toEqual(expect.any(String))
  expect(handoverIn(here).deadline).toEqual(handoverIn(there).deadline)

  await grant(number)
  await untilState(a, 'acrossUnrecorded', number, 'granted')
  await sameTimeline(number, [
    'case.submitted',
    'case.accepted',
    'case.decided',
    'case.result-delivered',
    'case.closed',
  ])
})

test('is what is missing asked for there, handed in here, and the case then decided there?', async () => {
  const { form, ...body } = await a.body('acrossOnline')
  const number = numberOf(await handIn('acrossOnline', { ...body, form: {} }))
  await untilState(b, 'handler', number, 'awaitingSupplement')
  await expect
    .poll(async () => typesOf(await read(a, 'acrossOnline', number)))
    .toContain('supplementRequestedElsewhere')
  await step(a, 'acrossOnline', number, 'supplement', { materials: [], form })
  const there = await untilState(b, 'handler', number, 'received')
  expect(typesOf(there)).toContain('supplemented')
  await step(b, 'handler', number, 'accept')
  await grant(number)
  await untilState(a, 'acrossOnline', number, 'granted')
})

test('does a withdrawal here before the decision end the case on both sides?', async () => {
  const number = numberOf(await handIn('acrossUnrecorded', await a.body('acrossUnrecorded')))
  await untilState(b, 'handler', number, 'inReview')
  await step(a, 'acrossUnrecorded', number, 'withdraw')
  await untilState(b, 'handler', number, 'withdrawn')
  await untilState(a, 'acrossUnrecorded', number, 'withdrawn')
})

test('is what the rules here find to be that region’s matter handed over too, and what no agreement covers decided as ever?', async () => {
  const found = await handIn('elsewhere', await a.body('elsewhere'))
  expect([found.status, found.body]).toMatchObject([
    201,
    { outcome: 'transferred', handedOverTo: { region: b.code, mode: 'online' } },
  ])
  const without = await handIn('aged72', { ...(await a.body('aged72')), handlingRegion: '510704' })
  expect([without.status, without.body]).toMatchObject([201, { outcome: 'approve', handedOverTo: null }])
})

test('is an application kept while the partner is stopped, and does it arrive when it is back?', async () => {
  await everyMinute()
  await expect.poll(() => waiting(a)).toEqual([])
  await b.stop()
  await expect(fetch(b.origin)).rejects.toThrow()
  const answer = await handIn('acrossUnrecorded', await a.body('acrossUnrecorded'))
  expect([answer.status, answer.body.state]).toEqual([201, 'transferred'])
  const number = numberOf(answer)
  const kept = await read(a, 'acrossUnrecorded', number)
  expect(kept).toMatchObject({ state: 'transferred', dueOn: answer.body.dueOn })
  expect(handoverIn(kept).custody.code).toBe('inTransit')
  expect(await waiting(a)).toMatchObject([{ caseNumber: number, partner: b.code }])

  await b.start()
  await untilState(b, 'handler', number, 'inReview', 15)
  await expect.poll(async () => (await read(a, 'acrossUnrecorded', number)).acceptedOn).not.toBeNull()
  await sameTimeline(number, ['case.submitted', 'case.accepted'])
})

test('is nothing left to be sent or taken up at the end, on either side?', async () => {
  for (const side of [a, b]) {
    for (const state of ['waiting', 'dead']) {
      // What was told a moment ago is on its way beside the answers. What one was sending when it was stopped is taken up
      // by its clock once the lease of that request is over, a minute later.
      await expect
        .poll(
          async () => {
            await everyMinute()
            const outbox = await side.call('admin', 'GET', `/exchange/v1/outbox?state=${state}`)
            return [outbox.status, outbox.body.messages]
          },
          { timeout: 90_000, interval: 1_000 },
        )
        .toEqual([200, []])
    }
    const alarms = await side.call('supervisor', 'GET', '/exchange/v1/alarms')
    expect([alarms.status, alarms.body.alarms]).toEqual([200, []])
  }
})
