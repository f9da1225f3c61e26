import { type CaseEvent, eventHash } from '@tongban/cases'
import { GENESIS } from '@tongban/kernel'
import { beforeEach, expect, test } from 'vitest'
import {
  advertising,
  type Case,
  CHECK,
  clocksOf,
  handIn,
  on,
  PARTIES,
  readAsOwner,
  somebody,
  staffSubject,
  take,
} from '../../case-steps.ts'
import { type Answered, ask } from '../../kit.ts'
import { DB, must, tokenOf, worker } from '../../region.ts'

/** Interested parties, each with a time of its own (行政许可法 36, 47); who checks (34(3)) and who leads a hearing (48). */

beforeEach(() => on('2026-09-14'))

const advertisement = () => handIn((who) => advertising(who))
const tell = async (theCase: Case, names: readonly string[], untilOn?: string) =>
  must(
    await take(theCase, 'handler', 'notify-party', {
      parties: names.map((name) => ({ name })),
      interest: '采光',
      ...(untilOn === undefined ? {} : { untilOn }),
    }),
    200,
  )
const hear = (theCase: Case, party?: string) =>
  take(theCase, 'handler', 'party-statement', {
    statement: `${party}没有意见`,
    ...(party === undefined ? {} : { party }),
  })
async function decide(theCase: Case): Promise<Answered> {
  must(await take(theCase, 'handler', 'inspect', CHECK), 200)
  for (const role of ['handler', 'chief'] as const)
    must(await take(theCase, role, 'sign', { opinion: 'grant' }), 200)
  return take(theCase, 'chief', 'decide', { decision: 'grant' })
}
const guardOf = ({ status, body }: Answered) => [status, body.because]
const termsOf = (answer: Answered) => clocksOf(answer).filter((line) => line.startsWith('thirdParty/'))
const errorsOf = ({ status, body }: Answered) => [status, body.errors]

test('has a party who is told after the first has spoken its own time before the decision?', async () => {
  const theCase = await advertisement()
  await tell(theCase, ['演示邻居'], '2026-09-30')
  must(await hear(theCase, '演示邻居'), 200)
  on('2026-09-15')
  // 47(1): 16, 17, 18, 20 (a working Sunday), 21 September.
  expect(termsOf(await tell(theCase, ['演示邻居二']))).toEqual(['thirdParty/law 2026-09-21 running'])
  const early = await decide(theCase)
  expect(guardOf(early)).toMatchObject([409, { guard: 'thirdPartyTime', facts: { untilOn: '2026-09-21' } }])
  on('2026-09-22')
  must(await take(theCase, 'chief', 'decide', { decision: 'grant' }), 200)
})

test('does a second notice leave the first party its longer term, also where it names that party again?', async () => {
  const theCase = await advertisement()
  await tell(theCase, ['演示邻居'], '2026-09-30')
  const both = ['thirdParty/law 2026-09-20 running', 'thirdParty/promise 2026-09-30 running']
  expect(termsOf(await tell(theCase, ['演示 邻居', '演示邻居二']))).toEqual(both)
  must(await hear(theCase, '演示邻居二'), 200)
  expect(guardOf(await decide(theCase))).toMatchObject([409, { facts: { untilOn: '2026-09-30' } }])
})

test('is nobody heard who was not told, and does the refusal name who was?', async () => {
  const theCase = await advertisement()
  const nobody = await take(theCase, 'handler', 'hearing-request', { party: '演示邻居' })
  expect(errorsOf(nobody)).toMatchObject([
    422,
    [{ pointer: '/party', detail: expect.stringContaining('尚未告知') }],
  ])
  await tell(theCase, ['演示邻居', '演示邻居二'])
  for (const name of ['不存在的人', '邻居', undefined]) {
    const unknown = await hear(theCase, name)
    expect(errorsOf(unknown)).toMatchObject([422, [{ pointer: '/party' }]])
    expect(unknown.text).toContain('应为已经告知的利害关系人：演示邻居、演示邻居二。')
  }
  // Two spellings of one party are one party.
  must(await hear(theCase, '演示邻居'), 200)
  must(await hear(theCase, ' 演示　邻居'), 200)
  expect(guardOf(await decide(theCase))).toMatchObject([409, { guard: 'thirdPartyTime' }])
  must(await hear(theCase, '演示邻居二'), 200)
  must(await take(theCase, 'chief', 'decide', { decision: 'grant' }), 200)
  const { results } = await DB.prepare('SELECT data FROM case_events WHERE case_number = ?')
    .bind(theCase.number)
    .all<{ data: string }>()
  expect(results.map(({ data }) => data).join()).not.toContain('邻居')
})

test('is a party who speaks with its own sign-in and once through an official one party?', async () => {
  const theCase = await advertisement()
  const neighbour = { ...somebody(), name: '演示邻居乙' }
  const parties = [
    { name: neighbour.name, idKind: 'residentId', idNumber: neighbour.idNumber },
    { name: '演示邻居' },
  ]
  must(await take(theCase, 'handler', 'notify-party', { parties, interest: '采光' }), 200)
  const path = `/approvals/v1/cases/${theCase.number}/party-statement`
  must(await ask(worker, await tokenOf(neighbour), 'POST', path, { statement: '没有意见' }), 200)
  must(await hear(theCase, neighbour.name), 200)
  expect(guardOf(await decide(theCase))).toMatchObject([409, { guard: 'thirdPartyTime' }])
  must(await hear(theCase, '演示邻居'), 200)
  must(await take(theCase, 'chief', 'decide', { decision: 'grant' }), 200)
})

test('are two of one name in a notice told apart by their papers?', async () => {
  const theCase = await advertisement()
  const parties = [{ name: '演示邻居' }, { name: '演示邻居' }]
  const same = await take(theCase, 'handler', 'notify-party', { parties, interest: '采光' })
  expect(errorsOf(same)).toMatchObject([422, [{ pointer: '/parties/1' }]])
  const twins = [somebody(), somebody()].map(({ idNumber }) => ({
    name: '演示邻居',
    idKind: 'residentId',
    idNumber,
  }))
  must(await take(theCase, 'handler', 'notify-party', { parties: twins, interest: '采光' }), 200)
  expect(errorsOf(await hear(theCase, '演示邻居'))).toMatchObject([422, [{ pointer: '/party' }]])
})

test('is a party told by name, and then by its papers, one party in the case?', async () => {
  const theCase = await advertisement()
  await tell(theCase, ['演示邻居', '演示邻居二'])
  must(await hear(theCase, '演示邻居'), 200)
  const neighbour = { ...somebody(), name: '演示邻居' }
  const papers = { name: '演示邻居', idKind: 'residentId', idNumber: neighbour.idNumber }
  const notify = (party: object) =>
    take(theCase, 'handler', 'notify-party', { parties: [party], interest: '采光' })
  const unclear = await notify(papers)
  expect(errorsOf(unclear)).toMatchObject([
    422,
    [{ pointer: '/parties/0/isSame', detail: expect.stringContaining('isSame 填 true') }],
  ])
  must(await notify({ ...papers, isSame: true }), 200)
  // Heard already, and with no longer time than before: only the other party still has its own.
  const path = `/approvals/v1/cases/${theCase.number}`
  must(
    await ask(worker, await tokenOf(neighbour), 'POST', `${path}/party-statement`, { statement: '没有意见' }),
    200,
  )
  must(await hear(theCase, '演示邻居'), 200)
  must(await hear(theCase, '演示邻居二'), 200)
  must(await decide(theCase), 200)
})

test('is one of the same name with other papers a party of its own, where the official says so?', async () => {
  const theCase = await advertisement()
  await tell(theCase, ['演示邻居'])
  must(await hear(theCase, '演示邻居'), 200)
  const other = { name: '演示邻居', idKind: 'residentId', idNumber: somebody().idNumber, isSame: false }
  must(await take(theCase, 'handler', 'notify-party', { parties: [other], interest: '采光' }), 200)
  expect(guardOf(await decide(theCase))).toMatchObject([409, { guard: 'thirdPartyTime' }])
})

test('does one party make a case longer by its statements only as often as the policy lets it?', async () => {
  const theCase = await advertisement()
  const neighbour = { ...somebody(), name: '演示邻居丙' }
  const parties = [{ name: neighbour.name, idKind: 'residentId', idNumber: neighbour.idNumber }]
  must(await take(theCase, 'handler', 'notify-party', { parties, interest: '采光' }), 200)
  const path = `/approvals/v1/cases/${theCase.number}/party-statement`
  const state = async (who: typeof neighbour, at: number) =>
    ask(worker, await tokenOf(who), 'POST', path, { statement: `第${at}次` })
  for (let at = 1; at <= 20; at += 1) must(await state(neighbour, at), 200)
  const more = await state(neighbour, 21)
  expect(guardOf(more)).toMatchObject([409, { guard: 'statementsMany', facts: { most: 20 } }])
  expect(more.body.detail).toContain('每人在一件办件中最多陈述、申辩20次')
  must(await state(theCase.owner, 1), 200)
})

test('does a right that nobody used end unused, also once the case is decided?', async () => {
  const theCase = await advertisement()
  must(await take(theCase, 'handler', 'notify-party', PARTIES), 200)
  on('2026-09-23')
  const term = ({ body }: Answered) =>
    (body.limits as { step: string; sentence: { zh: string } }[]).find(({ step }) => step === 'thirdParty')
  const lapsed = {
    status: 'ended',
    endedOn: '2026-09-20',
    overdue: null,
    sentence: { zh: expect.stringContaining('期内没有人行使这项权利') },
  }
  expect(term(must(await readAsOwner(theCase), 200))).toMatchObject(lapsed)
  must(await decide(theCase), 200)
  expect(term(must(await readAsOwner(theCase), 200))).toMatchObject(lapsed)
})

test('is a check made by two of the department’s own staff of that day, and recorded by one of them?', async () => {
  const theCase = await advertisement()
  const [one, two] = CHECK.officials
  const stranger = { subject: 'nobody', name: '甲' }
  const check = async (officials: readonly object[], subject?: string) =>
    errorsOf(
      await take(
        theCase,
        'handler',
        'inspect',
        { ...CHECK, officials },
        subject === undefined ? {} : { subject },
      ),
    )
  expect(await check([stranger, { subject: 'nobody-2', name: '乙' }])).toMatchObject([
    422,
    [{ pointer: '/officials/0' }, { pointer: '/officials/1' }],
  ])
  expect(await check([{ subject: staffSubject('handler', 'police'), name: '丙' }, { ...one }])).toMatchObject(
    [422, [{ pointer: '/officials/0' }]],
  )
  expect(await check([{ ...one }, { ...two }, { ...one }])).toMatchObject([
    422,
    [{ pointer: '/officials/2' }],
  ])
  expect(await check([{ ...one }, { ...two }], 'somebody-else')).toMatchObject([
    422,
    [{ pointer: '/officials/0' }],
  ])
  must(await take(theCase, 'handler', 'inspect', CHECK, { subject: staffSubject('handler-2') }), 200)
})

test('is a hearing led by none who checked, and does whoever led it neither sign nor decide?', async () => {
  const theCase = await advertisement()
  must(await take(theCase, 'handler', 'inspect', CHECK), 200)
  const hearing = (role: string) =>
    take(theCase, 'handler', 'hearing', {
      place: '演示会议室',
      chair: { subject: staffSubject(role), name: '演示主持' },
      officials: ['演示人员1'],
      participants: ['演示邻居'],
      statements: ['没有意见'],
    })
  for (const role of ['handler', 'handler-2'])
    expect(guardOf(await hearing(role))).toMatchObject([409, { guard: 'chairExamined' }])
  must(await hearing('chief'), 200)
  must(await take(theCase, 'handler', 'sign', { opinion: 'grant' }), 200)
  const signs = await take(theCase, 'chief', 'sign', { opinion: 'grant' })
  expect(guardOf(signs)).toMatchObject([409, { guard: 'chairExamines' }])
  must(await take(theCase, 'chief', 'sign', { opinion: 'grant' }, { subject: 'another-chief' }), 200)
  expect(guardOf(await take(theCase, 'chief', 'decide', { decision: 'grant' }))).toMatchObject([
    409,
    { guard: 'chairExamines' },
  ])
})

test('is a step that is not possible refused for that, and not for how it was filled in?', async () => {
  const theCase = await advertisement()
  const early = await take(theCase, 'handler', 'deliver', { method: 'direct', receiver: '甲' })
  expect([early.status, early.body.errors]).toEqual([409, undefined])
  const untold = await hear(theCase, '演示邻居')
  expect(guardOf(untold)).toMatchObject([409, { guard: 'noPartyNotified' }])
})

test('does an event name a party by a key of the case, and nothing in the chain lead to the person?', async () => {
  const theCase = await advertisement()
  const neighbour = { ...somebody(), name: '演示邻居丁' }
  const papers = { name: neighbour.name, idKind: 'residentId', idNumber: neighbour.idNumber }
  await tell(theCase, ['演示邻居'])
  must(await take(theCase, 'handler', 'notify-party', { parties: [papers], interest: '采光' }), 200)
  const path = `/approvals/v1/cases/${theCase.number}`
  must(
    await ask(worker, await tokenOf(neighbour), 'POST', `${path}/party-statement`, { statement: '没有意见' }),
    200,
  )
  const rows = async (sql: string) =>
    (await DB.prepare(sql).bind(theCase.number).all<Record<string, string>>()).results
  const parties = await rows(
    'SELECT party_key, party_index FROM case_parties WHERE case_number = ? ORDER BY 1',
  )
  expect(parties.map(({ party_key: key }) => key)).toEqual(['party/1', 'party/2'])
  const events = await rows(
    'SELECT type, actor_subject, data FROM case_events WHERE case_number = ? ORDER BY seq',
  )
  expect(events.map(({ type, actor_subject: subject }) => [type, subject]).at(-1)).toEqual([
    'thirdPartyStated',
    'party/2',
  ])
  for (const { party_index: index } of parties) expect(JSON.stringify(events)).not.toContain(index)
  // The party still finds the case, and only its own part of it.
  const seen = must(await ask(worker, await tokenOf(neighbour), 'GET', path), 200)
  const words = (seen.body.timeline as { type: string; words: object | null }[]).filter(
    (each) => each.words !== null,
  )
  expect(words.map(({ type }) => type)).toEqual(['thirdPartyNotified', 'thirdPartyStated'])
  expect((await ask(worker, await tokenOf(somebody()), 'GET', path)).status).toBe(404)
})

test('does a notice of before keys were kept still let its party speak?', async () => {
  const theCase = await advertisement()
  const neighbour = { ...somebody(), name: '演示邻居戊' }
  const papers = { name: neighbour.name, idKind: 'residentId', idNumber: neighbour.idNumber }
  must(await take(theCase, 'handler', 'notify-party', { parties: [papers], interest: '采光' }), 200)
  // As events were then: the index itself stood in the chain.
  const { results } = await DB.prepare('SELECT party_index FROM case_parties WHERE case_number = ?')
    .bind(theCase.number)
    .all()
  const index = String(results[0]?.party_index)
  await renameParty(theCase.number, index)
  const path = `/approvals/v1/cases/${theCase.number}`
  must(
    await ask(worker, await tokenOf(neighbour), 'POST', `${path}/party-statement`, { statement: '没有意见' }),
    200,
  )
  must(await hear(theCase, neighbour.name), 200)
  must(await decide(theCase), 200)
})

/** Writes the notice of a case anew, with the index of its party in place of its key, and the chain after it. */
async function renameParty(caseNumber: string, index: string): Promise<void> {
  await DB.prepare('DELETE FROM case_parties WHERE case_number = ?').bind(caseNumber).run()
  const { results } = await DB.prepare('SELECT * FROM case_events WHERE case_number = ? ORDER BY seq')
    .bind(caseNumber)
    .all<{
      seq: number
      type: CaseEvent['type']
      at: number
      actor_kind: CaseEvent['actorKind']
      actor_subject: string
      data: string
    }>()
  let previous = GENESIS
  for (const { seq, type, at, actor_kind: actorKind, actor_subject: actorSubject, data: text } of results) {
    const data = JSON.parse(text.replace('party/1', index))
    const hash = await eventHash(caseNumber, { seq, type, at, actorKind, actorSubject, data }, previous)
    await DB.prepare('UPDATE case_events SET data = ?, hash = ? WHERE case_number = ? AND seq = ?')
      .bind(JSON.stringify(data), hash, caseNumber, seq)
      .run()
    previous = hash
  }
  await DB.prepare('UPDATE cases SET head_hash = ? WHERE case_number = ?').bind(previous, caseNumber).run()
}
