import { beforeEach, expect, test } from 'vitest'
import {
  advertising,
  asOwner,
  type Case,
  CHECK,
  DESIGN,
  decided,
  handIn,
  officialToken,
  on,
  overtaken,
  PARTIES,
  readAs,
  reasons,
  signedTwice,
  supplemented,
  take,
  typesOf,
} from '../../case-steps.ts'
import { type Answered, ask } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import { apply, coldIsolate, DB, must, tokenOf, worker } from '../../region.ts'

/** Steps that are not possible: what the answer says, and that nothing was appended. */

beforeEach(() => on('2026-11-23'))

const inReview = () => handIn((who) => advertising(who))
const GRANT = { opinion: 'grant' }
const guardOf = ({ status, body }: Answered) => [
  status,
  (body.because as { guard?: string } | undefined)?.guard,
]
const path = ({ number }: Case, step: string) => `/approvals/v1/cases/${number}/${step}`
const eventsOf = async ({ number }: Case) => {
  const { results } = await DB.prepare('SELECT type FROM case_events WHERE case_number = ? ORDER BY seq')
    .bind(number)
    .all<{ type: string }>()
  return results.map(({ type }) => type)
}

test('is a step that is not possible answered with the state, what is possible now, and who may do it?', async () => {
  const theCase = await inReview()
  const refused = await take(theCase, 'chief', 'decide', { decision: 'grant' })
  expect(guardOf(refused)).toEqual([409, 'inspectionFirst'])
  expect(refused.body).toMatchObject({ code: 'stepNotPossible', state: 'inReview' })
  expect(refused.body.possible).toContainEqual({
    step: 'sign',
    name: '签批',
    by: ['handler'],
    byName: '经办人',
  })
  expect(refused.body.detail).toContain('本事项须先由两名以上工作人员核查')
  expect(refused.body.detail).toContain('办件现为“审查中”')
  expect(refused.body.detail).toContain('签批（经办人）')
  const english = await ask(worker, await officialToken('chief'), 'POST', path(theCase, 'sign'), GRANT, {
    'Accept-Language': 'en',
  })
  expect(guardOf(english)).toEqual([409, 'signatureOrder'])
  expect(english.body.detail).toContain('The handler signs now.')
})

test('when two officials act at once, does one win, and the other learn where the case stands now?', async () => {
  const theCase = await supplemented()
  const token = await officialToken('handler', { subject: 'handler-2' })
  const second = await overtaken(theCase, token, 'not-required', { reasons: reasons() }, () =>
    take(theCase, 'handler', 'accept'),
  )
  expect([second.status, second.body.code, second.body.state]).toEqual([409, 'stepNotPossible', 'accepted'])
  expect((second.body.possible as { step: string }[]).map(({ step }) => step)).toContain('sign')
  expect((await eventsOf(theCase)).slice(-2)).toEqual(['supplemented', 'accepted'])
})

test('does the same request that races with itself get one answer, and take one step?', async () => {
  const theCase = await supplemented()
  const token = await officialToken('handler')
  const second = await overtaken(theCase, token, 'accept', undefined, () =>
    take(theCase, 'handler', 'accept'),
  )
  expect([second.status, second.body.state]).toEqual([200, 'accepted'])
  expect((await eventsOf(theCase)).filter((type) => type === 'accepted')).toHaveLength(1)
})

test('is a step sent again taken once, and answered the same?', async () => {
  const theCase = await inReview()
  const first = must(await take(theCase, 'handler', 'sign', GRANT), 200)
  expect(must(await take(theCase, 'handler', 'sign', GRANT), 200).body).toEqual(first.body)
  must(await take(theCase, 'chief', 'sign', GRANT), 200)
  const late = must(await take(theCase, 'handler', 'sign', GRANT), 200)
  expect(typesOf(late).filter((type) => type === 'signed')).toHaveLength(2)
  // The same person with another content is no replay.
  expect(guardOf(await take(theCase, 'handler', 'sign', { opinion: 'refuse' }))).toEqual([
    409,
    'twoSignatures',
  ])
})

test('is a case of another department not there, and is a step of another role forbidden?', async () => {
  const theCase = await supplemented()
  expect((await take(theCase, 'handler', 'accept', undefined, { department: 'police' })).status).toBe(404)
  const forbidden = await take(theCase, 'head', 'accept')
  expect([forbidden.status, forbidden.body.detail]).toEqual([403, expect.stringContaining('窗口、经办人')])
  const auditor = await ask(worker, await officialToken('auditor'), 'POST', path(theCase, 'accept'))
  expect(auditor.status).toBe(403)
  expect((await asOwner(theCase, 'accept')).status).toBe(403)
  expect(
    (await take(theCase, 'governmentHead', 'accept', undefined, { department: 'government' })).status,
  ).toBe(403)
  expect((await eventsOf(theCase)).at(-1)).toBe('supplemented')
})

test('does one person not sign twice, whatever roles the token carries?', async () => {
  const theCase = await inReview()
  const both = { subject: 'both' }
  must(await take(theCase, 'handler', 'sign', GRANT, both), 200)
  expect(guardOf(await take(theCase, 'chief', 'sign', GRANT, both))).toEqual([409, 'samePerson'])
})

test('is a third signature refused, also after an extension?', async () => {
  const theCase = await signedTwice()
  must(await take(theCase, 'head', 'extend', { workdays: 10, reasons: reasons() }), 200)
  const third = await take(theCase, 'chief', 'sign', GRANT, { subject: 'chief-2' })
  expect(guardOf(third)).toEqual([409, 'twoSignatures'])
  const again = await take(theCase, 'head', 'extend', { workdays: 1, reasons: reasons() })
  expect(guardOf(again)).toEqual([409, 'extensionOnce'])
})

test('is a clock stopped only on a ground of the table, and an extension no longer than the law’s?', async () => {
  const theCase = await inReview()
  const suspend = (body: object) => take(theCase, 'handler', 'suspend', body)
  expect(guardOf(await suspend({ ground: 'holiday', neededWorkdays: 5 }))).toEqual([409, 'groundUnknown'])
  expect((await suspend({ ground: 'hearing' })).status).toBe(422)
  expect((await suspend({ neededWorkdays: 5 })).status).toBe(422)
  expect(guardOf(await suspend({ ground: 'hearing', neededWorkdays: 5, fromOn: '2026-11-20' }))).toEqual([
    409,
    'datesOutOfOrder',
  ])
  expect(guardOf(await suspend({ ground: 'hearing', neededWorkdays: 5, fromOn: '2026-11-24' }))).toEqual([
    409,
    'datesOutOfOrder',
  ])
  const long = await take(theCase, 'head', 'extend', { workdays: 11, reasons: reasons() })
  expect(guardOf(long)).toEqual([409, 'extensionTooLong'])
  expect((await take(theCase, 'head', 'extend', { workdays: 10 })).status).toBe(422)
})

test('are other dates out of order refused: a check to come, a service before the decision, an end before its start?', async () => {
  const theCase = await inReview()
  const check = await take(theCase, 'handler', 'inspect', { ...CHECK, inspectedOn: '2026-11-24' })
  expect(guardOf(check)).toEqual([409, 'datesOutOfOrder'])
  must(await take(theCase, 'handler', 'suspend', { ground: 'hearing', neededWorkdays: 5 }), 200)
  const early = await take(theCase, 'handler', 'resume', { untilOn: '2026-11-22' })
  expect(guardOf(early)).toEqual([409, 'datesOutOfOrder'])
  const granted = await decided()
  const service = { method: 'direct', receiver: '演示', servedOn: '2026-11-22' }
  expect(guardOf(await take(granted, 'handler', 'deliver', service))).toEqual([409, 'datesOutOfOrder'])
  const short = await take(await inReview(), 'handler', 'notify-party', { ...PARTIES, untilOn: '2026-11-27' })
  expect(guardOf(short)).toEqual([409, 'termTooShort'])
})

test('is a withdrawn case decided no more, and the applicant told so by nobody but the state?', async () => {
  const theCase = await signedTwice()
  must(await asOwner(theCase, 'withdraw'), 200)
  const late = await take(theCase, 'chief', 'decide', { decision: 'grant' })
  expect([late.status, late.body.state, late.body.possible]).toEqual([409, 'withdrawn', []])
  expect((await eventsOf(theCase)).at(-1)).toBe('withdrawn')
})

test('are interested parties told and given their time before anything is decided?', async () => {
  const theCase = await inReview()
  must(await take(theCase, 'handler', 'inspect', CHECK), 200)
  must(await take(theCase, 'handler', 'sign', GRANT), 200)
  must(await take(theCase, 'chief', 'sign', GRANT), 200)
  const decide = () => take(theCase, 'chief', 'decide', { decision: 'grant' })
  expect(guardOf(await decide())).toEqual([409, 'thirdPartyFirst'])
  must(await take(theCase, 'handler', 'notify-party', PARTIES), 200)
  // 24–27 (4), 30 (5): their time is over with the end of the 30th.
  on('2026-11-30')
  expect(guardOf(await decide())).toEqual([409, 'thirdPartyTime'])
  on('2026-12-01')
  expect(must(await decide(), 200).body).toMatchObject({ state: 'granted' })
})

test('does whoever helped to file neither sign nor decide, and may a colleague?', async () => {
  const helper = await officialToken('handler', { subject: 'helper' })
  const { owner } = await inReview()
  const body = advertising(owner, { representation: { kind: 'staffAssisted' } })
  const answer = must(await apply(helper, body), 201)
  const theCase: Case = { number: String(answer.body.caseNumber), owner }
  const own = await take(theCase, 'handler', 'sign', GRANT, { subject: 'helper' })
  expect(guardOf(own)).toEqual([409, 'helpedToFile'])
  expect((await readAs(theCase, 'handler', { subject: 'helper' })).body.mine).not.toContain('sign')
  must(await take(theCase, 'handler', 'sign', GRANT), 200)
})

test('does a handler who handed in a supplement for the applicant sign as little?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  const helper = { subject: 'helper' }
  must(await take(theCase, 'handler', 'supplement', { materials: [DESIGN] }, helper), 200)
  must(await take(theCase, 'handler', 'accept', undefined, helper), 200)
  expect(guardOf(await take(theCase, 'handler', 'sign', GRANT, helper))).toEqual([409, 'helpedToFile'])
  must(await take(theCase, 'handler', 'sign', GRANT), 200)
})

test('does a decision follow the signatures, by one who signed?', async () => {
  const theCase = await signedTwice('refuse')
  expect(guardOf(await take(theCase, 'chief', 'decide', { decision: 'grant' }))).toEqual([
    409,
    'opinionDiffers',
  ])
  const refusal = { decision: 'refuse', reasons: reasons(), ground: '演示条例 1' }
  const stranger = await take(theCase, 'chief', 'decide', refusal, { subject: 'chief-2' })
  expect(guardOf(stranger)).toEqual([409, 'notSignatory'])
  const unreasoned = await take(theCase, 'chief', 'decide', { decision: 'refuse', ground: '演示条例 1' })
  expect(unreasoned.status).toBe(422)
  must(await take(theCase, 'chief', 'decide', refusal), 200)
})

test('is a check by one official, or by the same one twice, none?', async () => {
  const theCase = await inReview()
  const [one] = CHECK.officials
  expect((await take(theCase, 'handler', 'inspect', { ...CHECK, officials: [one] })).status).toBe(422)
  const twice = await take(theCase, 'handler', 'inspect', { ...CHECK, officials: [one, one] })
  expect([twice.status, twice.body.errors]).toMatchObject([422, [{ pointer: '/officials' }]])
})

test('is nothing of what was said stored in the clear, nor anybody’s name?', async () => {
  const theCase = await decided('refuse')
  await take(theCase, 'head', 'annul', { reasons: reasons('很特别的理由'), ground: '演示条例 1' })
  const { results } = await DB.prepare('SELECT data FROM case_events WHERE case_number = ?')
    .bind(theCase.number)
    .all<{ data: string }>()
  const stored = results.map(({ data }) => data).join('\n')
  for (const word of [
    '演示理由',
    '很特别的理由',
    '演示邻居',
    '演示申请人',
    '演示人员1',
    theCase.owner.idNumber,
  ])
    expect(stored).not.toContain(word)
  const texts = await DB.prepare('SELECT texts_enc FROM event_texts WHERE case_number = ?')
    .bind(theCase.number)
    .all<{ texts_enc: string }>()
  expect(texts.results.length).toBeGreaterThan(3)
  expect(JSON.stringify(texts.results)).not.toContain('理由')
})

test('does a step take two trips to the database, as intake does?', async () => {
  const theCase = await inReview()
  let trips = 0
  const counted = coldIsolate({
    DB: meddle(DB, (trip) => {
      trips = trip
      return undefined
    }),
  })
  const token = await officialToken('handler')
  // What an isolate reads once when it starts is not counted.
  must(await ask(counted, token, 'GET', path(theCase, '').slice(0, -1)), 200)
  const before = trips
  must(await ask(counted, token, 'POST', path(theCase, 'sign'), GRANT), 200)
  expect(trips - before).toBe(2)
})

test('is a body with a field that no step knows refused, and so the number of a document?', async () => {
  const theCase = await inReview()
  const refused = await take(theCase, 'handler', 'sign', { ...GRANT, document: '伪造〔2026〕1号' })
  expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/document' }]])
  const owner = await tokenOf(theCase.owner)
  expect((await ask(worker, owner, 'POST', path(theCase, 'supplement'), { materials: [] })).status).toBe(422)
})

test('is a correction of what was decided refused, with how the decision is changed instead?', async () => {
  const theCase = await decided()
  const correct = (from: string, to: string) =>
    take(theCase, 'chief', 'correct', { reasons: reasons(), changes: [{ from, to }] })
  for (const [from, to] of [
    ['决定准予', '决定不予'],
    ['演示申请人', '另一个人'],
    ['第四十四条', '第四十五条'],
  ] as const) {
    const answer = await correct(from, to)
    expect([from, answer.status]).toEqual([from, 422])
    expect(answer.body.errors).toEqual([
      expect.objectContaining({
        pointer: '/changes/0',
        detail: expect.stringContaining('请先依法撤销，再重新作出决定'),
      }),
    ])
  }
  expect((await correct('没有这些字', '有')).text).toContain('没有这些文字')
  expect(typesOf(await readAs(theCase, 'chief')).at(-1)).toBe('granted')
})

test('does what a supplement corrects have to be in order with the rest of what was filled in, and is nothing kept that is not?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  const before = await eventsOf(theCase)
  const pointersOf = ({ body }: Answered) =>
    ((body.errors ?? []) as { pointer: string }[]).map(({ pointer }) => pointer)
  const wrong: readonly (readonly [form: object, pointers: readonly string[]])[] = [
    [{ nonsense: { a: 1 } }, ['/form/nonsense']],
    [{ site: 'x' }, ['/form/site']],
    [{ site: { region: 'abc' } }, ['/form/site/region']],
    [{ advertisement: { widthMetres: 'abc', kind: 'wall' } }, ['/form/advertisement/widthMetres']],
    [{ from: '2027-01-01', until: '2026-12-01' }, ['/form/until']],
    [{ constructor: { prototype: 1 } }, ['/form/constructor']],
    [JSON.parse('{"__proto__":{"x":1}}'), ['/form/__proto__']],
    [{ advertisement: { content: 'x'.repeat(15_000) } }, ['/form/advertisement/content']],
  ]
  for (const [form, pointers] of wrong) {
    const refused = await asOwner(theCase, 'supplement', { materials: [], form })
    expect([form, refused.status, pointersOf(refused)]).toEqual([form, 422, pointers])
  }
  expect(await eventsOf(theCase)).toEqual(before)
  const right = { advertisement: { widthMetres: 4 }, from: '2026-12-05' }
  must(await asOwner(theCase, 'supplement', { materials: [], form: right }), 200)
  expect((await eventsOf(theCase)).at(-1)).toBe('supplemented')
})
