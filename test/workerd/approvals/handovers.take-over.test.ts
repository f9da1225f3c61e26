import { canonicalJson, sha256Hex } from '@tongban/kernel'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { countTrips } from '../../counted-database.ts'
import {
  agreed,
  applyHere,
  arrived,
  asJson,
  courier,
  FROM,
  handoverIn,
  messageIn,
  rowsOf,
  type Submitted,
  submitted,
  take,
  toldIn,
  typesTold,
} from '../../handed-over.ts'
import { ask, official } from '../../kit.ts'
import { eventsIn, licencesIn } from '../../licences.ts'
import {
  allowance,
  asOfficial,
  type Citizen,
  citizen,
  DB,
  deliver,
  everyRow,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  settleAllowance,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/**
 * An application that another region took in and this one decides: the same intake as at home, under the number it has
 * there, and everything told back in the batch that changes the case.
 */
const DAY_MS = 86_400_000
const aged69 = citizen('1957-06-01')
const elsewhere = citizen('1950-07-08')

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged69, elsewhere)
  await deliver('population', [
    {
      keys: [elsewhere.idNumber],
      record: { birthDate: elsewhere.birthOn, hukouRegion: FROM, lifeStatus: 'alive' },
    },
  ])
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

/** The allowance, as the partner hands it over for this person. */
const handed = (
  person: Citizen,
  { application = allowance(person), ...sent }: Submitted & { readonly application?: object } = {},
) => submitted(person, { ...application }, sent)

test('is an application handed over by a partner decided by the rules here at once, its licence signed, and all of it told back?', async () => {
  const person = await newcomer()
  const opened = await handed(person)
  const number = opened.message.subject
  expect(await take(opened)).toEqual({ state: 'applied' })

  const events = await eventsIn(number)
  expect(
    events.map(({ type, actorKind, actorSubject }) => [type, actorKind, actorSubject.slice(0, 6)]),
  ).toEqual([
    ['received', 'partner', FROM],
    ['accepted', 'machine', 'rules:'],
    ['granted', 'machine', 'rules:'],
  ])
  // The receipt is that of the partner; acceptance and decision are of this instant.
  expect(events.map(({ at }) => at)).toEqual([NOW - 60_000, NOW, NOW])
  expect(await handoverIn(number)).toMatchObject({
    partner: FROM,
    role: 'handling',
    custody: 'here',
    mode: 'online',
    received_at: NOW - 60_000,
    handler_received_at: NOW,
    accepted_at: NOW,
    decided_at: NOW,
    in_seq: 1,
    in_head: opened.digest,
    out_seq: 3,
    passed: '["500112"]',
  })
  const told = await toldIn(number)
  expect(told.map(({ type, seq, state }) => [type, seq, state])).toEqual([
    ['case.accepted', 1, 'waiting'],
    ['case.decided', 2, 'waiting'],
    ['case.result-delivered', 3, 'waiting'],
  ])
  expect(messageIn(told[1]).data).toMatchObject({
    outcome: 'granted',
    automatic: true,
    rules: { version: '1' },
    decidedOn: '2026-11-23',
    deadline: { state: 'none', dueOn: null },
    head: { seq: 3, hash: events[2]?.hash },
  })
  expect((await handoverIn(number))?.out_head).toBe(told[2]?.digest)
  expect(courier.sent.at(-1)).toEqual([FROM])
  const inbox = (await rowsOf('exchange_messages', number)).find(({ direction }) => direction === 'in')
  expect(inbox).toMatchObject({ state: 'applied' })

  const [licence] = await licencesIn(number)
  const result = courier.personalOf('case.result-delivered') as {
    licences: { identifier: string; credential: string }[]
  }
  expect(result.licences.map(({ identifier }) => identifier)).toEqual([licence?.identifier])
  const verified = await ask(worker, null, 'POST', '/licences/v1/verify', {
    credential: result.licences[0]?.credential,
  })
  expect(verified.body).toMatchObject({ valid: true, claims: { holderName: person.name } })
  const decided = courier.personalOf('case.decided') as { documents: { text: string; digest: string }[] }
  const [document] = decided.documents
  expect(document?.text).toContain('准予')
  expect(await sha256Hex(document?.text ?? '')).toBe(document?.digest)
  for (const row of told) {
    expect(String(row.body)).not.toContain(person.name)
    expect(String(row.body)).not.toContain(person.idNumber)
  }
})

test('can whoever applied there read the case here with their own token, and nobody else?', async () => {
  const person = await newcomer()
  const opened = await handed(person)
  await take(opened)
  const path = `/approvals/v1/cases/${opened.message.subject}`
  const { body } = must(await ask(worker, await tokenOf(person), 'GET', path), 200)
  expect(body).toMatchObject({ state: 'granted' })
  expect((await ask(worker, await tokenOf(await newcomer()), 'GET', path)).status).toBe(404)
})

test('does the same message once more, and twice at once, change nothing?', async () => {
  const opened = await handed(await newcomer())
  expect(await take(opened)).toEqual({ state: 'applied' })
  const before = await everyRow()
  expect(await take(opened)).toEqual({ state: 'applied' })
  expect(await everyRow()).toEqual(before)

  const other = await handed(await newcomer())
  const states = (await Promise.all([take(other), take(other), take(other)])).map(({ state }) => state)
  expect(states).toContain('applied')
  expect(states.every((state) => state === 'applied' || state === 'later')).toBe(true)
  expect(await eventsIn(other.message.subject)).toHaveLength(3)
  expect(await typesTold(other.message.subject)).toHaveLength(3)
  expect(await take(other)).toEqual({ state: 'applied' })
})

test('does taking over cost one read and one write, and an application at home none more than before?', async () => {
  const { counted, taken } = countTrips(DB)
  const opened = await handed(await newcomer())
  await take(await handed(await newcomer()), { DB: counted })
  taken()
  await take(opened, { DB: counted })
  expect(taken()).toBe(2)
})

test('does a person here decide what the rules do not approve, and is the day owed the one that the case itself shows?', async () => {
  const opened = await handed(aged69)
  const number = opened.message.subject
  expect(await take(opened)).toEqual({ state: 'applied' })
  expect((await eventsIn(number)).map(({ type }) => type)).toEqual(['received', 'accepted', 'referred'])
  const told = await toldIn(number)
  expect(told.map(({ type }) => type)).toEqual(['case.accepted'])
  const { body } = must(await ask(worker, await tokenOf(aged69), 'GET', `/approvals/v1/cases/${number}`), 200)
  const { deadline } = messageIn(told[0]).data as { deadline: { dueOn: string; step: string } }
  expect(deadline.dueOn).toBe(body.dueOn)
  expect(JSON.parse(String((await handoverIn(number))?.deadline))).toEqual(deadline)
  const list = await ask(
    worker,
    await sign('h-1', official('handler')),
    'GET',
    '/approvals/v1/cases?list=department',
  )
  expect(must(list, 200).text).toContain(number)
})

test('does what another region decides go back with its reason, and stand here as no case?', async () => {
  const opened = await handed(elsewhere)
  const number = opened.message.subject
  expect(await take(opened)).toEqual({ state: 'applied' })
  expect(await rowsOf('cases', number)).toEqual([])
  expect(await handoverIn(number)).toMatchObject({
    custody: 'there',
    closed_at: NOW,
    passed: '["500112","510116"]',
    out_seq: 1,
    in_seq: 1,
  })
  const [told] = await toldIn(number)
  expect(messageIn(told)).toMatchObject({
    type: 'case.returned',
    data: { code: 'notCompetent', path: ['500112', '510116'], handlerReceivedAt: NOW },
  })
  expect(courier.personalOf('case.returned')).toMatchObject({ reasons: [{ zh: expect.any(String) }] })
  const before = await everyRow()
  expect(await take(opened)).toEqual({ state: 'applied' })
  expect(await everyRow()).toEqual(before)
})

test('is an application that is wrong for this region not taken, with every error sealed and none in the open?', async () => {
  const person = await newcomer()
  const application = allowance(person, { form: { payee: { account: 1 } } })
  const opened = await handed(person, { application })
  const number = opened.message.subject
  expect(await take(opened)).toEqual({ state: 'applied' })
  expect(await rowsOf('cases', number)).toEqual([])
  const [told] = await toldIn(number)
  expect(messageIn(told)).toMatchObject({ type: 'case.refused', data: { code: 'invalidInput' } })
  expect(courier.personalOf('case.refused')).toMatchObject({
    errors: [{ pointer: '/form/payee/account', zh: expect.any(String), en: expect.any(String) }],
  })
  expect(await take(await handed(person, { application: { nothing: true } }))).toMatchObject({
    state: 'refused',
    code: 'contentRefused',
  })
})

test('does an application that a window there handed in stand as seen in person, and one for somebody else as not proven?', async () => {
  const person = await newcomer()
  const byWindow = await handed(person, {
    application: allowance(person, { representation: { kind: 'staffAssisted' }, channel: 'window' }),
    submitter: {
      kind: 'official',
      name: person.name,
      idKind: 'residentId',
      idNumber: person.idNumber,
      realNameLevel: 'L3',
    },
  })
  await take(byWindow)
  expect((await eventsIn(byWindow.message.subject)).map(({ type }) => type)).toContain('granted')

  const victim = await newcomer()
  const stranger = await handed(victim, {
    submitter: {
      kind: 'applicant',
      name: aged69.name,
      idKind: 'residentId',
      idNumber: aged69.idNumber,
      realNameLevel: 'L3',
    },
  })
  await take(stranger)
  expect(await typesTold(stranger.message.subject)).toEqual(['case.refused'])
})

test('does a supplement handed in there reach the case here, and is one that nobody asked for refused?', async () => {
  const person = await newcomer()
  const opened = await handed(person, { application: allowance(person, { form: {} }) })
  const number = opened.message.subject
  await take(opened)
  expect(await typesTold(number)).toEqual(['case.supplement-requested'])
  const supplement = {
    materials: [],
    form: { payee: { account: person.account } },
    by: 'applicant',
    files: [],
  }
  const provided = async (seq: number, content: object = supplement) => {
    const contentDigest = await sha256Hex(canonicalJson(asJson(content)))
    const data = { providedAt: Date.now(), contentDigest }
    return arrived(number, 'case.supplement-provided', seq, data, content)
  }
  expect(await applyHere(await provided(2))).toEqual({ state: 'applied' })
  const last = (await eventsIn(number)).at(-1)
  expect([last?.type, last?.actorKind, last?.actorSubject]).toEqual(['supplemented', 'applicant', FROM])
  expect(await handoverIn(number)).toMatchObject({ in_seq: 2 })
  expect(await applyHere(await provided(3))).toMatchObject({ state: 'refused', code: 'notAsked' })
  expect(await handoverIn(number)).toMatchObject({ in_seq: 3 })
})

test('handed in at a window there on Tuesday and carried until Friday: does the notice run from Tuesday?', async () => {
  const person = await newcomer()
  const opened = await handed(person, { application: allowance(person, { form: {} }) })
  const number = opened.message.subject
  await take(opened)
  const content = { materials: [], form: { payee: { account: person.account } }, by: 'official', files: [] }
  const contentDigest = await sha256Hex(canonicalJson(asJson(content)))
  const tuesday = NOW + DAY_MS
  vi.setSystemTime(NOW + 4 * DAY_MS)
  const data = { providedAt: tuesday, contentDigest }
  expect(await applyHere(await arrived(number, 'case.supplement-provided', 2, data, content))).toEqual({
    state: 'applied',
  })
  // From Tuesday the 24th: 25, 26, 27, 30, and 1 December.
  expect((await rowsOf('cases', number))[0]).toMatchObject({ state: 'received', due_on: '2026-12-01' })
  expect(JSON.parse(String((await handoverIn(number))?.deadline))).toMatchObject({ dueOn: '2026-12-01' })
  expect(await typesTold(number)).toEqual(['case.supplement-requested', 'case.deadline-told'])
})

test('does the order here decide where a withdrawal crosses a decision?', async () => {
  const withdrawal = (number: string, seq = 2) =>
    arrived(number, 'case.withdrawn', seq, { on: '2026-11-23', at: Date.now() }, null)
  const decided = await handed(await newcomer())
  await take(decided)
  const before = await eventsIn(decided.message.subject)
  expect(await applyHere(await withdrawal(decided.message.subject))).toMatchObject({
    state: 'refused',
    code: 'alreadyDecided',
  })
  expect(await eventsIn(decided.message.subject)).toEqual(before)

  const waiting = await handed(aged69)
  const number = waiting.message.subject
  await take(waiting)
  expect(await applyHere(await withdrawal(number))).toEqual({ state: 'applied' })
  expect((await rowsOf('cases', number))[0]).toMatchObject({ state: 'withdrawn' })
  expect(await typesTold(number)).toEqual(['case.accepted', 'case.withdrawn'])
  expect(await handoverIn(number)).toMatchObject({ closed_at: NOW, out_seq: 2, in_seq: 2 })
  const refused = await asOfficial('handler', 'POST', `/approvals/v1/cases/${number}/sign`, {
    opinion: 'grant',
  })
  expect(refused.status).toBeGreaterThanOrEqual(400)
})

test('is a case urged there marked so here, and one that is closed there closed?', async () => {
  const waiting = await handed(aged69)
  const number = waiting.message.subject
  await take(waiting)
  expect(
    await applyHere(await arrived(number, 'case.urged', 2, { at: NOW, on: '2026-11-23' }, null)),
  ).toEqual({
    state: 'applied',
  })
  expect((await eventsIn(number)).at(-1)).toMatchObject({ type: 'urgedByPartner', actorKind: 'partner' })
  expect((await rowsOf('cases', number))[0]).toMatchObject({ state: 'inReview' })
  const evaluation = { at: NOW, on: '2026-11-23' }
  const rating = {
    serviceNumber: 1,
    level: 5,
    options: ['510'],
    dictionary: '2021',
    revision: 1,
    anonymous: true,
    channel: 'web',
    text: '好',
    evaluatorName: null,
  }
  expect(await applyHere(await arrived(number, 'case.evaluated', 3, evaluation, rating))).toEqual({
    state: 'applied',
  })
  expect(await rowsOf('exchange_contents', number)).toMatchObject([{ seq: 3, direction: 'in' }])
  const end = { at: NOW + DAY_MS, on: '2026-11-24', verified: true }
  // Nothing is decided yet: it stays open, and whose word that was is told so.
  const early = await applyHere(await arrived(number, 'case.closed', 4, end, null))
  expect(early).toMatchObject({ state: 'refused', code: 'notDecided' })
  expect(await handoverIn(number)).toMatchObject({ closed_at: null, in_seq: 3, out_seq: 1 })

  const granted = await handed(await newcomer())
  await take(granted)
  const closing = await arrived(granted.message.subject, 'case.closed', 2, end, null)
  expect(await applyHere(closing)).toEqual({ state: 'applied' })
  expect(await handoverIn(granted.message.subject)).toMatchObject({ closed_at: NOW, in_seq: 2, out_seq: 3 })
})

test('is the case of one partner none to another, and is a number that stands for another case not given away?', async () => {
  const opened = await handed(await newcomer())
  await take(opened)
  const data = { ...opened.message.data, path: ['511402'] }
  const other = { ...opened, message: { ...opened.message, source: '511402', data } }
  expect(await take(other)).toMatchObject({ state: 'refused', code: 'numberTaken' })
  const urged = await arrived(opened.message.subject, 'case.urged', 2, { at: NOW, on: '2026-11-23' }, null)
  expect(await applyHere({ ...urged, message: { ...urged.message, source: '511402' } })).toMatchObject({
    state: 'refused',
    code: 'unknownCase',
  })
})

// Last: the registers are delivered anew, as of a day on which no other test stands.
test('is what lay too long on its way accepted by silence from the receipt there, and is nothing asked for any more?', async () => {
  const receivedAt = NOW
  vi.setSystemTime(NOW + 10 * DAY_MS)
  // Ten working days to hand over are agreed: that long its receipt there may lie back.
  const limits = {
    acceptAndPushWorkdays: 10,
    paperPostWorkdays: 2,
    recheckWorkdays: 1,
    resultPostWorkdays: 1,
  }
  const slowly = () => agreed('elderly-allowance', 'online', { terms: { limits } })
  const late = await handed(await newcomer(), { receivedAt })
  await slowly()
  await take(late)
  expect((await eventsIn(late.message.subject)).map(({ type }) => type)).toEqual([
    'received',
    'deemedAccepted',
    'granted',
  ])
  const [accepted] = await toldIn(late.message.subject)
  expect(messageIn(accepted).data).toMatchObject({
    deemed: true,
    acceptedOn: '2026-11-23',
    acceptedAt: receivedAt,
    handlerReceivedAt: NOW + 10 * DAY_MS,
  })

  const person = await newcomer()
  const lacking = await handed(person, { receivedAt, application: allowance(person, { form: {} }) })
  await slowly()
  await take(lacking)
  const number = lacking.message.subject
  expect((await eventsIn(number)).map(({ type }) => type)).toEqual(['received', 'deemedAccepted', 'referred'])
  expect(await typesTold(number)).toEqual(['case.accepted'])
  // Nothing is asked for: it is with a person, whatever the rules would have asked.
  expect((await rowsOf('cases', number))[0]).toMatchObject({ state: 'inReview', outcome: 'refer' })
  expect(await rowsOf('documents', number)).toMatchObject([{ kind: 'acceptance' }])
})

test('is what no agreement covers turned down where a case would begin, whichever way it has come in?', async () => {
  const application = allowance(aged69)
  const elsewhereAgreed = await submitted(aged69, application)
  await agreed('elderly-allowance', 'online', { endedOn: '2020-02-01' })
  const ended = await take(elsewhereAgreed)
  expect(ended).toMatchObject({ state: 'refused', code: 'noAgreement' })
  const neverAgreed = await submitted(aged69, application)
  await agreed('never-agreed', 'online')
  expect(await take(neverAgreed)).toMatchObject({ state: 'refused', code: 'noAgreement' })
  for (const { message } of [elsewhereAgreed, neverAgreed]) {
    expect(await handoverIn(message.subject)).toBeUndefined()
    expect(await rowsOf('cases', message.subject)).toEqual([])
  }
})
