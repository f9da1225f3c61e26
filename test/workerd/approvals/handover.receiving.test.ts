import { DATA } from '@tongban/exchange/wire'
import { canonicalJson } from '@tongban/kernel'
import { toBase64url } from '@tongban/privacy'
import { settleHandovers } from '@tongban/services'
import { markTried, refusedSubmissions } from '@tongban/store'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { advertising, asOwner, type Case, on, readAs, readAsOwner, somebody, take } from '../../case-steps.ts'
import { ask } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import { apply, coldIsolate, courier, DB, everyRow, logged, must, tokenOf, worker } from '../../region.ts'
import {
  applied,
  arrived,
  checker,
  deadline,
  eventsOf,
  exchangeContext,
  handoverOf,
  head,
  outOf,
  told,
} from '../../told-by-partner.ts'
import { openWay, PARTNER } from '../../way-out.ts'

/** What the region that handles a case tells the one it was handed in to, and what people do here meanwhile. */
const LICENCE = '1.2.156.3005.2.11500112DEM000001L901.11500112DEM000003T.A0000000000000000001.001.6'

beforeAll(async () => {
  await openWay('outdoor-advertising')
})
afterAll(() => {
  // Whatever left was as the protocol has it.
  for (const { type, data } of courier.drafts) expect(DATA[type].safeParse(data).error).toBeUndefined()
})
beforeEach(() => {
  on('2026-11-23', '10:00')
  checker.answer = 'holds'
  checker.asked.length = 0
})

async function handedOver(): Promise<Case> {
  const owner = somebody()
  const body = advertising(owner, { handlingRegion: PARTNER })
  const answer = must(await apply(await tokenOf(owner), body), 201)
  return { number: String(answer.body.caseNumber), owner }
}

const at = (time: string) => Date.parse(`${time}+08:00`)
const accepted = (change: object = {}) => ({
  handlerReceivedAt: at('2026-11-23T10:00:05'),
  acceptedAt: at('2026-11-24T09:30:00'),
  acceptedOn: '2026-11-24',
  deadline: deadline(),
  head,
  ...change,
})
const decided = (outcome: string, change: object = {}) => ({
  outcome,
  decidedAt: at('2026-11-26T15:00:00'),
  decidedOn: '2026-11-26',
  rules: null,
  automatic: false,
  reasonCodes: [],
  deadline: deadline({ dueOn: null, state: 'none', step: null, basis: null }),
  head,
  ...change,
})
const delivered = (licences: readonly string[]) => ({
  deliveredAt: at('2026-11-26T15:00:01'),
  licences,
  documents: [],
  head,
})
const paper = {
  number: '渝北城管许准〔2026〕1号',
  kind: 'grant',
  issuedOn: '2026-11-26',
  text: '准予决定书全文',
  digest: 'b'.repeat(64),
}
const result = (identifier = LICENCE) => ({
  reasons: [],
  result: null,
  documents: [paper],
  licences: [
    {
      identifier,
      type: 'outdoor-advertising-permit',
      typeName: { zh: '户外广告设置许可', en: 'Permit' },
      validFrom: '2026-12-01',
      validUntil: '2027-11-30',
      credential: `credential of ${identifier}`,
      signatures: [],
    },
  ],
})
const why = {
  reasons: [{ zh: '设置地点不符合规划', en: null, basis: '演示条例 3', cure: null }],
  result: null,
  documents: [],
  licences: [],
}
type View = Record<string, unknown> & {
  handovers: readonly Record<string, unknown>[]
  timeline: readonly Record<string, unknown>[]
  next: readonly { action: string }[]
}
const viewOf = async (theCase: Case): Promise<View> => must(await readAsOwner(theCase), 200).body as View
const actions = ({ next }: View) => next.map(({ action }) => action)
const states = async (theCase: Case) =>
  DB.prepare(
    "SELECT state, seq FROM exchange_messages WHERE case_number = ? AND direction = 'in' ORDER BY seq",
  )
    .bind(theCase.number)
    .all<{ state: string }>()
    .then(({ results }) => results.map(({ state }) => state))

test('told first that it was decided: is the instant it came there kept as that region has it?', async () => {
  const theCase = await handedOver()
  const handlerReceivedAt = at('2026-11-23T10:00:05')
  on('2026-11-26', '16:00')
  expect(
    await told(theCase.number, 'case.decided', decided('notAccepted', { handlerReceivedAt }), why),
  ).toEqual({
    state: 'applied',
  })
  expect(await handoverOf(theCase.number)).toMatchObject({ handler_received_at: handlerReceivedAt })
  expect(await viewOf(theCase)).toMatchObject({ state: 'notAccepted', handovers: [{ handlerReceivedAt }] })
})

test('from acceptance to the licence: is every word of the handling region in one timeline, and the case closed by it?', async () => {
  const theCase = await handedOver()
  expect(await viewOf(theCase)).toMatchObject({
    state: 'transferred',
    dueOn: '2026-11-30',
    handovers: [{ side: 'receiving', custody: { code: 'inTransit' }, deadline: null, told: [] }],
    standing: { zh: expect.stringContaining('重庆市渝北区') },
  })

  on('2026-11-24', '10:00')
  expect(await told(theCase.number, 'case.accepted', accepted())).toEqual({ state: 'applied' })
  expect(await viewOf(theCase)).toMatchObject({
    state: 'transferred',
    acceptedOn: '2026-11-24',
    dueOn: '2026-12-22',
    dueBasis: { zh: '行政许可法 42' },
    standing: { zh: expect.stringContaining('cn-2026') },
    handovers: [
      {
        partner: { region: PARTNER, zh: '重庆市渝北区' },
        custody: { code: 'there' },
        receivedAt: at('2026-11-23T10:00:00'),
        transferredAt: at('2026-11-23T10:00:00'),
        handlerReceivedAt: at('2026-11-23T10:00:05'),
        acceptedAt: at('2026-11-24T09:30:00'),
        deadline: deadline(),
      },
    ],
  })

  on('2026-11-26', '16:00')
  expect(await told(theCase.number, 'case.decided', decided('granted'))).toEqual({ state: 'applied' })
  const waiting = await viewOf(theCase)
  expect(waiting).toMatchObject({ state: 'transferred', decidedOn: '2026-11-26' })
  // Decided: what is to come comes from there.
  expect(actions(waiting)).toEqual(['read'])
  expect(await told(theCase.number, 'case.result-delivered', delivered([LICENCE]), result())).toEqual({
    state: 'applied',
  })
  expect(checker.asked).toEqual([[`credential of ${LICENCE}`]])
  // Whose it is, and of which type, is asked with it.
  expect(checker.expected).toEqual({
    type: 'outdoor-advertising-permit',
    holder: { idKind: 'residentId', idNumber: theCase.owner.idNumber },
  })

  const closed = await viewOf(theCase)
  expect(closed).toMatchObject({
    state: 'granted',
    decidedOn: '2026-11-26',
    handovers: [
      {
        custody: { code: 'there' },
        closedAt: at('2026-11-26T16:00:00'),
        told: [
          {
            type: 'case.result-delivered',
            documents: [{ number: paper.number, text: paper.text }],
            licences: [{ identifier: LICENCE, credential: `credential of ${LICENCE}` }],
          },
        ],
      },
    ],
  })
  // The instants are those of the region where it happened.
  expect(closed.timeline.map(({ type, at: when, by }) => [type, when, by])).toEqual([
    ['received', at('2026-11-23T10:00:00'), 'applicant'],
    ['transferred', at('2026-11-23T10:00:00'), 'machine'],
    ['takenOverElsewhere', at('2026-11-23T10:00:05'), 'partner'],
    ['acceptedElsewhere', at('2026-11-24T09:30:00'), 'partner'],
    ['decidedElsewhere', at('2026-11-26T15:00:00'), 'partner'],
    ['resultReceived', at('2026-11-26T15:00:01'), 'partner'],
    ['grantedElsewhere', at('2026-11-26T15:00:01'), 'partner'],
  ])
  expect(await outOf(theCase.number)).toEqual(['case.submitted', 'case.closed'])
  expect(courier.drafts.at(-1)).toMatchObject({
    type: 'case.closed',
    seq: 2,
    data: { verified: true, on: '2026-11-26' },
    personal: null,
  })
  expect(await states(theCase)).toEqual(['applied', 'applied', 'applied'])
  expect(await handoverOf(theCase.number)).toMatchObject({ in_seq: 3, out_seq: 2 })
  // An official sees that there is a licence; the credential is its holder's.
  const seen = must(await readAs(theCase, 'handler'), 200).body as View
  expect(JSON.stringify(seen)).not.toContain('credential of')
  // Neither event nor log nor any other row holds what was told for the applicant alone.
  const rows = await everyRow()
  expect(JSON.stringify(rows)).not.toContain('credential of')
  expect(JSON.stringify(rows)).not.toContain(paper.text)
  expect(logged.join('\n')).not.toContain('credential of')
})

test.each([
  ['fails', ['signature:invalid']],
  ['holds', ['licences:notThoseNamed']],
] as const)(
  'a licence that %s but is not what was named: does the case stay with the partner, and is somebody told?',
  async (answer, reasons) => {
    const theCase = await handedOver()
    await told(theCase.number, 'case.decided', decided('granted'))
    checker.answer = answer
    const other = answer === 'holds' ? LICENCE.replace('001.6', '002.6') : LICENCE
    expect(await told(theCase.number, 'case.result-delivered', delivered([LICENCE]), result(other))).toEqual({
      state: 'applied',
    })
    expect(await viewOf(theCase)).toMatchObject({ state: 'transferred' })
    expect(await outOf(theCase.number)).toEqual(['case.submitted'])
    const alarm = await DB.prepare("SELECT * FROM exchange_alarms WHERE kind = 'unverified' AND subject = ?")
      .bind(theCase.number)
      .first()
    expect(alarm).toMatchObject({ partner: PARTNER, facts: JSON.stringify({ reasons }), resolved_at: null })
    // Asked again by the job: as long as it does not hold, nothing changes; then the case is closed.
    expect(await settleHandovers(await exchangeContext())).toContain('0 of')
    checker.answer = 'holds'
    await settleHandovers(await exchangeContext())
    expect(await eventsOf(theCase.number)).toEqual([
      'received',
      'transferred',
      'takenOverElsewhere',
      'decidedElsewhere',
      'resultReceived',
      ...(answer === 'fails' ? ['grantedElsewhere'] : []),
    ])
    const open = await DB.prepare(
      'SELECT count(*) AS n FROM exchange_alarms WHERE subject = ? AND resolved_at IS NULL',
    )
      .bind(theCase.number)
      .first<{ n: number }>()
    expect(open?.n).toBe(answer === 'fails' ? 0 : 1)
    await DB.prepare('DELETE FROM exchange_alarms WHERE subject = ?').bind(theCase.number).run()
  },
)

test('a paper without a licence after a licence that failed: does the case stay open until the licence itself holds?', async () => {
  const theCase = await handedOver()
  await told(theCase.number, 'case.decided', decided('granted'))
  checker.answer = 'fails'
  await told(theCase.number, 'case.result-delivered', delivered([LICENCE]), result())
  await told(theCase.number, 'case.result-delivered', delivered([]), { ...result(), licences: [] })
  expect(await settleHandovers(await exchangeContext())).toContain('0 of')
  expect(await viewOf(theCase)).toMatchObject({ state: 'transferred' })
  expect(await eventsOf(theCase.number)).not.toContain('grantedElsewhere')
  checker.answer = 'holds'
  expect(await settleHandovers(await exchangeContext())).toContain('1 of')
  expect(await viewOf(theCase)).toMatchObject({ state: 'granted' })
})

test('is a result put off while the Worker that verifies cannot be reached, and then taken?', async () => {
  const theCase = await handedOver()
  await told(theCase.number, 'case.decided', decided('granted'))
  checker.answer = 'unreachable'
  const opened = await arrived(theCase.number, 'case.result-delivered', delivered([LICENCE]), result())
  expect(await applied(opened)).toMatchObject({ state: 'later' })
  expect(await eventsOf(theCase.number)).not.toContain('resultReceived')
  checker.answer = 'holds'
  expect(await applied(opened)).toEqual({ state: 'applied' })
  expect(await viewOf(theCase)).toMatchObject({ state: 'granted' })
})

test('does a grant without its licence leave the case open until the licence comes?', async () => {
  const theCase = await handedOver()
  await told(theCase.number, 'case.decided', decided('granted'))
  await told(theCase.number, 'case.result-delivered', delivered([]), { ...result(), licences: [] })
  expect(await viewOf(theCase)).toMatchObject({ state: 'transferred' })
  await told(theCase.number, 'case.result-delivered', delivered([LICENCE]), result())
  expect(await viewOf(theCase)).toMatchObject({ state: 'granted' })
  // A paper that follows is kept, and ends nothing twice.
  await told(theCase.number, 'case.result-delivered', delivered([]), { ...result(), licences: [] })
  expect(await viewOf(theCase)).toMatchObject({ state: 'granted' })
  expect((await eventsOf(theCase.number)).filter((type) => type === 'grantedElsewhere')).toHaveLength(1)
})

test('refused there: does the case end here with the reasons of that region, and nobody here may change it?', async () => {
  const theCase = await handedOver()
  on('2026-11-26', '16:00')
  expect(await told(theCase.number, 'case.decided', decided('refused'), why)).toEqual({ state: 'applied' })
  const view = await viewOf(theCase)
  expect(view).toMatchObject({ state: 'refused', decidedOn: '2026-11-26' })
  expect(view.timeline.find(({ type }) => type === 'decidedElsewhere')).toMatchObject({
    reasons: ['设置地点不符合规划（依据：演示条例 3）'],
    facts: { outcome: 'refused', decidedOn: '2026-11-26' },
  })
  expect(await outOf(theCase.number)).toEqual(['case.submitted', 'case.closed'])
  const path = `/approvals/v1/cases/${theCase.number}/explanation`
  const explained = must(await ask(worker, await tokenOf(theCase.owner), 'GET', path), 200)
  expect(explained.body).toMatchObject({
    decidedBy: { region: PARTNER, zh: '重庆市渝北区' },
    outcome: { code: 'refused' },
    decidedOn: '2026-11-26',
    automatic: false,
    reasons: [{ zh: '设置地点不符合规划', basis: '演示条例 3' }],
  })
  const annulled = await take(theCase, 'head', 'annul', { reasons: [{ text: '演示' }], ground: '演示条例 1' })
  expect(annulled).toMatchObject({ status: 409, body: { because: { guard: 'theirDecision' } } })
})

test('before anything is decided there, is there nothing to explain?', async () => {
  const theCase = await handedOver()
  const path = `/approvals/v1/cases/${theCase.number}/explanation`
  expect((await ask(worker, await tokenOf(theCase.owner), 'GET', path)).status).toBe(404)
})

test('does a supplement that is asked for there pass through here, sealed, with what it holds by digest?', async () => {
  const theCase = await handedOver()
  on('2026-11-24', '10:00')
  // What nobody asked for is not passed on.
  const early = await asOwner(theCase, 'supplement', { materials: [{ code: 'design' }] })
  expect(early).toMatchObject({ status: 409, body: { because: { guard: 'noSupplementAsked' } } })
  await told(
    theCase.number,
    'case.supplement-requested',
    {
      requestedAt: at('2026-11-24T09:00:00'),
      untilOn: '2026-12-04',
      missing: ['M.site'],
      deadline: deadline({ dueOn: null, state: 'none', step: null, basis: null }),
      head,
    },
    why,
  )
  const asked = await viewOf(theCase)
  expect(actions(asked)).toEqual(['read', 'supplement', 'urge', 'withdraw'])
  expect(asked.timeline.at(-1)).toMatchObject({
    type: 'supplementRequestedElsewhere',
    reasons: ['设置地点不符合规划（依据：演示条例 3）'],
    facts: { untilOn: '2026-12-04' },
  })
  const limits = asked.limits as readonly Record<string, unknown>[]
  expect(limits.find(({ step }) => step === 'supplement')).toMatchObject({
    dueOn: '2026-12-04',
    binds: 'applicant',
  })
  const answer = { materials: [{ code: 'site' }], note: '补正说明' }
  expect(must(await asOwner(theCase, 'supplement', answer), 200).body).toMatchObject({ state: 'transferred' })
  // Sent again right after, it is the same one.
  must(await asOwner(theCase, 'supplement', answer), 200)
  expect(await outOf(theCase.number)).toEqual(['case.submitted', 'case.supplement-provided'])
  const draft = courier.drafts.at(-1)
  expect(draft).toMatchObject({
    type: 'case.supplement-provided',
    data: { providedAt: Date.now(), contentDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    personal: { ...answer, by: 'applicant', files: [] },
  })
  expect(JSON.stringify(draft?.data)).not.toContain('补正说明')
  const row = await DB.prepare(
    'SELECT kind FROM service_events WHERE case_number = ? ORDER BY service_number',
  )
    .bind(theCase.number)
    .all<{ kind: string }>()
  expect(row.results.map(({ kind }) => kind)).toEqual(['receipt', 'supplement'])
})

test('withdrawn first: does it end only when the handling region says so?', async () => {
  const theCase = await handedOver()
  const withdrawn = must(await asOwner(theCase, 'withdraw'), 200).body as View
  expect(withdrawn).toMatchObject({ state: 'transferred' })
  expect(actions(withdrawn)).toEqual(['read', 'urge'])
  must(await asOwner(theCase, 'withdraw'), 200)
  expect(await outOf(theCase.number)).toEqual(['case.submitted', 'case.withdrawn'])
  const confirmed = { on: '2026-11-23', at: at('2026-11-23T10:05:00'), head }
  expect(await told(theCase.number, 'case.withdrawn', confirmed)).toEqual({ state: 'applied' })
  expect(await viewOf(theCase)).toMatchObject({ state: 'withdrawn' })
  expect(await outOf(theCase.number)).toEqual(['case.submitted', 'case.withdrawn', 'case.closed'])
})

test('told once more by a region that has forgotten it: does the later word stand, and both in the timeline?', async () => {
  const theCase = await handedOver()
  const { number } = theCase
  await told(number, 'case.decided', decided('granted'))
  await told(number, 'case.result-delivered', delivered([LICENCE]), result())
  expect(await viewOf(theCase)).toMatchObject({ state: 'granted' })
  expect(await handoverOf(number)).toMatchObject({ closed_at: expect.any(Number) })
  // It goes on from before its decision: here as there the case is open.
  expect(await told(number, 'case.accepted', accepted())).toEqual({ state: 'applied' })
  expect(await viewOf(theCase)).toMatchObject({ state: 'transferred' })
  expect(await handoverOf(number)).toMatchObject({ closed_at: null, decided_at: null })
  expect(await told(number, 'case.decided', decided('refused'))).toEqual({ state: 'applied' })
  expect(await viewOf(theCase)).toMatchObject({ state: 'refused' })
  expect(await told(number, 'case.decided', decided('granted'))).toEqual({ state: 'applied' })
  await told(number, 'case.result-delivered', delivered([LICENCE]), result())
  expect(await viewOf(theCase)).toMatchObject({ state: 'granted' })
  const events = await eventsOf(number)
  expect(events.filter((type) => type === 'decidedElsewhere')).toHaveLength(3)
  expect(events.filter((type) => type === 'reopenedElsewhere')).toHaveLength(2)
  expect((await outOf(number)).filter((type) => type === 'case.closed')).toHaveLength(3)
})

test('given back twice by a region that has forgotten it: is it here once?', async () => {
  const theCase = await handedOver()
  const data = { handlerReceivedAt: Date.now(), code: 'notCompetent', path: ['510116', PARTNER] }
  expect(await told(theCase.number, 'case.returned', data)).toEqual({ state: 'applied' })
  expect(await told(theCase.number, 'case.returned', data)).toEqual({ state: 'applied' })
  const events = await eventsOf(theCase.number)
  expect(events.filter((type) => type === 'returnedByPartner')).toHaveLength(1)
  expect(await handoverOf(theCase.number)).toMatchObject({ custody: 'here', in_seq: 2 })
})

test('a withdrawal that crosses a decision: does the order there decide, on this side too?', async () => {
  const theCase = await handedOver()
  must(await asOwner(theCase, 'withdraw'), 200)
  expect(await told(theCase.number, 'case.decided', decided('granted'))).toEqual({ state: 'applied' })
  await told(theCase.number, 'case.result-delivered', delivered([LICENCE]), result())
  expect(await viewOf(theCase)).toMatchObject({ state: 'granted' })
  // That region refused it in its time; where it has forgotten its decision and the withdrawal comes first, that stands.
  const confirmed = { on: '2026-11-26', at: Date.now(), head }
  expect(await told(theCase.number, 'case.withdrawn', confirmed)).toEqual({ state: 'applied' })
  expect(await viewOf(theCase)).toMatchObject({ state: 'withdrawn' })
  // Once it is decided there, it is not withdrawn here either.
  const later = await handedOver()
  await told(later.number, 'case.decided', decided('granted'))
  expect(await asOwner(later, 'withdraw')).toMatchObject({
    status: 409,
    body: { because: { guard: 'decidedElsewhere' } },
  })
})

test('is a partner urged once a working day, by the applicant or a window?', async () => {
  const theCase = await handedOver()
  must(await asOwner(theCase, 'urge'), 200)
  must(await asOwner(theCase, 'urge'), 200)
  expect(await outOf(theCase.number)).toEqual(['case.submitted', 'case.urged'])
  const window = await take(theCase, 'window', 'urge', {}, { department: 'services' })
  expect(window).toMatchObject({ status: 409, body: { because: { guard: 'urgedToday' } } })
  on('2026-11-24')
  must(await asOwner(theCase, 'urge'), 200)
  expect(await outOf(theCase.number)).toEqual(['case.submitted', 'case.urged', 'case.urged'])
  expect(await asOwner(await handInHere(), 'urge')).toMatchObject({ status: 409 })
})
const handInHere = async (): Promise<Case> => {
  const owner = somebody()
  const answer = must(await apply(await tokenOf(owner), advertising(owner)), 201)
  return { number: String(answer.body.caseNumber), owner }
}

test.each([
  [
    'case.refused',
    { handlerReceivedAt: Date.UTC(2026, 10, 23), code: 'invalidInput' },
    { zh: '填写内容有误', en: 'wrong', errors: [] },
  ],
  [
    'case.returned',
    { handlerReceivedAt: Date.UTC(2026, 10, 23), code: 'notCompetent', path: ['510116', '500112'] },
    why,
  ],
] as const)(
  '%s: is the case this region’s again, with a person, and never sent there once more?',
  async (type, data, personal) => {
    const theCase = await handedOver()
    on('2026-11-25', '10:00')
    expect(await told(theCase.number, type, data, JSON.parse(canonicalJson(personal)))).toEqual({
      state: 'applied',
    })
    const view = await viewOf(theCase)
    expect(view).toMatchObject({
      state: 'received',
      // The five days of the first receipt go on.
      dueOn: '2026-11-30',
      handovers: [{ custody: { code: 'here' }, closedAt: Date.now(), deadline: null }],
    })
    expect(view.timeline.at(-1)).toMatchObject({ type: 'returnedByPartner', facts: { code: data.code } })
    expect(JSON.stringify(view.timeline.at(-1))).toMatch(/填写内容有误|设置地点/)
    expect((await handoverOf(theCase.number))?.passed).toContain(PARTNER)
    // A person here tells where to turn.
    const ended = await take(theCase, 'handler', 'not-accepted', {
      reasons: [{ text: '不属本机关职权' }],
      ground: '行政许可法 32(1)(二)',
      competentOrgan: '演示机关',
    })
    expect(must(ended, 200).body).toMatchObject({ state: 'notAccepted' })
    expect(await outOf(theCase.number)).toEqual(['case.submitted'])
  },
)

test('a withdrawal that crosses a return: is it withdrawn here, where the case is again?', async () => {
  for (const isTakenBack of [false, true]) {
    const theCase = await handedOver()
    must(await asOwner(theCase, 'withdraw'), 200)
    if (isTakenBack) {
      await refusal(theCase, { verdict: 'contentRefused' })
      await settleHandovers(await exchangeContext())
    } else {
      const data = { handlerReceivedAt: Date.now(), code: 'notCompetent', path: ['510116', PARTNER] }
      expect(await told(theCase.number, 'case.returned', data)).toEqual({ state: 'applied' })
    }
    expect(await viewOf(theCase)).toMatchObject({
      state: 'withdrawn',
      handovers: [{ custody: { code: 'here' } }],
    })
    expect((await eventsOf(theCase.number)).slice(-2)).toEqual(['returnedByPartner', 'withdrawn'])
  }
})

test('changed there after it was closed here: annulled, reopened and decided anew?', async () => {
  const theCase = await handedOver()
  await told(theCase.number, 'case.decided', decided('granted'))
  await told(theCase.number, 'case.result-delivered', delivered([LICENCE]), result())
  await told(theCase.number, 'case.decided', decided('granted', { changed: 'annulled' }), why)
  expect(await viewOf(theCase)).toMatchObject({ state: 'granted', stateName: { zh: '准予（已撤销）' } })
  await told(theCase.number, 'case.decided', decided('granted', { changed: 'reopened' }))
  expect(await viewOf(theCase)).toMatchObject({ state: 'transferred', decidedOn: null })
  expect(await handoverOf(theCase.number)).toMatchObject({ closed_at: null, decided_at: null })
  await told(theCase.number, 'case.decided', decided('refused'), why)
  expect(await viewOf(theCase)).toMatchObject({ state: 'refused' })
})

test('what the clock there does: is it shown as it was told?', async () => {
  const theCase = await handedOver()
  await told(theCase.number, 'case.accepted', accepted())
  const stands = deadline({ dueOn: null, state: 'paused', consumedWorkdays: 3 })
  await told(theCase.number, 'case.clock-paused', {
    at: Date.now(),
    ground: 'hearing',
    deadline: stands,
    head,
  })
  expect(await viewOf(theCase)).toMatchObject({ dueOn: null, handovers: [{ deadline: stands }] })
  const runs = deadline({ dueOn: '2027-01-06', consumedWorkdays: 3 })
  await told(theCase.number, 'case.clock-extended', {
    at: Date.now(),
    ground: 'extension',
    byWorkdays: 10,
    deadline: runs,
    head,
  })
  const view = await viewOf(theCase)
  expect(view).toMatchObject({ dueOn: '2027-01-06', handovers: [{ deadline: runs }] })
  expect(view.timeline.filter(({ type }) => type === 'clockTold').map(({ facts }) => facts)).toMatchObject([
    { change: 'paused' },
    { change: 'extended', workdays: 10, dueOn: '2027-01-06' },
  ])
  // A hearing there, or a calendar: the limit alone is told.
  const moved = deadline({ dueOn: '2027-01-11', consumedWorkdays: 3 })
  await told(theCase.number, 'case.deadline-told', { at: Date.now(), deadline: moved, head })
  expect(await viewOf(theCase)).toMatchObject({ dueOn: '2027-01-11', handovers: [{ deadline: moved }] })
})

test('is a message applied once, in its order, and only by the region whose case it is?', async () => {
  const theCase = await handedOver()
  const opened = await arrived(theCase.number, 'case.accepted', accepted())
  const both = await Promise.all([applied(opened), applied(opened)])
  expect(both.map(({ state }) => state).sort()).toEqual(
    both.some(({ state }) => state === 'later') ? ['applied', 'later'] : ['applied', 'applied'],
  )
  expect(await applied(opened)).toEqual({ state: 'applied' })
  expect((await eventsOf(theCase.number)).filter((type) => type === 'acceptedElsewhere')).toHaveLength(1)
  const ahead = await arrived(theCase.number, 'case.decided', decided('refused'))
  expect(await applied({ ...ahead, message: { ...ahead.message, seq: 9 } })).toMatchObject({ state: 'later' })
  const before = await eventsOf(theCase.number)
  // Another region, another case, and what is this side's to say.
  const stranger = { ...ahead, message: { ...ahead.message, source: '511402' } }
  const nobodys = { ...ahead, message: { ...ahead.message, subject: '510116202611230000001A' } }
  expect(await applied(stranger)).toMatchObject({ state: 'refused', code: 'unknownCase' })
  expect(await applied(nobodys)).toEqual(await applied(stranger))
  const ours = { ...ahead, message: { ...ahead.message, type: 'case.urged' as const } }
  expect(await applied(ours)).toMatchObject({ state: 'refused', code: 'wrongSide' })
  expect(await eventsOf(theCase.number)).toEqual(before)
})

test('a hand-over that could not be taken in there: is it taken back by the job, once?', async () => {
  const theCase = await handedOver()
  const sent = await DB.prepare(
    "SELECT id FROM exchange_messages WHERE case_number = ? AND direction = 'out'",
  )
    .bind(theCase.number)
    .first<{ id: string }>()
  await DB.prepare(
    "INSERT INTO exchange_alarms (kind, partner, subject, facts, at) VALUES ('refused', ?, ?, ?, ?)",
  )
    .bind(PARTNER, sent?.id ?? '', JSON.stringify({ verdict: 'contentRefused' }), Date.now())
    .run()
  // What an alarm says is nobody's word: the verdict that stands is.
  await saidOf(sent?.id ?? '', 'accepted')
  expect(await settleHandovers(await exchangeContext())).toContain('0 of 1 hand-overs taken back')
  await saidOf(sent?.id ?? '', 'refused')
  expect(await settleHandovers(await exchangeContext())).toContain('1 of 1 hand-overs taken back')
  expect(await settleHandovers(await exchangeContext())).toContain('0 of 0 hand-overs')
  const view = await viewOf(theCase)
  expect(view).toMatchObject({ state: 'received', handovers: [{ custody: { code: 'here' } }] })
  expect(view.timeline.at(-1)).toMatchObject({ type: 'returnedByPartner', facts: { code: 'contentRefused' } })
})

const refusal = async (theCase: Case, facts: object) => {
  const sent = await DB.prepare(
    "SELECT id FROM exchange_messages WHERE case_number = ? AND direction = 'out'",
  )
    .bind(theCase.number)
    .first<{ id: string }>()
  await DB.prepare(
    "INSERT INTO exchange_alarms (kind, partner, subject, facts, at) VALUES ('refused', ?, ?, ?, ?)",
  )
    .bind(PARTNER, sent?.id ?? '', JSON.stringify(facts), Date.now())
    .run()
  if ('verdict' in facts) await saidOf(sent?.id ?? '', 'refused')
}

/** The verdict as it is kept once it has verified. */
async function saidOf(id: string, kind: 'accepted' | 'refused') {
  const said = { id, digest: 'a'.repeat(64) }
  const why = { code: 'contentRefused', zh: '不办', en: 'not here' }
  const claims = {
    iss: PARTNER,
    aud: '510116',
    iat: 0,
    jti: '0197c2a4-0000-7000-8000-0000000000aa',
    events: { [`urn:tongban:cx:1:${kind}`]: kind === 'refused' ? { ...said, ...why } : said },
  }
  const payload = toBase64url(new TextEncoder().encode(JSON.stringify(claims)))
  await DB.prepare('UPDATE exchange_messages SET verdict = ? WHERE id = ?')
    .bind(`e30.${payload}.AAAA`, id)
    .run()
}

test('refused on the way by nobody who signed it: does the case stay in transit, for people?', async () => {
  const theCase = await handedOver()
  await refusal(theCase, {
    case: theCase.number,
    seq: 1,
    type: 'case.submitted',
    attempts: 1,
    reason: 'forbidden',
  })
  expect(await settleHandovers(await exchangeContext())).toContain('0 of 0 hand-overs taken back')
  expect(await viewOf(theCase)).toMatchObject({
    state: 'transferred',
    handovers: [{ custody: { code: 'inTransit' } }],
  })
  // What the answer of the region itself says of the message is its word.
  const other = await handedOver()
  await refusal(other, { case: other.number, reason: 'noRoute', disposition: 'noRoute' })
  expect(await settleHandovers(await exchangeContext())).toContain('1 of 1 hand-overs taken back')
  expect(await viewOf(other)).toMatchObject({ state: 'received' })
})

test('is what cannot be settled tried in turn, and keeps nothing else waiting?', async () => {
  const [one, two] = [await handedOver(), await handedOver()]
  for (const each of [one, two]) {
    await refusal(each, { verdict: 'contentRefused' })
    on('2026-11-23', '10:01')
  }
  const { database } = await exchangeContext()
  const next = async () => {
    const [[row]] = await database.read([refusedSubmissions({ limit: 1 })])
    await database.write([
      markTried({ kind: 'refused', subjects: JSON.stringify([row?.messageId]), at: Date.now() }),
    ])
    on('2026-11-23', '10:02')
    return row?.caseNumber
  }
  expect(await next()).toBe(one.number)
  expect(await next()).toBe(two.number)
})

test('is no step taken while what it would tell cannot be sealed, by the applicant or a window?', async () => {
  const theCase = await handedOver()
  const away = coldIsolate({
    EXCHANGE: { ...courier, seal: () => Promise.reject(new Error('no such Worker')) },
  })
  const token = await tokenOf(theCase.owner)
  for (const step of ['withdraw', 'urge']) {
    const path = `/approvals/v1/cases/${theCase.number}/${step}`
    const body = step === 'urge' ? {} : undefined
    await expectRefused(() => ask(away, token, 'POST', path, body), [503, 'unavailable'], ['no such Worker'])
  }
  must(await asOwner(theCase, 'urge'), 200)
  expect(await outOf(theCase.number)).toEqual(['case.submitted', 'case.urged'])
})
