import { evaluationJobsOf } from '@tongban/services'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { drainDue } from '../../../packages/services/src/outbox/drain-due.ts'
import { clockContext } from '../../context.ts'
import { type Answered, ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  type Citizen,
  coldIsolate,
  DB,
  logged,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  sign,
  tokenOf,
} from '../../region.ts'
import { openPlatform } from '../../report-platform.ts'

/** Reports to the national platform of evaluations: made from services and ratings, carried until there is a receipt. */
const HOUR_MS = 3_600_000
const NATIONAL = {
  TONGBAN_NATIONAL_EVALUATION_URL: 'https://national.example.cn/evaluations',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({
    national: { keyId: 'region-510116/2026', key: btoa('a-key-of-the-national-platform-32') },
  }),
}
const desk = coldIsolate(NATIONAL)

type Report = {
  readonly id: string
  readonly form: string
  readonly caseNumber: string
  readonly serviceNumber: number
  readonly seq: number
  readonly record: Readonly<Record<string, unknown>>
}
const platform = openPlatform<Report>(NATIONAL.TONGBAN_NATIONAL_EVALUATION_URL)
const { attempts, taken } = platform

const report = async (change: object = {}) =>
  evaluationJobsOf(await clockContext({ ...NATIONAL, ...change })).reportEvaluations()
const carry = async () => drainDue(await clockContext(NATIONAL))
const rows = async () =>
  (
    await DB.prepare('SELECT * FROM evaluation_reports ORDER BY form, case_number, seq').all<
      Record<string, string | number | null>
    >()
  ).results
const sentOf = (form: string) => [...taken.values()].filter((each) => each.form === form)

async function as(
  role: 'supervisor' | 'auditor' | 'handler',
  method: string,
  path: string,
): Promise<Answered> {
  const token = await sign(`${role}-s`, official(role, 'services'))
  return ask(desk, token, method, `/evaluations/v1/reports/national${path}`)
}
/** An application that the rules grant at once, and the token to rate it by. */
async function granted() {
  const who = await newcomer()
  const { body } = must(await apply(await tokenOf(who), allowance(who)), 201)
  const listed = must(await ask(desk, await tokenOf(who), 'GET', '/evaluations/v1/invitations'), 200).body
  /** Guarantee: by the contract. */
  const [{ token } = { token: '' }] = listed.services as readonly { readonly token: string }[]
  return { who, number: String(body.caseNumber), token }
}
async function rated(
  { who, token }: { readonly who: Citizen; readonly token: string },
  body: object,
  path = '',
): Promise<void> {
  const said = { token, channel: 'app', level: 5, ...body }
  must(await ask(desk, await tokenOf(who), 'POST', `/evaluations/v1/evaluations${path}`, said), 201)
}

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(async () => {
  vi.setSystemTime(NOW)
  platform.asNew()
  const emptied = ['outbox', 'evaluation_reports', 'event_cursors', 'evaluations', 'evaluation_texts']
  await DB.batch([...emptied, 'service_events'].map((table) => DB.prepare(`DELETE FROM ${table}`)))
})

test('in a region without the platform, is nothing made, and does the job say so?', async () => {
  await granted()
  const told = await evaluationJobsOf(await clockContext()).reportEvaluations()
  expect(told).toEqual({ outcome: 'no national platform (TONGBAN_NATIONAL_EVALUATION_URL)', rows: 0 })
  expect(await rows()).toEqual([])
})

test('does a service leave as its registration and a rating in the fields that were read in practice?', async () => {
  const given = await granted()
  await rated(given, { options: ['517', '510'], text: '办得很快', anonymous: false })
  expect(await report()).toEqual({
    outcome: 'services: made 1, caught up; ratings: made 1, caught up; set aside: made 0, caught up',
    rows: 2,
  })
  expect(await carry()).toEqual({ delivered: 2, waiting: 0, dead: 0 })
  const [[service], [rating]] = [sentOf('service'), sentOf('rating')]
  expect(service?.record).toMatchObject({
    affairId: given.number,
    serviceNumber: 1,
    affairStatus: 2,
    affairType: 1,
    areaCode: '510116',
    channel: 'PC_ONLINE',
    userType: 'person',
  })
  for (const field of ['departCode', 'matterId', 'taskCode']) expect(service?.record).toHaveProperty(field)
  expect(rating?.record).toMatchObject({
    projectno: given.number,
    serviceNumber: 1,
    areacode: '510116',
    taskcode: service?.record.taskCode,
    pf: '2',
    satisfaction: 5,
    evalDetail: '510,517',
    writingEvaluation: '办得很快',
    assessTime: expect.stringMatching(/^2026-11-23 \d\d:\d\d:\d\d$/),
    anonymous: false,
  })
  for (const { state, receipt_number } of await rows())
    expect([state, receipt_number]).toEqual(['received', expect.stringMatching(/^R-\d$/)])
})

test('is whoever rated told masked, or in full or not at all where the region says so, and never of an anonymous rating?', async () => {
  const [open, sealed] = [await granted(), await granted()]
  await rated(open, { anonymous: false })
  await rated(sealed, { anonymous: true, level: 1, text: '不满意' })
  const who = async (names: string) => {
    await DB.batch(
      ['outbox', 'evaluation_reports', 'event_cursors'].map((name) => DB.prepare(`DELETE FROM ${name}`)),
    )
    taken.clear()
    await report({ TONGBAN_NATIONAL_EVALUATION_NAMES: names })
    await carry()
    const ratings = sentOf('rating')
    const of = (number: string) => {
      const record = ratings.find(({ caseNumber }) => caseNumber === number)?.record
      return [record?.evaluatorName, record?.evaluatorId]
    }
    // Neither the registration nor the rating names the person whose rating is anonymous.
    for (const secret of [sealed.who.idNumber, ...(names === 'full' ? [] : [open.who.idNumber])])
      expect(JSON.stringify([...taken.values()])).not.toContain(secret)
    expect(of(sealed.number)).toEqual([null, null])
    return of(open.number)
  }
  const { name, idNumber } = open.who
  const [masked, maskedId] = await who('')
  expect(masked).not.toBe(name)
  expect(String(masked)).toMatch(/\*/)
  expect(String(maskedId)).toBe(`${idNumber.slice(0, 3)}***********${idNumber.slice(-4)}`)
  expect(await who('full')).toEqual([name, idNumber])
  expect(await who('none')).toEqual([null, null])
})

test('is a rating that an upheld appeal sets aside taken back there too, once, and after it was told?', async () => {
  const given = await granted()
  await rated(given, { anonymous: true, level: 1, options: ['108'] })
  const order = await DB.prepare('SELECT number FROM rectifications WHERE case_number = ?')
    .bind(given.number)
    .first<{ number: string }>()
  const step = async (role: 'head' | 'supervisor', department: string, name: string, body: object) =>
    must(
      await ask(
        desk,
        await sign(`${role}-${department}`, official(role, department)),
        'POST',
        `/evaluations/v1/rectifications/${order?.number}/${name}`,
        { text: '附记录', ...body },
      ),
      200,
    )
  await step('head', 'civil-affairs', 'appeal', { class: 'malicious' })
  await step('supervisor', 'services', 'judge', { upheld: true })
  expect((await report()).rows).toBe(3)
  await report()
  await carry()
  expect(sentOf('setAside')).toMatchObject([
    {
      caseNumber: given.number,
      serviceNumber: 1,
      seq: 1,
      record: {
        projectno: given.number,
        serviceNumber: 1,
        areacode: '510116',
        taskcode: sentOf('rating')[0]?.record.taskcode,
        setAsideReason: 'malicious',
        setAsideTime: '2026-11-23 10:00:00',
      },
    },
  ])
  const forms = [...taken.values()].map(({ form }) => form)
  expect(forms.indexOf('setAside')).toBeGreaterThan(forms.indexOf('rating'))
  const csv = must(await as('auditor', 'GET', '.csv?form=setAside'), 200)
  expect(csv.text).toContain(given.number)
})

test('is a default rating, or one of a partner’s service, never sent as one of this region?', async () => {
  const given = await granted()
  await DB.prepare('INSERT INTO evaluation_defaults VALUES (?, 1, ?, ?)')
    .bind(given.number, 'services', NOW)
    .run()
  await DB.prepare(
    `INSERT INTO service_events (case_number, service_number, kind, channel, department_code, at, region, there_number)
     VALUES (?, 2, 'decision', 'web', 'civil-affairs', ?, '500112', 1)`,
  )
    .bind(given.number, NOW)
    .run()
  await rated(given, { anonymous: true })
  await DB.prepare("UPDATE evaluations SET region = '500112' WHERE case_number = ?").bind(given.number).run()
  expect((await report()).rows).toBe(1)
  expect((await rows()).map(({ form, service_number }) => [form, service_number])).toEqual([['service', 1]])
})

test('does a second run, two at once, or a cursor that was lost make no report more, and an amendment one?', async () => {
  const given = await granted()
  await rated(given, { anonymous: true })
  await Promise.all([report(), report()])
  expect(await rows()).toHaveLength(2)
  const before = await rows()
  await DB.prepare('DELETE FROM event_cursors').run()
  await report()
  expect(await rows()).toEqual(before)
  await rated(given, { level: 4, options: ['411'] }, '/amend')
  await report()
  await carry()
  const said = sentOf('rating').map(({ seq, record }) => [seq, record.revision, record.satisfaction])
  expect(said.toSorted()).toEqual([
    [1, 1, 5],
    [2, 2, 4],
  ])
})

test('is what waits unreadable in the database, and is nobody in the log?', async () => {
  const given = await granted()
  await rated(given, { anonymous: false, text: '写给自己看的话' })
  await report({ TONGBAN_NATIONAL_EVALUATION_NAMES: 'full' })
  platform.manner = () => new Response(null, { status: 400 })
  await carry()
  const stored = JSON.stringify((await DB.prepare('SELECT * FROM outbox').all()).results)
  for (const secret of [given.who.idNumber, given.who.name, '写给自己看的话']) {
    expect(stored + JSON.stringify(await rows())).not.toContain(secret)
    expect(logged.join('\n')).not.toContain(secret)
  }
})

test('is one whose answer was lost sent again under its id, and what was refused sent again by an operator alone?', async () => {
  const given = await granted()
  await rated(given, { anonymous: true })
  await report()
  platform.manner = (each) => {
    if (each.form === 'rating') return Response.json({ id: each.id, state: 'refused', code: 'E2001' })
    taken.set(each.id, each)
    return new Response(null, { status: 502 })
  }
  expect(await carry()).toEqual({ delivered: 0, waiting: 1, dead: 1 })
  platform.manner = () => undefined
  vi.setSystemTime(NOW + HOUR_MS)
  expect(await carry()).toEqual({ delivered: 1, waiting: 0, dead: 0 })
  expect([attempts.length, taken.size]).toEqual([3, 1])
  const list = must(await as('auditor', 'GET', '?state=refused'), 200).body
  expect(list).toMatchObject({
    configured: true,
    reports: [{ form: 'rating', state: 'refused', reason: 'E2001', serviceNumber: 1, seq: 1 }],
    open: [{ state: 'refused', n: 1 }],
    next: null,
  })
  /** Guarantee: by the contract. */
  const [refused] = list.reports as readonly { readonly id: string }[]
  expect((await as('handler', 'GET', '')).status).toBe(403)
  expect((await as('auditor', 'POST', `/${refused?.id}/replay`)).status).toBe(403)
  expect(must(await as('supervisor', 'POST', `/${refused?.id}/replay`), 200).body.state).toBe('waiting')
  expect(await carry()).toEqual({ delivered: 1, waiting: 0, dead: 0 })
  expect((await as('supervisor', 'POST', `/${refused?.id}/replay`)).status).toBe(404)
  const csv = must(await as('auditor', 'GET', '.csv?form=rating'), 200)
  expect(csv.text.split('\r\n').filter((line) => line.includes(given.number))).toHaveLength(1)
})

test('does a rating somebody has changed in the database keep no other waiting, and is it made once it is mended?', async () => {
  const given = await granted()
  await rated(given, { anonymous: true, text: '原话' })
  const stored = await DB.prepare('SELECT text_enc FROM evaluation_texts').first<{ text_enc: string }>()
  const put = (text: string) => DB.prepare('UPDATE evaluation_texts SET text_enc = ?').bind(text).run()
  await put('v1.k1.x')
  expect((await report()).rows).toBe(2)
  expect(await carry()).toEqual({ delivered: 1, waiting: 0, dead: 0 })
  const { body } = must(await as('supervisor', 'GET', '?state=refused'), 200)
  expect(body.reports).toMatchObject([{ form: 'rating', reason: 'unreadable' }])
  /** Guarantee: by the contract. */
  const [unmade] = body.reports as readonly { readonly id: string }[]
  expect((await as('supervisor', 'POST', `/${unmade?.id}/replay`)).status).toBe(404)
  await put(stored?.text_enc ?? '')
  expect(must(await as('supervisor', 'POST', `/${unmade?.id}/replay`), 200).body.state).toBe('waiting')
  expect(await carry()).toEqual({ delivered: 1, waiting: 0, dead: 0 })
  expect(sentOf('rating')).toMatchObject([{ record: { writingEvaluation: '原话' } }])
})
