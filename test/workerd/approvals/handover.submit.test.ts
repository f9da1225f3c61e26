import { DATA } from '@tongban/exchange/wire'
import { submissionSchema } from '@tongban/services'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { advertising, officialToken, on, somebody } from '../../case-steps.ts'
import { countTrips } from '../../counted-database.ts'
import { expectRefused } from '../../refusal.ts'
import {
  allowance,
  apply,
  citizen,
  coldIsolate,
  courier,
  DB,
  deliver,
  everyRow,
  must,
  nextKey,
  precheck,
  publish,
  RULES,
  settleAllowance,
  tokenOf,
} from '../../region.ts'
import { eventsOf, handoverOf, outOf } from '../../told-by-partner.ts'
import { openWay, PARTNER } from '../../way-out.ts'

/** Handed in here, for another region to decide: received, and on its way in the same batch. */
beforeAll(async () => {
  on('2026-11-23', '10:00')
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await openWay('elderly-allowance')
  await openWay('outdoor-advertising', { modes: ['online', 'collect'], from: '2026-03-02' })
})
beforeEach(() => on('2026-11-23', '10:00'))
afterAll(() => {
  // Whatever left was as the protocol has it.
  for (const { type, data } of courier.drafts) expect(DATA[type].safeParse(data).error).toBeUndefined()
})

const stated = (who = somebody()) => advertising(who, { handlingRegion: PARTNER })

test('is an application for another region received, handed over and told in one batch, with nothing judged here?', async () => {
  const who = somebody()
  const before = courier.sent.length
  const { body } = must(await apply(await tokenOf(who), stated(who)), 201)
  expect(body).toMatchObject({
    state: 'transferred',
    outcome: 'transferred',
    result: null,
    licences: [],
    handedOverTo: { region: PARTNER, zh: '重庆市渝北区', mode: 'online', agreement: '510116-500112@2' },
    // 行政许可法 32: five working days from the receipt here, wherever it is decided.
    dueOn: '2026-11-30',
  })
  expect(body.reasons).toMatchObject([{ code: 'handedOver', text: expect.stringContaining('重庆市渝北区') }])
  expect((body.next as { action: string }[]).map(({ action }) => action)).toEqual([
    'read',
    'urge',
    'withdraw',
    'evaluate',
  ])
  const number = String(body.caseNumber)
  expect(await eventsOf(number)).toEqual(['received', 'transferred'])
  expect(await outOf(number)).toEqual(['case.submitted'])
  expect(await handoverOf(number)).toMatchObject({
    role: 'receiving',
    custody: 'inTransit',
    partner: PARTNER,
    mode: 'online',
    office: 'civil-affairs',
    out_seq: 1,
    in_seq: 0,
    received_at: Date.now(),
    handler_received_at: null,
    closed_at: null,
  })
  const row = await DB.prepare('SELECT * FROM cases WHERE case_number = ?').bind(number).first()
  expect(row).toMatchObject({
    state: 'transferred',
    outcome: 'transferred',
    department_code: 'city-management',
    // The notice is owed from the receipt, wherever: shown, and not this region's to sweep by.
    due_on: body.dueOn,
    due_clock: 'notice/law',
    next_due_at: null,
  })
  expect(courier.sent.slice(before)).toEqual([[PARTNER]])
  // Nothing was asked of any source, and nobody decided.
  for (const table of ['fact_fetches', 'decisions', 'documents'])
    expect(
      (await DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE case_number = ?`).bind(number).first())?.n,
      table,
    ).toBe(0)
})

test('does the message hold the application for the office alone, and codes and digests in the open?', async () => {
  const who = somebody()
  const { body } = must(await apply(await tokenOf(who, 'L3'), stated(who)), 201)
  const draft = courier.drafts.findLast(({ type }) => type === 'case.submitted')
  expect(draft).toMatchObject({
    subject: body.caseNumber,
    to: PARTNER,
    office: 'civil-affairs',
    agreement: '510116-500112@2',
    data: {
      itemCode: 'outdoor-advertising',
      situation: 'new',
      mode: 'online',
      channel: 'web',
      path: ['510116'],
      receivedAt: Date.now(),
      transferredAt: Date.now(),
      applicationDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  })
  const open = JSON.stringify({ ...draft, personal: null })
  for (const secret of [who.idNumber, who.name, '13800000000', '演示路']) expect(open).not.toContain(secret)
  const { application, submitter, checks } = submissionSchema.parse(draft?.personal)
  expect(application).toMatchObject({
    applicant: { idNumber: who.idNumber },
    materials: [{ code: 'design' }],
  })
  expect(application).not.toHaveProperty('handlingRegion')
  expect(submitter).toEqual({
    kind: 'applicant',
    name: who.name,
    idKind: 'residentId',
    idNumber: who.idNumber,
    realNameLevel: 'L3',
  })
  expect(checks).toBeNull()
  // What is stored of it is under the keys of this region, but for the message that is sealed.
  const rows = await everyRow()
  expect(JSON.stringify({ ...rows, registry_records: [] })).not.toContain(who.idNumber)
})

test('at a window, is it collected where the agreement says so, with what the window has checked?', async () => {
  const who = somebody()
  const body = { ...stated(who), representation: { kind: 'staffAssisted' }, channel: 'window' }
  const { body: answer } = must(
    await apply(await officialToken('window', { department: 'services' }), body),
    201,
  )
  expect(answer).toMatchObject({ handedOverTo: { mode: 'collect', modeName: { zh: '异地代收代办' } } })
  const personal = submissionSchema.parse(courier.personalOf('case.submitted'))
  expect(personal.checks).toEqual({
    form: 'complete',
    identity: 'inPerson',
    department: 'services',
    departmentName: expect.stringMatching(/[\u4e00-\u9fff]/),
  })
  expect(personal.submitter).toMatchObject({ kind: 'official', idNumber: who.idNumber, realNameLevel: 'L3' })
  expect(await handoverOf(String(answer.caseNumber))).toMatchObject({ mode: 'collect' })
})

test('where the rules find another region to be competent, is it handed over there, and does a pre-check say so?', async () => {
  const elder = citizen('1950-05-06', 771)
  await settleAllowance(elder)
  await deliver('population', [
    {
      keys: [elder.idNumber],
      record: { name: elder.name, birthDate: elder.birthOn, hukouRegion: '500112001', lifeStatus: 'alive' },
    },
  ])
  const seen = must(await precheck(await tokenOf(elder), allowance(elder)), 200)
  expect(seen.body).toMatchObject({ outcome: 'transferred', handedOverTo: { region: PARTNER } })
  const { body } = must(await apply(await tokenOf(elder), allowance(elder)), 201)
  expect(body).toMatchObject({ outcome: 'transferred', handedOverTo: { region: PARTNER, mode: 'online' } })
})

test('without an agreement that leads there, is it answered as before: not accepted, and where to turn?', async () => {
  const elder = citizen('1951-05-06', 781)
  await settleAllowance(elder)
  await deliver('population', [
    {
      keys: [elder.idNumber],
      record: { name: elder.name, birthDate: elder.birthOn, hukouRegion: '511402', lifeStatus: 'alive' },
    },
  ])
  const { body } = must(await apply(await tokenOf(elder), allowance(elder)), 201)
  expect(body).toMatchObject({ outcome: 'notAccepted', state: 'notAccepted', handedOverTo: null })
  // A region nobody has an agreement with is looked at here, as any other application.
  const who = somebody()
  const stranger = must(await apply(await tokenOf(who), { ...stated(who), handlingRegion: '511402' }), 201)
  expect(stranger.body).toMatchObject({ outcome: 'refer', handedOverTo: null })
  const own = must(await apply(await tokenOf(who), { ...stated(who), handlingRegion: '510116' }), 201)
  expect(own.body).toMatchObject({ outcome: 'refer', handedOverTo: null })
  // Before the agreement begins there is none.
  on('2026-02-27')
  const early = must(await apply(await tokenOf(who), stated(who)), 201)
  expect(early.body).toMatchObject({ handedOverTo: null })
})

test('does only what this region may look at keep it back: identity and form, all that is missing at once?', async () => {
  const who = somebody()
  const token = await tokenOf(who)
  const lacking = await expectRefused(
    () => apply(token, { ...stated(who), materials: [] }),
    [422, 'invalidInput'],
    [who.idNumber],
  )
  expect(lacking.body.errors).toMatchObject([
    { pointer: '/materials', detail: expect.stringContaining('design') },
  ])
  await expectRefused(() => apply(token, { ...stated(who), form: {} }), [422, 'invalidInput'], [who.idNumber])
  await expectRefused(() => apply(token, stated(somebody())), [403, 'notAllowed'], [who.idNumber])
  await expectRefused(
    () => apply(token, { ...stated(who), handlingRegion: '5001' }),
    [422, 'invalidInput'],
    [who.idNumber],
  )
})

test('does a pre-check of what is stated say the same as intake, and store and send nothing?', async () => {
  const who = somebody()
  const token = await tokenOf(who)
  const before = courier.drafts.length
  const seen = must(await precheck(token, stated(who), 'outdoor-advertising'), 200)
  const done = must(await apply(token, stated(who)), 201)
  for (const name of ['outcome', 'reasons', 'handedOverTo', 'dueOn', 'dueBasis', 'materials', 'result'])
    expect(seen.body[name], name).toEqual(done.body[name])
  expect(seen.body).toMatchObject({ caseNumber: null, state: null, next: [{ action: 'apply' }] })
  expect(courier.drafts.length).toBe(before + 1)
  await expectRefused(
    () => precheck(token, { ...stated(who), materials: [] }, 'outdoor-advertising'),
    [422, 'invalidInput'],
    [who.idNumber],
  )
})

test('how many times is the database asked: twice where the region is stated, three times where the rules find it?', async () => {
  const { counted, taken } = countTrips(DB)
  const isolate = coldIsolate({ DB: counted })
  const who = somebody()
  const token = await tokenOf(who)
  // What an isolate reads once when it starts is not counted.
  must(await apply(token, stated(who), nextKey(), isolate), 201)
  taken()
  must(await apply(token, stated(who), nextKey(), isolate), 201)
  expect(taken()).toBe(2)
  const elder = citizen('1952-05-06', 791)
  await settleAllowance(elder)
  await deliver('population', [
    {
      keys: [elder.idNumber],
      record: { name: elder.name, birthDate: elder.birthOn, hukouRegion: '500112', lifeStatus: 'alive' },
    },
  ])
  must(await apply(await tokenOf(elder), allowance(elder), nextKey(), isolate), 201)
  expect(taken()).toBe(3)
})

test('is the same request answered again, and nothing handed over twice?', async () => {
  const who = somebody()
  const key = nextKey()
  const token = await tokenOf(who)
  const first = must(await apply(token, stated(who), key), 201)
  const before = courier.drafts.length
  const again = must(await apply(token, stated(who), key, coldIsolate()), 201)
  expect(again.headers.get('Idempotency-Replayed')).toBe('true')
  expect({ ...again.body, elapsedMs: 0 }).toEqual({ ...first.body, elapsedMs: 0 })
  expect(courier.drafts.length).toBe(before)
})

test('is nothing received and nothing written while what it would be told cannot be sealed, and then all of it?', async () => {
  const away = coldIsolate({
    EXCHANGE: { ...courier, seal: () => Promise.reject(new Error('no such Worker')) },
  })
  const owner = somebody()
  const token = await tokenOf(owner)
  const key = nextKey()
  const before = await everyRow()
  const refused = await apply(token, stated(owner), key, away)
  expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])
  // A sequence number may be lost, nothing else.
  expect({ ...(await everyRow()), case_sequences: [] }).toEqual({ ...before, case_sequences: [] })
  must(await apply(token, stated(owner), key), 201)
})
