import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetCounts } from '../../../packages/services/src/retention/forget-counts.ts'
import { advertising, asOwner, CHECK, decided, officialToken, on, somebody, take } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { countTrips } from '../../counted-database.ts'
import { type Answered, ask } from '../../kit.ts'
import {
  apply,
  type Citizen,
  coldIsolate,
  DB,
  logged,
  must,
  publish,
  RULES,
  tokenOf,
  worker,
} from '../../region.ts'
import { openWay, PARTNER } from '../../way-out.ts'

/** The query code on a receipt 查询码: one look each, by whoever holds it, and nothing of any person. */
beforeAll(async () => {
  on('2026-11-23', '10:00')
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await openWay('outdoor-advertising', { modes: ['online', 'collect'], from: '2026-03-02' })
})
beforeEach(() => on('2026-11-23', '10:00'))

const PATH = '/approvals/v1/progress'
const look = (code: unknown, send = worker, caller = '') =>
  ask(send, null, 'POST', PATH, { code }, caller === '' ? {} : { 'X-Tongban-Caller': caller })
const codeIn = ({ body }: Answered) => (body.receipt as { code: string }).code
const renew = async (number: string, token: string | null) =>
  ask(worker, token, 'POST', `/approvals/v1/cases/${number}/receipt-code`)

type Received = { readonly number: string; readonly owner: Citizen; readonly code: string }
async function received(change: object = {}, owner = somebody()): Promise<Received> {
  const answer = must(await apply(await tokenOf(owner), advertising(owner, change)), 201)
  return { number: String(answer.body.caseNumber), owner, code: codeIn(answer) }
}

describe('what a look shows', () => {
  test('is it the state, the region, the day and its basis, what is awaited and the next code, and nobody’s name?', async () => {
    const { number, owner, code } = await received()
    const { body, text } = must(await look(code), 200)
    expect(body).toMatchObject({
      caseNumber: number,
      item: { code: 'outdoor-advertising', zh: expect.any(String) },
      state: 'inReview',
      stateName: { zh: '审查中' },
      receivedOn: '2026-11-23',
      closedOn: null,
      region: { code: '510116', custody: { code: 'here' } },
      dueOn: expect.stringMatching(/^2026-1[12]-/),
      dueBasis: { kind: expect.any(String), zh: expect.any(String) },
      awaited: { from: 'organ' },
      receipt: { untilOn: null },
    })
    expect((body.timeline as { type: string; on: string }[]).map(({ type, on: day }) => [type, day])).toEqual(
      [
        ['received', '2026-11-23'],
        ['accepted', '2026-11-23'],
        ['referred', '2026-11-23'],
      ],
    )
    for (const secret of [owner.name, owner.idNumber, '13800000000', '演示路 1 号', 'city-management-'])
      expect(text).not.toContain(secret)
    expect(codeIn({ body } as Answered)).toMatch(new RegExp(`^${number}-2-([0-9A-Z]{4}-){3}[0-9A-Z]{4}$`))
  })

  test('does it say why the clock stands, and nothing that was written?', async () => {
    const { number, owner, code } = await received()
    const theCase = { number, owner }
    must(await take(theCase, 'handler', 'inspect', CHECK), 200)
    must(await take(theCase, 'handler', 'suspend', { ground: 'expertReview', neededWorkdays: 5 }), 200)
    const { body, text } = must(await look(code), 200)
    expect(body.state).toBe('suspended')
    expect(body.standing).toMatchObject({ zh: expect.stringContaining('专家评审') })
    for (const written of [...CHECK.findings, CHECK.place, '演示人员']) expect(text).not.toContain(written)
  })

  test('is the applicant who is asked for more told so, and not what for?', async () => {
    const { code } = await received({ materials: [] })
    const { body } = must(await look(code), 200)
    expect(body).toMatchObject({ state: 'awaitingSupplement', awaited: { from: 'applicant' } })
    expect(body.limits).toMatchObject([{ step: 'supplement', binds: 'applicant' }])
  })

  test('is it told which region has a case that was handed over, and what it waits for?', async () => {
    const { code } = await received({ handlingRegion: PARTNER })
    const { body } = must(await look(code), 200)
    expect(body).toMatchObject({
      state: 'transferred',
      region: { code: PARTNER, zh: '重庆市渝北区', custody: { code: 'inTransit' } },
      dueOn: '2026-11-30',
      awaited: { from: 'region' },
      standing: { zh: expect.stringContaining('重庆市渝北区') },
    })
  })

  test('does the next code go on from there, and does it take one read and one write?', async () => {
    const { number, code } = await received()
    const trips = countTrips(DB)
    const send = coldIsolate({ DB: trips.counted })
    must(await look('x', send), 422)
    trips.taken()
    const first = must(await look(code, send), 200)
    // The calendar of an isolate that has just started is one more.
    expect(trips.taken()).toBeLessThanOrEqual(3)
    const second = must(await look(codeIn(first).toLowerCase().replaceAll('-', ' '), send), 200)
    expect(trips.taken()).toBe(2)
    expect(codeIn(second)).toContain(`${number}-3-`)
  })
})

describe('a code', () => {
  test('lets in one of fifty who show it at once, and tells the others what to do?', async () => {
    const { code } = await received()
    const answers = await Promise.all(Array.from({ length: 50 }, () => look(code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const others = answers.filter(({ status }) => status !== 200)
    expect(new Set(others.map(({ status, body }) => `${status} ${body.code} ${body.title}`))).toEqual(
      new Set(['410 receiptCodeOver 该查询码已使用']),
    )
    expect(others[0]?.body.detail).toMatch(/2026-11-23.*新查询码.*登录.*窗口/)
    expect((await look(code)).body).toMatchObject({ status: 410, title: '该查询码已使用' })
  })

  test('is none of another case, another number, or a token to rate by?', async () => {
    const one = await received()
    const other = await received()
    const answer = must(await apply(await tokenOf(one.owner), advertising(one.owner)), 201)
    const { token } = answer.body.evaluation as { token: string }
    const proof = one.code.slice(-19)
    const wrong = [`${other.number}-1-${proof}`, `${one.number}-2-${proof}`, token]
    for (const code of wrong) expect((await look(code)).body).toMatchObject({ status: 404, code: 'notFound' })
    expect(proof.replaceAll('-', '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
    must(await look(one.code), 200)
  })

  test('cannot be guessed on, and does whoever holds the true one get in meanwhile?', async () => {
    const { number, code } = await received()
    const guess = (at: number) => `${number}-1-AAAA-AAAA-AAAA-${String(1000 + at)}`
    const statuses: number[] = []
    for (let at = 0; at < 24; at += 1) statuses.push((await look(guess(at), worker, 'caller-1')).status)
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404))
    expect(new Set(statuses.slice(20))).toEqual(new Set([429]))
    expect((await look(code, worker, 'caller-1')).status).toBe(200)
  })

  test.each([['x'], [''], ['5101162026112300000015'], ['5101162026112300000015-1-UUUU-UUUU-UUUU-UUUU']])(
    'is %j none?',
    async (code) => {
      expect((await look(code)).body).toMatchObject({ status: 422, code: 'invalidInput' })
    },
  )

  test('ends ninety days after the case has closed, and says until when?', async () => {
    const owner = somebody()
    const { number, code } = await received({}, owner)
    must(await asOwner({ number, owner }, 'withdraw'), 200)
    const seen = must(await look(code), 200)
    expect(seen.body).toMatchObject({
      closedOn: '2026-11-23',
      awaited: null,
      receipt: { untilOn: '2027-02-21' },
    })
    on('2027-02-21', '23:59')
    const last = must(await look(codeIn(seen)), 200)
    on('2027-02-22', '00:00')
    const over = await look(codeIn(last))
    expect(over.body).toMatchObject({ status: 410, title: '该查询码已失效' })
    expect(over.body.detail).toContain('2027-02-21')
    expect((await renew(number, await tokenOf(owner))).body).toMatchObject({ code: 'receiptCodeOver' })
  })
})

describe('how often', () => {
  test('is a case looked at twenty times in an hour, and after it by the code that was not let in?', async () => {
    let { code } = await received()
    for (let at = 0; at < 20; at += 1) {
      on('2026-11-23', `10:${10 + at}`)
      code = codeIn(must(await look(code), 200))
    }
    on('2026-11-23', '10:40')
    const refused = await look(code)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, String(30 * 60)])
    on('2026-11-23', '11:09')
    expect((await look(code)).status).toBe(429)
    on('2026-11-23', '11:10')
    must(await look(code), 200)
  })

  test('can it go on after the ten thousandth code?', async () => {
    const { number, owner } = await received()
    await DB.prepare('INSERT INTO receipt_codes VALUES (?, 9999, NULL, 1)').bind(number).run()
    const fresh = must(await renew(number, await tokenOf(owner)), 201)
    expect(fresh.body.code).toContain(`${number}-10001-`)
    expect(codeIn(must(await look(fresh.body.code), 200))).toContain(`${number}-10002-`)
  })
})

describe('how codes ended', () => {
  const kept = async (number: string) =>
    (
      await DB.prepare('SELECT sequence FROM receipt_codes WHERE case_number = ? ORDER BY sequence')
        .bind(number)
        .all()
    ).results.map(({ sequence }) => sequence)

  test('is it forgotten with the last day on which one is good, but for the last, and never of an open case?', async () => {
    const [closed, open] = [await received(), await received()]
    for (const { code } of [closed, open]) {
      const second = codeIn(must(await look(code), 200))
      must(await look(second), 200)
    }
    must(await asOwner(closed, 'withdraw'), 200)
    on('2027-02-21', '23:59')
    await forgetCounts(await clockContext())
    expect(await kept(closed.number)).toEqual([1, 2])
    on('2027-02-22', '00:00')
    await forgetCounts(await clockContext())
    expect([await kept(closed.number), await kept(open.number)]).toEqual([[2], [1, 2]])
    expect((await look(closed.code)).body).toMatchObject({ status: 410, title: '该查询码已失效' })
    expect((await look(open.code)).body).toMatchObject({ status: 410, title: '该查询码已使用' })
    // Opened again, it goes on from the last one; what was used is good for nothing.
    await DB.prepare('UPDATE cases SET closed_on = NULL WHERE case_number = ?').bind(closed.number).run()
    expect((await look(closed.code)).status).toBe(404)
    const fresh = must(await renew(closed.number, await tokenOf(closed.owner)), 201)
    expect(fresh.body.code).toContain(`${closed.number}-4-`)
  })
})

describe('a fresh code', () => {
  test('ends the one before it, for its owner and for a window that can read the case?', async () => {
    const { number, owner, code } = await received()
    const fresh = must(await renew(number, await tokenOf(owner)), 201)
    expect((await look(code)).body).toMatchObject({ status: 410, title: '该查询码已被替换' })
    const window = must(await renew(number, await officialToken('window')), 201)
    expect((await look(fresh.body.code)).body).toMatchObject({ title: '该查询码已被替换' })
    must(await look(window.body.code), 200)
  })

  test('is given to nobody else, and is no code of it in the log?', async () => {
    const { number, owner, code } = await received()
    expect((await renew(number, null)).status).toBe(401)
    expect((await renew(number, await tokenOf(somebody()))).status).toBe(404)
    expect((await renew(number, await officialToken('window', { department: 'transport' }))).status).toBe(404)
    for (const role of ['handler', 'chief', 'supervisor', 'auditor'] as const)
      expect((await renew(number, await officialToken(role))).status).toBe(403)
    const fresh = must(await renew(number, await tokenOf(owner)), 201)
    must(await look(fresh.body.code), 200)
    expect(logged.some((line) => line.includes('receiptCodeRenewed') && line.includes(number))).toBe(true)
    for (const secret of [code, String(fresh.body.code)])
      expect(logged.filter((line) => line.includes(secret.slice(-19)))).toEqual([])
  })
})

describe('my cases', () => {
  const mine = async (who: Citizen, query = '') =>
    must(await ask(worker, await tokenOf(who), 'GET', `/approvals/v1/my-cases${query}`), 200)
  const numbers = ({ body }: Answered) =>
    (body.cases as { caseNumber: string }[]).map(({ caseNumber }) => caseNumber)

  test('are one’s own and those handed in for somebody, the latest first, page by page?', async () => {
    const who = somebody()
    const made: string[] = []
    for (const hour of ['08', '09', '10']) {
      on('2026-11-23', `${hour}:00`)
      made.unshift((await received({}, who)).number)
    }
    const other = somebody()
    on('2026-11-23', '11:00')
    const body = advertising(other, { representation: { kind: 'agent', name: who.name } })
    const answer = must(await apply(await tokenOf(who), body), 201)
    made.unshift(String(answer.body.caseNumber))
    const first = await mine(who, '?limit=3')
    const second = must(await ask(worker, await tokenOf(who), 'GET', String(first.body.next)), 200)
    expect([...numbers(first), ...numbers(second)]).toEqual(made)
    expect(second.body.next).toBeNull()
    expect((first.body.cases as { isForOther: boolean }[]).map(({ isForOther }) => isForOther)).toEqual([
      true,
      false,
      false,
    ])
    expect(first.text + second.text).not.toContain(other.name)
    expect(numbers(await mine(other))).toEqual([made[0]])
    expect(numbers(await mine(somebody()))).toEqual([])
  })

  test('tell the state, the region that has it, until when, and what can be done?', async () => {
    const who = somebody()
    const away = await received({ handlingRegion: PARTNER }, who)
    on('2026-11-23', '11:00')
    const asked = await received({ materials: [] }, who)
    const { body } = await mine(who)
    expect(body.cases).toMatchObject([
      {
        caseNumber: asked.number,
        state: 'awaitingSupplement',
        region: { code: '510116', custody: { code: 'here' } },
        next: [{ action: 'read' }, { action: 'supplement' }, { action: 'withdraw' }],
      },
      {
        caseNumber: away.number,
        state: 'transferred',
        dueOn: '2026-11-30',
        region: { code: PARTNER, zh: '重庆市渝北区', custody: { code: 'inTransit' } },
        next: [{ action: 'read' }],
      },
    ])
  })

  test('are read in one trip, and is a cursor of somebody else’s refused?', async () => {
    const closed = await decided()
    const trips = countTrips(DB)
    const send = coldIsolate({ DB: trips.counted })
    const path = '/approvals/v1/my-cases?limit=1'
    must(await ask(send, await tokenOf(closed.owner), 'GET', path), 200)
    trips.taken()
    const { body } = must(await ask(send, await tokenOf(closed.owner), 'GET', path), 200)
    expect(trips.taken()).toBe(1)
    expect(body.cases).toMatchObject([{ state: 'granted', stateName: { zh: '准予' } }])
    const who = somebody()
    await received({}, who)
    await received({}, who)
    const { next } = (await mine(who, '?limit=1')).body
    expect((await ask(worker, await tokenOf(closed.owner), 'GET', String(next))).status).toBe(422)
  })
})
