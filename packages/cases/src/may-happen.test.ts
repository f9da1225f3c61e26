import { NATIONAL_DATA, openCalendar } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { foldOf, happeningOf, LAW, planOf, policyOf, stage } from '../test/story.ts'
import { appendUnder, mayHappen } from './may-happen.ts'
import type { StepPolicy } from './step-policy.ts'

/** What stands against the last line of a story: a guard with its facts, missing fields, who is needed, or nothing. */
async function verdict(story: string, line: string, more: Partial<StepPolicy> = {}) {
  const result = mayHappen(story === '' ? null : await foldOf(story), happeningOf(line), policyOf(more))
  if (result.ok) return 'may'
  const { failure } = result
  switch (failure.code) {
    case 'stepNotPossible':
      return failure.because === null ? failure.state : [failure.because.guard, failure.because.facts]
    case 'invalidInput':
      return failure.errors.map(({ pointer }) => pointer)
    case 'notAllowed':
      return failure.need
  }
}

const REVIEW = '2026-11-02 received; 2026-11-02 accepted; 2026-11-02 referred'
const sign = (who: string, role: string, opinion = 'grant', on = '2026-11-10') =>
  `${on} signed who=${who} role=${role} opinion=${opinion}`
const SIGNED = `${REVIEW}; ${sign('a', 'handler')}; ${sign('b', 'chief')}`
const GRANT = '2026-11-10 granted who=b role=chief document=G-1'

test('does a case take two signatures by two persons in order, and no third, extension or not?', async () => {
  expect(await verdict(REVIEW, sign('a', 'handler'))).toBe('may')
  expect(await verdict(REVIEW, sign('b', 'chief'))).toEqual(['signatureOrder', { next: 'handler' }])
  expect(await verdict(`${REVIEW}; ${sign('a', 'handler')}`, sign('a', 'chief'))).toEqual([
    'samePerson',
    { role: 'handler', on: '2026-11-10' },
  ])
  expect(await verdict(`${REVIEW}; ${sign('a', 'handler')}`, sign('b', 'chief'))).toBe('may')
  expect(await verdict(SIGNED, sign('c', 'chief'))).toEqual(['twoSignatures', { signatures: 2 }])
  const extended = `${REVIEW}; ${sign('a', 'handler')}; 2026-11-11 extended workdays=10`
  expect(await verdict(extended, sign('b', 'chief'))).toBe('may')
  const full = `${SIGNED}; 2026-11-11 extended workdays=10`
  expect(await verdict(full, sign('c', 'chief'))).toEqual(['twoSignatures', { signatures: 2 }])
})

test('where an item asks for one signature, is a second one too many?', async () => {
  const story = `${REVIEW}; ${sign('a', 'handler')}`
  const one = { signatures: ['handler'] } as const
  expect(await verdict(story, sign('b', 'handler'), one)).toEqual(['twoSignatures', { signatures: 1 }])
  expect(await verdict(story, '2026-11-10 granted who=a role=handler document=G-1', one)).toBe('may')
})

test('does a decision follow the signatures, by one who signed?', async () => {
  expect(await verdict(REVIEW, GRANT)).toEqual(['signatureMissing', { next: 'handler' }])
  expect(await verdict(`${REVIEW}; ${sign('b', 'handler')}`, GRANT)).toEqual([
    'signatureMissing',
    { next: 'chief' },
  ])
  expect(await verdict(SIGNED, GRANT)).toBe('may')
  expect(await verdict(SIGNED, GRANT.replace('who=b', 'who=c'))).toEqual(['notSignatory', {}])
  const split = `${REVIEW}; ${sign('a', 'handler')}; ${sign('b', 'chief', 'refuse')}`
  expect(await verdict(split, GRANT)).toEqual(['opinionDiffers', { opinion: 'refuse' }])
  expect(await verdict(SIGNED, GRANT.replace('role=chief', 'role=head'))).toBe(
    '经办人、首席代表 handler, chief representative',
  )
})

test('does the machine grant only what no person has, and never refuse?', async () => {
  const accepted = '2026-11-02 received; 2026-11-02 accepted'
  const machine = (type: string) => `2026-11-02 ${type} by=machine`
  expect(await verdict(accepted, machine('granted'))).toBe('may')
  expect(await verdict(REVIEW, machine('granted'))).toEqual(['personDecides', {}])
  expect(
    mayHappen(await foldOf(REVIEW), { ...happeningOf(machine('refused')), actorKind: 'machine' }, policyOf()),
  ).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
})

test('does whoever helped to file neither sign nor decide?', async () => {
  const helped = REVIEW.replace('received', 'received who=a')
  expect(await verdict(helped, sign('a', 'handler'))).toEqual(['helpedToFile', {}])
  expect(await verdict(helped, sign('b', 'handler'))).toBe('may')
  const signed = SIGNED.replace('received', 'received who=b')
  expect(await verdict(signed, GRANT)).toEqual(['helpedToFile', {}])
})

const REFUSE = '2026-11-10 refused who=b role=chief'
test('does a refusal carry reasons, ground and document, each named when it lacks?', async () => {
  const split = `${REVIEW}; ${sign('a', 'handler', 'refuse')}; ${sign('b', 'chief', 'refuse')}`
  expect(await verdict(split, REFUSE)).toEqual(['/reasons', '/ground', '/document'])
  const whole = happeningOf(`${REFUSE} ground=38(2) document=R-1`)
  const reasoned = { ...whole, data: { ...whole.data, reasons: ['r1'] } }
  expect(mayHappen(await foldOf(split), reasoned, policyOf())).toEqual({ ok: true, value: null })
  for (const reasons of [[], [''], 'r1', [1], null]) {
    const unreasoned = { ...whole, data: { ...whole.data, reasons } }
    expect(mayHappen(await foldOf(split), unreasoned, policyOf())).toMatchObject({
      failure: { code: 'invalidInput', errors: [{ pointer: '/reasons' }] },
    })
  }
})

const SUSPEND = '2026-11-04 suspended document=S-1 neededWorkdays=10'
test('does a clock stop only on a ground of the table, with document and time needed?', async () => {
  expect(await verdict(REVIEW, `${SUSPEND} ground=hearing`)).toBe('may')
  for (const ground of [
    'tender',
    'auction',
    'inspection',
    'testing',
    'quarantine',
    'appraisal',
    'expertReview',
  ])
    expect(await verdict(REVIEW, `${SUSPEND} ground=${ground}`)).toBe('may')
  expect(await verdict(REVIEW, SUSPEND)).toEqual(['/ground'])
  expect(await verdict(REVIEW, '2026-11-04 suspended ground=hearing')).toEqual([
    '/document',
    '/neededWorkdays',
  ])
  expect(await verdict(REVIEW, `${SUSPEND} ground=hearing`.replace('=10', '=0'))).toEqual(['/neededWorkdays'])
  expect(await verdict(REVIEW, `${SUSPEND} ground=busy`)).toMatchObject([
    'groundUnknown',
    { ground: 'busy', known: expect.stringContaining('expertReview') },
  ])
  const open = `${REVIEW}; 2026-11-03 suspended ground=hearing`
  expect(await verdict(open, `${SUSPEND} ground=hearing`)).toEqual(['groundOpen', { fromOn: '2026-11-03' }])
  expect(await verdict(open, `${SUSPEND} ground=appraisal`)).toBe('may')
})

test('has only a licence built-in grounds, and does another count only with its article?', async () => {
  const ground = (kind: 'law' | 'localLaw' | 'promise', zh: string) => ({
    code: 'publicity',
    zh: '公示',
    en: 'publicity',
    basis: { kind, zh, en: zh },
  })
  const { groundsOf } = await import('./grounds.ts')
  expect(groundsOf('licence', []).map(({ code }) => code)).toHaveLength(8)
  expect(groundsOf('registration', [])).toEqual([])
  expect(groundsOf('benefit', [ground('localLaw', '某市条例 12')])).toHaveLength(1)
  expect(groundsOf('benefit', [ground('localLaw', '某市条例')])).toEqual([])
  expect(groundsOf('benefit', [ground('promise', '承诺 12')])).toEqual([])
})

test('are the dates of a suspension in order?', async () => {
  const suspend = (fromOn: string) => verdict(REVIEW, `${SUSPEND} ground=hearing fromOn=${fromOn}`)
  expect(await suspend('2026-11-02')).toBe('may')
  expect(await suspend('2026-11-04')).toBe('may')
  expect(await suspend('2026-11-01')).toMatchObject(['datesOutOfOrder', { earliest: '2026-11-02' }])
  expect(await suspend('2026-11-05')).toMatchObject(['datesOutOfOrder', { today: '2026-11-04' }])
  expect(await suspend('2026-02-30')).toEqual(['/fromOn'])
  const open = `${REVIEW}; 2026-11-04 suspended ground=hearing`
  const resume = (more: string) => verdict(open, `2026-11-10 resumed ${more}`)
  expect(await resume('')).toBe('may')
  expect(await resume('suspension=4')).toBe('may')
  expect(await resume('untilOn=2026-11-04')).toBe('may')
  expect(await resume('untilOn=2026-11-03')).toMatchObject(['datesOutOfOrder', { fromOn: '2026-11-04' }])
  expect(await resume('untilOn=2026-11-11')).toMatchObject(['datesOutOfOrder', { today: '2026-11-10' }])
  expect(await resume('suspension=3')).toEqual(['noResumption', { open: '4 hearing' }])
  const both = `${open}; 2026-11-05 suspended ground=appraisal`
  expect(await verdict(both, '2026-11-10 resumed')).toEqual([
    'noResumption',
    { open: '4 hearing, 5 appraisal' },
  ])
})

const EXTEND = happeningOf('2026-11-10 extended document=E-1 workdays=10 role=head')
const reasoned = { ...EXTEND, data: { ...EXTEND.data, reasons: ['complex'] } }
test('is a limit extended once, by the head, with a reason, before it is over?', async () => {
  const fold = await foldOf(REVIEW)
  const may = (change: object, policy = policyOf(), on = fold, at = reasoned.at) => {
    const result = mayHappen(on, { ...reasoned, at, data: { ...reasoned.data, ...change } }, policy)
    if (result.ok) return 'may'
    const { failure } = result
    return failure.code === 'stepNotPossible' ? failure.because?.guard : failure
  }
  expect(may({})).toBe('may')
  expect(may({ workdays: 11 })).toBe('extensionTooLong')
  expect(may({ reasons: [] })).toMatchObject({ errors: [{ pointer: '/reasons' }] })
  expect(may({ role: 'chief' })).toEqual({ code: 'notAllowed', need: '部门负责人 head of department' })
  expect(may({}, policyOf({ extension: null }))).toBe('noExtension')
  const joint = policyOf({ extension: { workdays: 15, role: 'governmentHead', basis: LAW } })
  expect(may({ workdays: 15 }, joint)).toMatchObject({ need: '政府负责人 head of government' })
  expect(may({ workdays: 15, role: 'governmentHead' }, joint)).toBe('may')
  const twice = await foldOf(`${REVIEW}; 2026-11-09 extended workdays=5`)
  expect(may({ workdays: 5 }, policyOf(), twice)).toBe('extensionOnce')
  // Accepted 2 November: 3–6 (4), –13 (9), –20 (14), –27 (19), 30 November (20).
  expect(may({}, policyOf(), fold, Date.parse('2026-11-30T23:59:59+08:00'))).toBe('may')
  expect(may({}, policyOf(), fold, Date.parse('2026-12-01T00:00:00+08:00'))).toBe('limitOver')
})

test('is everything missing asked for once, and is a registration returned instead?', async () => {
  const ask = '2026-11-03 supplementRequested document=B-1'
  const received = '2026-11-02 received'
  expect(await verdict(received, ask)).toEqual(['/reasons'])
  const line = happeningOf(ask)
  const request = { ...line, data: { ...line.data, reasons: ['m1'] } }
  const guardOf = async (story: string, more: Partial<StepPolicy> = {}, change = {}) => {
    const result = mayHappen(await foldOf(story), { ...request, ...change }, policyOf(more))
    return result.ok ? 'may' : result.failure
  }
  expect(await guardOf(received)).toBe('may')
  expect(await guardOf(received, { procedure: 'registration' })).toMatchObject({
    because: { guard: 'returnInstead' },
  })
  const again = `${received}; 2026-11-03 supplementRequested; 2026-11-04 supplemented`
  expect(await guardOf(again)).toMatchObject({
    because: { guard: 'supplementOnce', facts: { on: '2026-11-03' } },
    possible: expect.not.arrayContaining(['supplementRequested']),
  })
  const returned = { ...request, type: 'returned' } as const
  expect(mayHappen(await foldOf(received), returned, policyOf())).toMatchObject({
    failure: { because: { guard: 'supplementInstead' } },
  })
  expect(mayHappen(await foldOf(received), returned, policyOf({ procedure: 'registration' })).ok).toBe(true)
  for (const [untilOn, want] of [
    ['2026-11-03', { because: { guard: 'datesOutOfOrder' } }],
    ['2026-11-04', 'may'],
  ] as const) {
    const told = await guardOf(received, {}, { data: { ...request.data, untilOn } })
    if (want === 'may') expect(told).toBe('may')
    else expect(told).toMatchObject(want)
  }
})

test('when the notice is late, does silence come first, and not before its time?', async () => {
  const received = '2026-11-23 received'
  const accept = (at: string) => verdict(received, `${at} accepted document=A-1`)
  expect(await accept('2026-11-30T23:59')).toBe('may')
  expect(await accept('2026-12-01T00:00')).toEqual(['deemedFirst', { dueOn: '2026-11-30' }])
  const refuse = '2026-12-01 notRequired document=N-1'
  const line = happeningOf(refuse)
  expect(
    mayHappen(await foldOf(received), { ...line, data: { ...line.data, reasons: ['x'] } }, policyOf()),
  ).toMatchObject({ failure: { because: { guard: 'deemedFirst' } } })
  const silence = (at: string) => verdict(received, `${at} deemedAccepted by=clock`)
  expect(await silence('2026-11-30T23:59')).toEqual(['tooEarly', { dueOn: '2026-11-30' }])
  expect(await silence('2026-12-01T00:00')).toBe('may')
  // Of an unpublished year nothing is certain, so nothing is deemed.
  expect(await verdict('2026-12-31 received', '2027-01-20 deemedAccepted by=clock')).toMatchObject([
    'tooEarly',
    { dueOn: '2027-01-08' },
  ])
})

test('is a renewal deemed granted only at its expiry and only if applied for in time?', async () => {
  const plan = planOf('decision 40', { renewal: { daysBefore: 30, basis: LAW } })
  const found = 'licenceChecked finding=found validUntil=2026-12-11'
  const renewal = (on: string, at: string, check = `; ${on} ${found}`) =>
    verdict(
      `${on} received renewalExpiresOn=2026-12-11; ${on} accepted; ${on} referred${check}`,
      `${at} deemedGranted by=clock`,
      { plan },
    )
  expect(await renewal('2026-11-11', '2026-12-11T23:59')).toEqual(['tooEarly', { dueOn: '2026-12-11' }])
  expect(await renewal('2026-11-11', '2026-12-12T00:00')).toBe('may')
  expect(await renewal('2026-11-12', '2026-12-12T00:00')).toEqual(['notRenewal', {}])
  expect(await verdict(REVIEW, '2026-12-12 deemedGranted by=clock', { plan })).toEqual(['notRenewal', {}])
  expect(await renewal('2026-11-11', '2026-12-12', '')).toEqual(['licenceUnchecked', { dueOn: '2026-12-11' }])
})

test('is too early said with the day of the very limit, where another runs out before it?', async () => {
  const plan = planOf('decision 5', { renewal: { daysBefore: 30, basis: LAW } })
  const story = '2026-11-02 received renewalExpiresOn=2026-12-11; 2026-11-02 accepted; 2026-11-02 referred'
  expect(await verdict(story, '2026-11-20 deemedGranted by=clock', { plan })).toEqual([
    'tooEarly',
    { dueOn: '2026-12-11' },
  ])
  // Without a limit for it there is no day to name.
  const none = planOf('decision 5')
  expect(await verdict('2026-11-02 received', '2026-11-20 deemedAccepted by=clock', { plan: none })).toEqual([
    'tooEarly',
    { dueOn: '' },
  ])
})

test('once the stated licence has ended, is it looked for before anything is decided?', async () => {
  const plan = planOf('decision 40', { renewal: { daysBefore: 30, basis: LAW } })
  const signed =
    '2026-11-03 signed who=a role=handler opinion=grant; 2026-11-04 signed who=b role=chief opinion=grant'
  const story = `2026-11-02 received renewalExpiresOn=2026-12-11; 2026-11-02 accepted; 2026-11-02 referred; ${signed}`
  const grant = (at: string, check = '') =>
    verdict(`${story}${check}`, `${at} granted who=b role=chief document=G`, { plan })
  expect(await grant('2026-12-11')).toBe('may')
  expect(await grant('2026-12-12')).toEqual(['licenceUnchecked', { dueOn: '2026-12-11' }])
  const found = '; 2026-12-10 licenceChecked finding=found validUntil=2026-12-11'
  expect(await grant('2026-12-12', found)).toEqual(['deemedFirst', { dueOn: '2026-12-11' }])
  expect(await grant('2026-12-12', '; 2026-12-10 licenceChecked finding=notFound')).toBe('may')
})

test('is the licence held now checked with a date or a reason, of a renewal, and by nobody who helped to file?', async () => {
  const check = (what: string, story = '2026-11-02 received renewalExpiresOn=2026-12-11') =>
    verdict(story, `2026-11-03 licenceChecked who=w role=handler ${what}`)
  expect(await check('finding=found validUntil=2026-12-11')).toBe('may')
  expect(await check('finding=found')).toEqual(['/validUntil'])
  expect(await check('finding=found validUntil=2026-02-30')).toEqual(['/validUntil'])
  expect(await check('finding=notFound')).toEqual(['/reasons'])
  expect(await check('finding=perhaps validUntil=2026-12-11')).toEqual(['/finding'])
  expect(await check('finding=found validUntil=2026-12-11', '2026-11-02 received')).toEqual([
    'notRenewal',
    {},
  ])
  const helped = '2026-11-02 received who=w renewalExpiresOn=2026-12-11'
  expect(await check('finding=found validUntil=2026-12-11', helped)).toEqual(['helpedToFile', {}])
})

test('does nobody’s signature count twice, in person or by a delegate?', async () => {
  const second = (first: string, then: string) =>
    verdict(
      `${REVIEW}; 2026-11-03 signed ${first} role=handler opinion=grant`,
      `2026-11-04 signed ${then} role=chief opinion=grant`,
    )
  const same = ['samePerson', { role: 'handler', on: '2026-11-03' }]
  expect(await second('who=a', 'who=b')).toBe('may')
  expect(await second('who=a', 'who=b onBehalfOf=a')).toEqual(same)
  expect(await second('who=b onBehalfOf=a', 'who=a')).toEqual(same)
  expect(await second('who=b onBehalfOf=a', 'who=c onBehalfOf=a')).toEqual(same)
  expect(await second('who=b onBehalfOf=a', 'who=b')).toEqual(same)
  expect(await second('who=b onBehalfOf=a', 'who=c onBehalfOf=d')).toBe('may')
})

test('is an application taken as abandoned only by law and after the term told?', async () => {
  const waiting = '2026-11-02 received; 2026-11-03 supplementRequested untilOn=2026-11-10'
  const line = (on: string) => `${on} abandoned ground=local-36 document=Q-1`
  const local = { abandonment: LAW }
  expect(await verdict(waiting, line('2026-11-11'))).toEqual(['noAbandonment', {}])
  expect(await verdict(waiting, line('2026-11-10'), local)).toEqual(['tooEarly', { untilOn: '2026-11-10' }])
  expect(await verdict(waiting, line('2026-11-11'), local)).toBe('may')
  expect(await verdict(waiting.replace(' untilOn=2026-11-10', ''), line('2026-11-11'), local)).toEqual([
    'noAbandonment',
    {},
  ])
})

test('are interested parties told and heard, and a hearing held, before the decision?', async () => {
  const policy = { thirdPartyInterest: true }
  expect(await verdict(SIGNED, GRANT, policy)).toEqual(['thirdPartyFirst', {}])
  const tell = (untilOn: string) => `2026-11-02 thirdPartyNotified document=T-1 parties=p untilOn=${untilOn}`
  // Five working days from 2 November: 3, 4, 5, 6, 9.
  expect(await verdict(REVIEW, tell('2026-11-06'), policy)).toEqual([
    'termTooShort',
    { untilOn: '2026-11-06', least: '2026-11-09' },
  ])
  expect(await verdict(REVIEW, tell('2026-11-09'), policy)).toBe('may')
  expect(await verdict(REVIEW, '2026-11-02 thirdPartyNotified document=T-1', policy)).toEqual([
    '/parties',
    '/untilOn',
  ])
  const told = `${REVIEW}; ${tell('2026-11-09')}`
  const signed = `${told}; ${sign('a', 'handler')}; ${sign('b', 'chief')}`
  expect(await verdict(signed, GRANT, policy)).toBe('may')
  expect(await verdict(signed, GRANT.replace('11-10', '11-09'), policy)).toEqual([
    'thirdPartyTime',
    { untilOn: '2026-11-09' },
  ])
  const stated = `${told}; 2026-11-05 thirdPartyStated party=p; ${sign('a', 'handler')}; ${sign('b', 'chief')}`
  expect(await verdict(stated, GRANT.replace('11-10', '11-09'), policy)).toBe('may')
  expect(await verdict(told, '2026-11-09 hearingRequested', policy)).toBe('may')
  expect(await verdict(told, '2026-11-10 hearingRequested', policy)).toEqual([
    'termOver',
    { untilOn: '2026-11-09' },
  ])
  const asked = `${told}; 2026-11-09 hearingRequested`
  const both = `; ${sign('a', 'handler')}; ${sign('b', 'chief')}`
  expect(await verdict(asked + both, GRANT, policy)).toEqual(['hearingFirst', { requestedOn: '2026-11-09' }])
  expect(await verdict(`${asked}; 2026-11-10 hearingHeld${both}`, GRANT, policy)).toBe('may')
  expect(await verdict(`${asked}; 2026-11-10 hearingHeld`, '2026-11-11 hearingHeld document=H')).toEqual([
    'hearingOnce',
    { on: '2026-11-10' },
  ])
})

test('does the superior organ decide what the lower one has forwarded, with signatures of its own?', async () => {
  const policy = { forwards: true }
  expect(await verdict(SIGNED, GRANT, policy)).toEqual(['forwardFirst', {}])
  const forward = '2026-11-11 forwarded role=chief document=P-1 to=city'
  expect(await verdict(SIGNED, forward, policy)).toBe('may')
  expect(await verdict(SIGNED, forward)).toEqual(['noSuperior', {}])
  expect(await verdict(SIGNED, forward.replace(' to=city', ''), policy)).toEqual(['/to'])
  const forwarded = `${SIGNED}; ${forward}`
  expect(await verdict(forwarded, forward, policy)).toEqual(['forwardedOnce', { on: '2026-11-11' }])
  expect(await verdict(forwarded, GRANT, policy)).toEqual(['signatureMissing', { next: 'handler' }])
  const decided = `${forwarded}; ${sign('x', 'handler')}; ${sign('b', 'chief')}`
  expect(await verdict(decided, GRANT, policy)).toBe('may')
  // 35: no paper is asked for twice, in whatever state.
  expect(await verdict(forwarded, '2026-11-12 supplementRequested document=B', policy)).toBe('inReview')
})

test('does every department of joint handling answer once, in its turn where turns are kept?', async () => {
  const stages = [stage('roads', 10), stage('police', 10)]
  const inTurn = { plan: planOf('jointDecision 45', { joint: { mode: 'sequential', stages } }) } as const
  const atOnce = { plan: planOf('jointDecision 45', { joint: { mode: 'simultaneous', stages } }) } as const
  const says = (department: string) => `2026-11-05 opinionGiven department=${department} opinion=grant`
  expect(await verdict(REVIEW, says('police'), inTurn)).toEqual(['stageOrder', { before: 'roads' }])
  expect(await verdict(REVIEW, says('police'), atOnce)).toBe('may')
  expect(await verdict(`${REVIEW}; ${says('roads')}`, says('police'), inTurn)).toBe('may')
  expect(await verdict(`${REVIEW}; ${says('roads')}`, says('roads'), inTurn)).toEqual([
    'opinionOnce',
    { department: 'roads' },
  ])
  expect(await verdict(REVIEW, says('parks'), inTurn)).toEqual(['notJoint', { department: 'parks' }])
  expect(await verdict(REVIEW, says('roads').replace('grant', 'maybe'), inTurn)).toEqual(['/opinion'])
  expect(await verdict(SIGNED, GRANT, inTurn)).toEqual(['opinionsMissing', { missing: 'roads, police' }])
})

test('does a check of facts take two officials?', async () => {
  const line = happeningOf('2026-11-05 inspected document=I-1')
  const by = (officials: unknown) => ({ ...line, data: { ...line.data, officials: officials as string[] } })
  const fold = await foldOf(REVIEW)
  expect(mayHappen(fold, by(['a', 'b']), policyOf()).ok).toBe(true)
  for (const officials of [['a'], ['a', 'a'], [], 'a,b', ['a', '']])
    expect(mayHappen(fold, by(officials), policyOf())).toMatchObject({
      failure: { errors: [{ pointer: '/officials' }] },
    })
})

test('is a step kept to the posts a region names, and to the roles of the table?', async () => {
  const posts = { signed: ['window-3'] }
  expect(await verdict(REVIEW, sign('a', 'handler'), { posts })).toBe('岗位：window-3 post: window-3')
  expect(await verdict(REVIEW, `${sign('a', 'handler')} post=window-3`, { posts })).toBe('may')
  expect(await verdict(REVIEW, '2026-11-05 hearingHeld role=auditor document=H')).toBe(
    '经办人、首席代表 handler, chief representative',
  )
  expect(await verdict(REVIEW, '2026-11-05 withdrawn')).toBe('may')
  expect(
    mayHappen(
      await foldOf(REVIEW),
      { ...happeningOf('2026-11-05 withdrawn'), actorKind: 'official' },
      policyOf(),
    ),
  ).toMatchObject({ failure: { code: 'notAllowed', need: '申请人 applicant' } })
})

test('does a wrong step say what is possible now and who may do it?', async () => {
  const result = mayHappen(await foldOf('2026-11-02 received; 2026-11-02 withdrawn'), EXTEND, policyOf())
  expect(result).toEqual({
    ok: false,
    failure: {
      code: 'stepNotPossible',
      state: 'withdrawn',
      possible: ['archived'],
      who: [
        {
          event: 'archived',
          zh: '归档',
          en: 'file the case',
          by: ['window', 'handler', 'machine', 'clock'],
          byZh: '窗口、经办人、系统、期限',
          byEn: 'window, handler, the system, the clock',
        },
      ],
      because: null,
    },
  })
  expect(await verdict('2026-11-02 received; 2026-11-02 withdrawn', GRANT)).toBe('withdrawn')
})

test('are several steps appended together or not at all?', async () => {
  const fold = await foldOf(REVIEW)
  const lines = [sign('a', 'handler'), sign('b', 'chief'), GRANT].map(happeningOf)
  const done = await appendUnder(policyOf(), 'case', fold, lines)
  expect(done).toMatchObject({ ok: true, value: { fold: { state: 'granted', seq: 6 } } })
  const [first, , last] = lines
  if (first === undefined || last === undefined) throw new Error('three lines')
  expect(await appendUnder(policyOf(), 'case', fold, [first, last])).toMatchObject({
    failure: { because: { guard: 'signatureMissing' } },
  })
})

test('does the calendar of the policy decide, and no other?', async () => {
  const opened = openCalendar({
    ...NATIONAL_DATA,
    version: 'local',
    region: '450000',
    local: [
      {
        notice: { title: '地方放假安排', number: null, issuedOn: '2026-01-01', url: null },
        rest: ['2026-11-30'],
        work: [],
      },
    ],
  })
  if (!opened.ok) throw new Error('faulty test calendar')
  const line = '2026-12-01T00:00 accepted document=A-1'
  expect(await verdict('2026-11-23 received', line)).toEqual(['deemedFirst', { dueOn: '2026-11-30' }])
  expect(await verdict('2026-11-23 received', line, { calendar: opened.value })).toBe('may')
  const later = '2026-12-02T00:00 accepted document=A-1'
  expect(await verdict('2026-11-23 received', later, { calendar: opened.value })).toEqual([
    'deemedFirst',
    { dueOn: '2026-12-01' },
  ])
})

test('is a day that no calendar has refused wherever a step carries one, and an assignment to nobody?', async () => {
  const bad = '2026-02-30'
  expect(await verdict('', `2026-11-02 received renewalExpiresOn=${bad}`)).toEqual(['/renewalExpiresOn'])
  const asked = `2026-11-03 supplementRequested document=B untilOn=${bad}`
  expect(await verdict('2026-11-02 received', asked)).toEqual(['/reasons', '/untilOn'])
  const held = `2026-11-03 hearingHeld document=H role=chief heldOn=${bad}`
  expect(await verdict(REVIEW, held)).toEqual(['/heldOn'])
  const check = `2026-11-03 inspected document=C role=handler inspectedOn=${bad}`
  expect(await verdict(REVIEW, check)).toEqual(['/officials', '/inspectedOn'])
  expect(await verdict(REVIEW, '2026-11-03 assigned role=chief')).toEqual(['/to'])
})

test('does an assignment bind who signs as handler, and nobody who signs above?', async () => {
  const assigned = `${REVIEW}; 2026-11-03 assigned to=a`
  expect(await verdict(assigned, sign('b', 'handler'))).toEqual(['assignedToAnother', {}])
  expect(await verdict(`${assigned}; ${sign('a', 'handler')}`, sign('b', 'chief'))).toBe('may')
  expect(await verdict(REVIEW, sign('b', 'handler'))).toBe('may')
})

test('where no such licence is found, are reasons all that is needed?', async () => {
  const line = happeningOf('2026-11-03 licenceChecked who=w role=handler finding=notFound')
  const fold = await foldOf('2026-11-02 received renewalExpiresOn=2026-12-11')
  const withReasons = { ...line, data: { ...line.data, reasons: ['text/1'] } }
  expect(mayHappen(fold, withReasons, policyOf())).toMatchObject({ ok: true })
})

test('may a case be withdrawn while an earlier grant stands, so that nobody could annul it any more?', async () => {
  const reopened =
    '2026-11-02 received; 2026-11-02 accepted; 2026-11-02 granted by=machine; 2026-11-03 automaticDecisionDeclined; 2026-11-04 reopened'
  expect(await verdict(reopened, '2026-11-05 withdrawn by=applicant')).toEqual([
    'grantStands',
    { on: '2026-11-02' },
  ])
})

test('may a licence that was found be found again with another day, and one that was not found be looked for again?', async () => {
  const stated = '2026-11-02 received renewalExpiresOn=2026-12-11'
  const again = '2026-11-06 licenceChecked who=w role=handler finding=found validUntil=2099-01-01'
  const found = `${stated}; 2026-11-05 licenceChecked finding=found validUntil=2026-12-11`
  expect(await verdict(found, again)).toEqual(['licenceFound', { on: '2026-11-05' }])
  const missed = `${stated}; 2026-11-05 licenceChecked finding=notFound`
  expect(await verdict(missed, again)).not.toEqual(['licenceFound', { on: '2026-11-05' }])
})

test('does each person state as often as the policy lets one, and no oftener, whoever records it?', async () => {
  const caps = { statements: 2, inspections: 2, suspensionWorkdays: 30 }
  const told = `${REVIEW}; 2026-11-03 thirdPartyNotified document=T-1 parties=p,q untilOn=2026-11-10`
  const twice = `${told}; 2026-11-04 thirdPartyStated by=party party=p; 2026-11-05 thirdPartyStated party=p`
  const one = '2026-11-05 thirdPartyStated party=p'
  expect(await verdict(`${told}; ${one}`, one, { caps })).toBe('may')
  expect(await verdict(twice, one, { caps })).toEqual(['statementsMany', { most: 2 }])
  expect(await verdict(twice, '2026-11-05 thirdPartyStated by=party party=p', { caps })).toEqual([
    'statementsMany',
    { most: 2 },
  ])
  // Another party, and the applicant, have their own.
  expect(await verdict(twice, '2026-11-05 thirdPartyStated party=q', { caps })).toBe('may')
  const answered = `${twice}; 2026-11-05 thirdPartyStated by=applicant; 2026-11-05 thirdPartyStated by=applicant`
  const answer = '2026-11-06 thirdPartyStated by=applicant'
  expect(await verdict(twice, answer, { caps })).toBe('may')
  expect(await verdict(answered, answer, { caps })).toEqual(['statementsMany', { most: 2 }])
  // Once the case is reopened everybody may speak again.
  const again = `${twice}; 2026-11-11 refused who=b role=chief; 2026-11-12 annulled; 2026-11-13 reopened`
  const toldAgain = `${again}; 2026-11-13 thirdPartyNotified document=T-2 parties=p untilOn=2026-11-20`
  expect(await verdict(toldAgain, '2026-11-14 thirdPartyStated party=p', { caps })).toBe('may')
})

test('are checks recorded, and special procedures told to last, no more than the policy lets them?', async () => {
  const caps = { statements: 2, inspections: 2, suspensionWorkdays: 30 }
  const check = '2026-11-05 inspected officials=a,b document=I-1'
  expect(await verdict(`${REVIEW}; ${check}`, check, { caps })).toBe('may')
  expect(await verdict(`${REVIEW}; ${check}; ${check}`, check, { caps })).toEqual([
    'inspectionsMany',
    { most: 2 },
  ])
  const stop = (days: number) =>
    `2026-11-05 suspended ground=expertReview document=S-1 neededWorkdays=${days}`
  const plan = planOf('decision 20', {
    grounds: [{ code: 'expertReview', zh: '专家评审', en: 'expert review', basis: LAW }],
  })
  expect(await verdict(REVIEW, stop(30), { caps, plan })).toBe('may')
  expect(await verdict(REVIEW, stop(31), { caps, plan })).toEqual([
    'suspensionTooLong',
    { neededWorkdays: 31, most: 30 },
  ])
})

test('once a decision is annulled, is the annulment served, and nothing that was annulled?', async () => {
  const granted = '2026-11-02 received; 2026-11-02 accepted; 2026-11-03 granted document=G-1'
  const annulled = `${granted}; 2026-11-10 annulled document=A-1`
  const serve = (served: string, on = '2026-11-12', more = '') =>
    `${on} delivered document=D-1 served=${served}${more}`
  expect(await verdict(annulled, serve('A-1'))).toBe('may')
  expect(await verdict(annulled, serve('G-1'))).toEqual(['annulledAlready', { on: '2026-11-10' }])
  expect(await verdict(annulled, serve('A-1,G-1'))).toEqual(['annulledAlready', { on: '2026-11-10' }])
  // Nothing is served before it is made.
  expect(await verdict(annulled, serve('A-1', '2026-11-12', ' servedOn=2026-11-09'))).toEqual([
    'datesOutOfOrder',
    { servedOn: '2026-11-09', earliest: '2026-11-10', today: '2026-11-12' },
  ])
  expect(await verdict(granted, serve('G-1'))).toBe('may')
  // An annulment whose document is not known leaves nothing to serve.
  expect(await verdict(`${granted}; 2026-11-10 annulled`, serve('A-1'))).toEqual([
    'annulledAlready',
    { on: '2026-11-10' },
  ])
})

test('does the service of an annulment end no time for handing over what was granted?', async () => {
  const granted = '2026-11-02 received; 2026-11-02 accepted; 2026-11-03 granted document=G-1'
  const annulled = await foldOf(
    `${granted}; 2026-11-10 annulled document=A-1; 2026-12-30 delivered served=A-1`,
  )
  expect(annulled).toMatchObject({ annulledOn: '2026-11-10', annulledBy: 'A-1', deliveredOn: null })
  const before = await foldOf(
    `${granted}; 2026-11-05 delivered served=G-1; 2026-11-10 annulled document=A-1; 2026-12-30 delivered served=A-1`,
  )
  expect(before.deliveredOn).toBe('2026-11-05')
})

test('are missing fields asked for in words, and a post that is needed named?', async () => {
  const errorsOf = async (story: string, line: string, more: Partial<StepPolicy> = {}) => {
    const result = mayHappen(await foldOf(story), happeningOf(line), policyOf(more))
    return result.ok || result.failure.code !== 'invalidInput' ? [] : result.failure.errors
  }
  expect(await errorsOf(SIGNED, '2026-11-10 refused who=b role=chief')).toEqual([
    { pointer: '/reasons', zh: '请写明理由。', en: 'State the reasons.' },
    { pointer: '/ground', zh: '请写明法律依据。', en: 'Name the legal ground.' },
    { pointer: '/document', zh: '缺少不予决定书。', en: 'The decision to refuse is missing.' },
  ])
  const posts = { signed: ['a-1', 'a-2'] }
  expect(await verdict(REVIEW, sign('a', 'handler'), { posts })).toBe('岗位：a-1、a-2 post: a-1, a-2')
})

test('does an item that asks for a check of the facts by two have it before the decision, and another none?', async () => {
  const inspection = { kind: 'law', zh: '行政许可法 34(3)', en: 'Licensing Law 34(3)' } as const
  expect(await verdict(SIGNED, GRANT, { inspection })).toEqual([
    'inspectionFirst',
    { basis: '行政许可法 34(3)' },
  ])
  const checked = `${REVIEW}; 2026-11-03 inspected officials=c,d; ${sign('a', 'handler')}; ${sign('b', 'chief')}`
  expect(await verdict(checked, GRANT, { inspection })).toBe('may')
  expect(await verdict(SIGNED, GRANT)).toBe('may')
})

test('is the term that ends last the one the parties still have?', async () => {
  const told = `${REVIEW}; 2026-11-02 thirdPartyNotified parties=p untilOn=2026-11-20; 2026-11-03 thirdPartyNotified parties=q untilOn=2026-11-12`
  const story = `${told}; ${sign('a', 'handler')}; ${sign('b', 'chief')}`
  expect(await verdict(story, GRANT, { thirdPartyInterest: true })).toEqual([
    'thirdPartyTime',
    { untilOn: '2026-11-20' },
  ])
})

test('is a service on the very day of the decision in order, and a check before the receipt not?', async () => {
  const granted = '2026-11-02 received; 2026-11-02 accepted; 2026-11-03 granted document=G-1'
  expect(await verdict(granted, '2026-11-04 delivered document=D-1 served=G-1 servedOn=2026-11-03')).toBe(
    'may',
  )
  expect(
    await verdict(REVIEW, '2026-11-05 inspected officials=a,b document=I-1 inspectedOn=2026-11-01'),
  ).toEqual(['datesOutOfOrder', { inspectedOn: '2026-11-01', earliest: '2026-11-02', today: '2026-11-05' }])
})
