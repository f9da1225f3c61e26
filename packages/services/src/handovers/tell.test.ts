import { nationalCalendar } from '@tongban/calendar'
import { append, type CaseEvent, type CaseFold } from '@tongban/cases'
import { NO_MESSAGE_BEFORE, NO_OFFICE_KEY } from '@tongban/exchange'
import { messageSchema } from '@tongban/exchange/wire'
import { makeCaseNumber } from '@tongban/kernel'
import { type HandoverRow, insertHandover } from '@tongban/store'
import { expect, test } from 'vitest'
import { memoryCourier } from '../../../../test/memory-courier.ts'
import { happeningOf, instant, planOf } from '../../../cases/test/story.ts'
import type { Context } from '../context.ts'
import { HAND, LEASE_MS } from '../exchange/outbox.ts'
import { deadlineOf } from './deadline.ts'
import { NO_PAPERS, type Papers } from './papers.ts'
import { sendTold, tellPartners, whereSealed } from './tell.ts'

const CASE = makeCaseNumber('510116', '2026-11-23', 1)
const AT = instant('2026-12-31')
const policy = { plan: planOf('notice 5; decision 20'), calendar: nationalCalendar }
const digest = 'a'.repeat(64)

const HANDOVER: HandoverRow = {
  caseNumber: CASE,
  partner: '510116',
  role: 'handling',
  mode: 'online',
  custody: 'here',
  itemCode: 'elderly-allowance',
  office: '*',
  agreementId: 'cy-1',
  agreementVersion: 1,
  routeVersion: 'r1',
  outSeq: 0,
  outHead: NO_MESSAGE_BEFORE,
  inSeq: 1,
  inHead: digest,
  receivedAt: instant('2026-11-20'),
  transferredAt: instant('2026-11-20'),
  handlerReceivedAt: instant('2026-11-23'),
  acceptedAt: null,
  decidedAt: null,
  closedAt: null,
  deadline: null,
  passed: '["510116"]',
  updatedAt: 0,
}

let ids = 0
const nextId = () => {
  ids += 1
  return `01890000-0000-7000-8000-${String(ids).padStart(12, '0')}`
}
const courier = memoryCourier('500112')
const after: Promise<unknown>[] = []
/** Guarantee: telling asks of its context no more than this. */
const ctx = {
  actor: { kind: 'clock', subject: 'cron' },
  requestId: 'test',
  log: () => undefined,
  clock: { now: () => AT },
  ids: { uuid: nextId },
  courier,
  after: (work: Promise<unknown>) => after.push(work),
} as unknown as Context

async function eventsOf(story: string): Promise<{ events: readonly CaseEvent[]; fold: CaseFold }> {
  const result = await append(CASE, null, story.split('; ').map(happeningOf))
  if (!result.ok) throw new Error(story)
  return result.value
}

/** The messages of a story whose first `before` events were told before. */
async function told(story: string, before = 1, papers: Papers = NO_PAPERS, handover = HANDOVER) {
  const { events, fold } = await eventsOf(story)
  const from = courier.drafts.length
  const about = { row: { caseNumber: CASE }, handovers: [handover], policy, events: events.slice(0, before) }
  const out = await tellPartners(ctx, about, events.slice(before), fold, papers)
  return { out, drafts: courier.drafts.slice(from) }
}

const RECEIVED = '2026-11-20 received'
const LICENCE = '1.2.156.3005.2.11510116MB000001X.11510116MB000001X.AAAA.001.0'

test('does every message of a case in its whole life pass the schema that the partner checks it by?', async () => {
  const stories = [
    `${RECEIVED}; 2026-11-23 accepted; 2026-11-24 suspended ground=hearing neededWorkdays=3; 2026-11-27 resumed suspension=3; 2026-11-30 extended workdays=10; 2026-12-01 granted licence=${LICENCE} credentialDigest=${digest}; 2026-12-02 delivered method=electronic; 2026-12-03 corrected; 2026-12-04 annulled ground=69`,
    `${RECEIVED}; 2026-11-23 supplementRequested; 2026-11-24 supplemented; 2026-11-25 accepted; 2026-11-25 referred; 2026-11-26 refused ground=38; 2026-11-30 annulled ground=69; 2026-12-02 reopened`,
    `${RECEIVED}; 2026-11-23 supplementRequested untilOn=2026-12-04; 2026-12-07 abandoned ground=x`,
    `${RECEIVED}; 2026-11-23 notRequired`,
    `${RECEIVED}; 2026-11-23 notAccepted`,
    `${RECEIVED}; 2026-11-23 returned`,
    `${RECEIVED}; 2026-11-30 deemedAccepted effectiveOn=2026-11-20; 2026-12-01 withdrawn`,
  ]
  const types = new Set<string>()
  for (const story of stories) {
    const { drafts } = await told(story)
    for (const draft of drafts) {
      types.add(draft.type)
      const [{ message } = { message: null }] = await courier.seal([draft])
      const read = messageSchema.safeParse(message)
      expect(read.success ? null : [draft.type, draft.data, read.error.issues], story).toBeNull()
    }
  }
  expect([...types].sort()).toEqual([
    'case.accepted',
    'case.clock-extended',
    'case.clock-paused',
    'case.clock-resumed',
    'case.deadline-told',
    'case.decided',
    'case.result-delivered',
    'case.supplement-requested',
    'case.withdrawn',
  ])
})

test.each([
  ['2026-11-24 notAccepted', 'case.decided'],
  ['2026-11-24 supplementRequested', 'case.supplement-requested'],
  ['2026-11-24 withdrawn', 'case.withdrawn'],
])('after %s, does the first word, %s, say when the case came there?', async (event, type) => {
  const { drafts } = await told(`${RECEIVED}; ${event}`)
  const { handlerReceivedAt } = HANDOVER
  expect(drafts[0]).toMatchObject({ type, data: { handlerReceivedAt } })
  // Said with the acceptance, it is not said again.
  const accepted = { ...HANDOVER, outSeq: 1, acceptedAt: instant('2026-11-23') }
  const later = await told(`${RECEIVED}; 2026-11-23 accepted; 2026-11-24 withdrawn`, 2, NO_PAPERS, accepted)
  expect(later.drafts.map(({ data }) => data)).not.toContainEqual(
    expect.objectContaining({ handlerReceivedAt }),
  )
})

test('are messages numbered on from the last, and does the hand-over keep where they end?', async () => {
  const story = `${RECEIVED}; 2026-11-23 accepted; 2026-11-23 granted`
  const { out, drafts } = await told(story, 1, NO_PAPERS, { ...HANDOVER, outSeq: 4, outHead: digest })
  expect(drafts.map(({ type, seq, previous }) => [type, seq, previous === digest])).toEqual([
    ['case.accepted', 5, true],
    ['case.decided', 6, false],
    ['case.result-delivered', 7, false],
  ])
  const inserts = out.statements.filter(({ sql }) => sql.startsWith('insert into exchange_messages'))
  expect(inserts).toHaveLength(3)
  const kept = out.statements.find(({ sql }) => sql.startsWith('update handovers'))
  expect(kept?.params).toContain(7)
  expect(kept?.params).toContain(inserts[2]?.params[7])
  sendTold(ctx, out)
  await Promise.all(after)
  expect(courier.sent.at(-1)).toEqual(['510116'])
})

test('is what somebody here asked for handed on already leased, and what cron does left to whoever drains?', async () => {
  const { events, fold } = await eventsOf(`${RECEIVED}; 2026-11-23 accepted`)
  const about = { row: { caseNumber: CASE }, handovers: [HANDOVER], policy, events: events.slice(0, 1) }
  const asked = { ...ctx, actor: { kind: 'official', subject: 'h' } } as unknown as Context
  const out = await tellPartners(asked, about, events.slice(1), fold)
  const insert = out.statements.find(({ sql }) => sql.startsWith('insert into exchange_messages'))
  expect(insert?.params).toEqual(expect.arrayContaining([HAND, AT + LEASE_MS]))
  sendTold(asked, out)
  await Promise.all(after)
  expect(courier.handed.at(-1)).toEqual({ holder: HAND, messages: out.inHand })
  expect((await tellPartners(ctx, about, events.slice(1), fold)).inHand).toBeUndefined()
})

test('does a courier that does not answer make a failure, and every other error stay one?', async () => {
  const { events, fold } = await eventsOf(`${RECEIVED}; 2026-11-23 accepted`)
  const about = { row: { caseNumber: CASE }, handovers: [HANDOVER], policy, events: events.slice(0, 1) }
  const away = { ...courier, seal: () => Promise.reject(new Error('no such Worker')) }
  const telling = () => tellPartners({ ...ctx, courier: away }, about, events.slice(1), fold)
  expect(await whereSealed(telling)).toEqual({
    ok: false,
    failure: { code: 'unavailable', what: 'service' },
  })
  const keyless = { ...courier, seal: () => Promise.reject(new Error(`510116: ${NO_OFFICE_KEY} *`)) }
  expect(
    await whereSealed(() => tellPartners({ ...ctx, courier: keyless }, about, events.slice(1), fold)),
  ).toMatchObject({ failure: { code: 'unavailable', what: 'partnerKey' } })
  await expect(whereSealed(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
})

test('is a case that is reopened open on the row again, and one that is closed meanwhile left closed?', async () => {
  const sqlOf = async (story: string, before: number) =>
    (await told(story, before)).out.statements
      .map(({ sql }) => sql)
      .filter((sql) => sql.startsWith('update handovers'))
  const story = `${RECEIVED}; 2026-11-23 accepted; 2026-11-25 referred; 2026-11-26 refused ground=38; 2026-11-30 annulled ground=69; 2026-12-02 reopened`
  const [opened, kept] = await sqlOf(story, 5)
  expect(opened).toContain('set closed_at = ?')
  expect(kept).toContain('coalesce(?, handovers.closed_at)')
  expect(await sqlOf(`${RECEIVED}; 2026-11-23 accepted`, 1)).toHaveLength(1)
})

test('does a case of this region alone ask nobody, and is what officials do among themselves not told?', async () => {
  const { events, fold } = await eventsOf(`${RECEIVED}; 2026-11-23 accepted`)
  const alone = { row: { caseNumber: CASE }, handovers: [], policy }
  const unbound = { ...ctx, courier: null }
  expect(await tellPartners(unbound, alone, events, fold)).toEqual({ statements: [], partners: [] })
  const story = `${RECEIVED}; 2026-11-23 accepted; 2026-11-24 signed who=a; 2026-11-24 signed who=b`
  const deadline = JSON.stringify(deadlineOf(policy, (await eventsOf(story)).fold, AT))
  const { out } = await told(story, 2, NO_PAPERS, { ...HANDOVER, deadline })
  expect(out).toEqual({ statements: [], partners: [] })
})

test('is a hand-over that begins kept, though there is nothing to tell yet?', async () => {
  const { events, fold } = await eventsOf(RECEIVED)
  const handovers = [{ ...HANDOVER, role: 'leading' }]
  const about = { row: { caseNumber: CASE }, handovers, policy }
  const out = await tellPartners(ctx, about, events, fold, NO_PAPERS, insertHandover)
  expect(out.partners).toEqual([])
  expect(out.statements.map(({ sql }) => sql.slice(0, 21))).toEqual(['insert into handovers'])
})

test('is a grant told with the licence and the document in full, sealed, and nothing of them in the open?', async () => {
  const paper = { number: 'D1', kind: 'grant', issuedOn: '2026-11-23', text: '准予决定书 演示甲', digest }
  const licence = {
    format: 'tongban-licence/1',
    identifier: LICENCE,
    type: 't',
    typeName: { zh: '证', en: 'l' },
    state: 'valid',
    validFrom: '2026-11-23',
    validUntil: null,
    credential: 'c',
    signatures: [],
    renditions: [],
    paper: null,
    renditionsNote: null,
  } as const
  const { drafts } = await told(
    `${RECEIVED}; 2026-11-23 accepted; 2026-11-23 granted licence=${LICENCE} document=D1 role=handler`,
    1,
    {
      ...NO_PAPERS,
      words: { seq: 3, texts: { reasons: [{ text: '符合条件', basis: '许可法 38' }] } },
      documents: [paper],
      licences: [licence],
    },
  )
  const [, decided, delivered] = drafts
  expect(decided?.personal).toEqual({
    reasons: [{ zh: '符合条件', en: null, basis: '许可法 38', cure: null }],
    result: null,
    documents: [paper],
    licences: [],
  })
  expect(delivered?.personal).toMatchObject({ documents: [paper], licences: [{ identifier: LICENCE }] })
  expect(delivered?.data).toMatchObject({ licences: [LICENCE], documents: [digest] })
  expect(JSON.stringify(drafts.map(({ data }) => data))).not.toContain('演示甲')
})

test('does a decision that is changed say which it was, and what became of it?', async () => {
  const story = `${RECEIVED}; 2026-11-23 accepted; 2026-11-25 referred; 2026-11-26 refused ground=38; 2026-11-30 annulled ground=69; 2026-12-02 reopened`
  const { drafts } = await told(story, 4)
  expect(drafts.map(({ data }) => [data.outcome, data.changed])).toEqual([
    ['refused', 'annulled'],
    ['refused', 'reopened'],
  ])
})

test('after every step, whatever it is, does the other side know the very day this side shows?', async () => {
  const plan = planOf('notice 5; lowerExamination 20; decision 20; hearing 20')
  const stories = [
    `${RECEIVED}; 2026-11-23 supplementRequested; 2026-11-25 supplemented; 2026-11-26 accepted; 2026-11-27 suspended ground=hearing neededWorkdays=3; 2026-12-02 resumed suspension=5; 2026-12-03 forwarded to=superior; 2026-12-04 extended workdays=10; 2026-12-07 thirdPartyNotified parties=a untilOn=2026-12-14; 2026-12-08 hearingRequested; 2026-12-10 hearingHeld heldOn=2026-12-10`,
    `${RECEIVED} renewalExpiresOn=2027-03-01; 2026-11-20 licenceChecked finding=found validUntil=2026-12-31; 2026-11-23 accepted; 2026-11-24 assigned to=a`,
  ]
  const types: string[] = []
  for (const story of stories) {
    const { events } = await eventsOf(story)
    let handover = { ...HANDOVER, deadline: null as string | null }
    for (let at = 1; at <= events.length; at += 1) {
      const { fold } = await eventsOf(story.split('; ').slice(0, at).join('; '))
      const now = events[at - 1]?.at ?? 0
      const here = { ...ctx, clock: { now: () => now } } as Context
      const known = { ...policy, plan }
      const about = { row: { caseNumber: CASE }, handovers: [handover], policy: known, events }
      const from = courier.drafts.length
      await tellPartners(here, about, events.slice(at - 1, at), fold)
      for (const { type, data } of courier.drafts.slice(from)) {
        types.push(type)
        handover = { ...handover, deadline: JSON.stringify(data.deadline), outSeq: handover.outSeq + 1 }
      }
      const shown = deadlineOf(known, fold, now)
      expect(JSON.parse(handover.deadline ?? 'null')?.dueOn ?? null, `${story} ${at}`).toBe(shown.dueOn)
    }
  }
  expect(types.filter((type) => type === 'case.deadline-told').length).toBeGreaterThan(4)
})

test('is a limit that stays as it was told not told again?', async () => {
  const { events, fold } = await eventsOf(`${RECEIVED}; 2026-11-23 accepted; 2026-11-24 assigned to=a`)
  const kept = { ...HANDOVER, deadline: JSON.stringify(deadlineOf(policy, fold, instant('2026-11-23'))) }
  const about = { row: { caseNumber: CASE }, handovers: [kept], policy, events }
  const later = { ...ctx, clock: { now: () => instant('2026-11-24T10:00') } } as Context
  expect(await tellPartners(later, about, events.slice(2), fold)).toEqual({ statements: [], partners: [] })
})
