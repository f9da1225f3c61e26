import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sweepDue } from '../../../packages/services/src/clocks/sweep.ts'
import { advertising, CHECK, officialToken, on, PARTIES, reasons, somebody } from '../../case-steps.ts'
import { contextOf } from '../../context.ts'
import {
  courier,
  handoverIn,
  messageIn,
  submitted,
  take,
  telling,
  toldIn,
  typesTold,
} from '../../handed-over.ts'
import { type Answered, ask, type Send } from '../../kit.ts'
import { licencesIn } from '../../licences.ts'
import { coldIsolate, DB, must, NOW, tokenOf } from '../../region.ts'

/** What officials, the applicant and silence do to a case that a partner handed over is told back in the very batch. */

beforeEach(() => on('2026-11-23'))
afterEach(() => {
  vi.setSystemTime(NOW)
})

async function handedOver(change: object = {}, receivedAt = Date.now() - 60_000) {
  const owner = somebody()
  const opened = await submitted(owner, { ...advertising(owner), ...change }, { receivedAt })
  expect(await take(opened)).toEqual({ state: 'applied' })
  return { number: opened.message.subject, owner }
}

const step = async (
  number: string,
  role: Parameters<typeof officialToken>[0],
  name: string,
  body: object = {},
  send: Send = telling,
): Promise<Answered> =>
  ask(send, await officialToken(role), 'POST', `/approvals/v1/cases/${number}/${name}`, body)
const dueOn = async ({ number, owner }: Awaited<ReturnType<typeof handedOver>>) =>
  must(await ask(telling, await tokenOf(owner), 'GET', `/approvals/v1/cases/${number}`), 200).body.dueOn
const dataOf = async (number: string) => (await toldIn(number)).map((row) => messageIn(row).data)

test('is every step that moves the limit told with the limit as the case itself then shows it?', async () => {
  const theCase = await handedOver()
  const { number } = theCase
  const told = async () => (await dataOf(number)).at(-1)
  expect(await told()).toMatchObject({ deadline: { state: 'running', dueOn: await dueOn(theCase) } })
  on('2026-11-25')
  must(await step(number, 'handler', 'suspend', { ground: 'hearing', neededWorkdays: 3 }), 200)
  expect(await told()).toMatchObject({
    ground: 'hearing',
    deadline: { state: 'paused', consumedWorkdays: 1, dueOn: await dueOn(theCase) },
  })
  on('2026-11-30')
  must(await step(number, 'handler', 'resume'), 200)
  expect(await told()).toMatchObject({
    ground: 'hearing',
    deadline: { state: 'running', dueOn: await dueOn(theCase) },
  })
  must(await step(number, 'head', 'extend', { workdays: 10, reasons: reasons() }), 200)
  expect(await told()).toMatchObject({ byWorkdays: 10, deadline: { dueOn: await dueOn(theCase) } })
  expect(await typesTold(number)).toEqual([
    'case.accepted',
    'case.clock-paused',
    'case.clock-resumed',
    'case.clock-extended',
  ])
  expect(JSON.parse(String((await handoverIn(number))?.deadline)).dueOn).toBe(await dueOn(theCase))
})

test('from the supplement to the hearing: does the other side know the same day after every step?', async () => {
  const theCase = await handedOver({ materials: [] })
  const { number, owner } = theCase
  const isSame = async () => {
    const known = JSON.parse(String((await handoverIn(number))?.deadline)).dueOn
    expect((await told())?.deadline).toMatchObject({ dueOn: known })
    expect(known).toBe(await dueOn(theCase))
    return known
  }
  const told = async () => (await dataOf(number)).at(-1) as { deadline: object } | undefined
  expect(await isSame()).toBeNull()
  on('2026-11-24')
  const given = { materials: [{ code: 'design', reference: 'sha256:00' }] }
  const path = `/approvals/v1/cases/${number}`
  must(await ask(telling, await tokenOf(owner), 'POST', `${path}/supplement`, given), 200)
  expect(await isSame()).toBe('2026-12-01')
  must(await step(number, 'handler', 'accept'), 200)
  await isSame()
  on('2026-11-25')
  must(await step(number, 'handler', 'suspend', { ground: 'hearing', neededWorkdays: 3 }), 200)
  await isSame()
  on('2026-11-30')
  must(await step(number, 'handler', 'resume'), 200)
  must(await step(number, 'handler', 'notify-party', PARTIES), 200)
  await isSame()
  on('2026-12-01')
  must(await ask(telling, await tokenOf(owner), 'POST', `${path}/hearing-request`, {}), 200)
  await isSame()
  must(await step(number, 'head', 'extend', { workdays: 10, reasons: reasons() }), 200)
  await isSame()
  expect(await typesTold(number)).toContain('case.deadline-told')
})

test('is the grant of a person told with its document and its licence, and a decision changed later told again?', async () => {
  const { number } = await handedOver()
  must(await step(number, 'handler', 'inspect', CHECK), 200)
  must(await step(number, 'handler', 'notify-party', PARTIES), 200)
  must(await step(number, 'handler', 'party-statement', { statement: '没有意见', party: '演示邻居' }), 200)
  must(await step(number, 'handler', 'sign', { opinion: 'grant' }), 200)
  must(await step(number, 'chief', 'sign', { opinion: 'grant' }), 200)
  expect(await typesTold(number)).toEqual(['case.accepted'])
  must(await step(number, 'chief', 'decide', { decision: 'grant' }), 200)
  expect(await typesTold(number)).toEqual(['case.accepted', 'case.decided', 'case.result-delivered'])
  const [licence] = await licencesIn(number)
  expect((await dataOf(number)).at(-1)).toMatchObject({ licences: [licence?.identifier] })
  expect(courier.personalOf('case.result-delivered')).toMatchObject({
    licences: [{ identifier: licence?.identifier, credential: expect.any(String) }],
    documents: [{ kind: 'grant', text: expect.stringContaining('准予'), digest: expect.any(String) }],
  })
  must(await step(number, 'head', 'annul', { reasons: reasons('有误'), ground: '行政许可法 69' }), 200)
  expect((await dataOf(number)).at(-1)).toMatchObject({ outcome: 'granted', changed: 'annulled' })
  expect(courier.personalOf('case.decided')).toMatchObject({
    reasons: [{ zh: '有误' }],
    documents: [{ kind: 'annulment' }],
  })
  // Closed there, it is open on both sides once it is reopened here.
  await DB.prepare('UPDATE handovers SET closed_at = ? WHERE case_number = ?').bind(Date.now(), number).run()
  const review = {
    reasons: reasons(),
    ground: '行政复议法 64',
    orderedBy: '演示政府',
    order: '复议决定书 1 号',
  }
  must(await step(number, 'chief', 'reopen', review), 200)
  expect((await dataOf(number)).at(-1)).toMatchObject({ changed: 'reopened' })
  expect(await handoverIn(number)).toMatchObject({ closed_at: null, decided_at: null })
  expect((await handoverIn(number))?.out_seq).toBe((await toldIn(number)).length)
})

test('is a step that cannot be told not taken?', async () => {
  const { number } = await handedOver()
  const silent = coldIsolate({
    EXCHANGE: {
      seal: () => Promise.reject(new Error('the binding leads to nobody')),
      send: async () => undefined,
    },
  })
  const before = await toldIn(number)
  const answer = await step(number, 'handler', 'suspend', { ground: 'hearing', neededWorkdays: 3 }, silent)
  expect(answer.status).toBeGreaterThanOrEqual(500)
  expect(await toldIn(number)).toEqual(before)
  must(await step(number, 'handler', 'suspend', { ground: 'hearing', neededWorkdays: 3 }), 200)
})

test('do two who act at once leave one event and one message of it?', async () => {
  const { number } = await handedOver()
  const body = { ground: 'hearing', neededWorkdays: 3 }
  const [one, two] = await Promise.all([
    step(number, 'handler', 'suspend', body),
    step(number, 'chief', 'suspend', body),
  ])
  const statuses = [one.status, two.status].sort()
  expect(statuses[0]).toBe(200)
  const told = await toldIn(number)
  expect(told.map(({ seq }) => seq)).toEqual(told.map((_, at) => at + 1))
  expect(told.filter(({ type }) => type === 'case.clock-paused')).toHaveLength(
    statuses.filter((status) => status === 200).length,
  )
})

test('is what silence makes of a case told by the sweep, with its dated notice?', async () => {
  const theCase = await handedOver({ materials: [] })
  const { number, owner } = theCase
  expect(await typesTold(number)).toEqual(['case.supplement-requested'])
  must(
    await ask(telling, await tokenOf(owner), 'POST', `/approvals/v1/cases/${number}/supplement`, {
      materials: [{ code: 'design', reference: 'sha256:00' }],
    }),
    200,
  )
  on('2026-12-01', '00:05')
  const ctx = await contextOf({ kind: 'clock', subject: 'cron' })
  await sweepDue({ ...ctx, courier })
  expect(await typesTold(number)).toEqual([
    'case.supplement-requested',
    // Handed in: the notice runs anew.
    'case.deadline-told',
    'case.accepted',
  ])
  expect((await dataOf(number)).at(-1)).toMatchObject({
    deemed: true,
    acceptedOn: '2026-11-23',
    documents: [expect.any(String)],
    deadline: { dueOn: await dueOn(theCase) },
  })
})

test('is a withdrawal handed in here told as well?', async () => {
  const { number, owner } = await handedOver()
  must(await ask(telling, await tokenOf(owner), 'POST', `/approvals/v1/cases/${number}/withdraw`), 200)
  expect(await typesTold(number)).toEqual(['case.accepted', 'case.withdrawn'])
})
