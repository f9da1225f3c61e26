import { expect, test } from 'vitest'
import { foldOf } from '../test/story.ts'
import { EVENT_RULES, ruleOf } from './event-rules.ts'
import { GUARDS } from './guard-texts.ts'
import { needsOf, offerOf, possibleSteps } from './possible-steps.ts'
import { EVENT_TYPES, nextState, STATES } from './state.ts'

test('is who may take each step, and what it carries, still what was agreed?', () => {
  const lines = EVENT_TYPES.map((event) => {
    const { roles, others, reason, ground, document, basis } = ruleOf(event)
    const needs = [reason ? 'reason' : '', ground ? 'ground' : '', document ?? ''].filter(
      (each) => each !== '',
    )
    return `${event}: ${[...roles, ...others].join(' ')} | ${needs.join(' ') || '–'} | ${basis ?? '–'}`
  })
  expect(lines).toMatchInlineSnapshot(`
    [
      "received: window handler applicant | – | 行政许可法 29",
      "accepted: window handler machine | acceptance | 行政许可法 32(1)(五)",
      "deemedAccepted: clock | deemedAcceptance | 行政许可法 32(1)(四)",
      "supplementRequested: window handler machine | reason supplement | 行政许可法 32(1)(四)",
      "supplemented: window handler applicant | – | 行政许可法 32(1)(五)",
      "returned: window handler machine | reason returned | 市场主体登记管理条例实施细则 18(3)",
      "notRequired: window handler | reason notRequired | 行政许可法 32(1)(一)",
      "notAccepted: window handler chief machine | reason ground notAccepted | 行政许可法 32(1)(二)",
      "referred: window handler machine | – | 个人信息保护法 24",
      "assigned: chief head | – | –",
      "inspected: handler | inspection | 行政许可法 34(3)",
      "licenceChecked: handler chief machine | – | 行政许可法 50",
      "thirdPartyNotified: handler chief | thirdParty | 行政许可法 36、47",
      "thirdPartyStated: window handler applicant | – | 行政许可法 36",
      "hearingRequested: window handler applicant | – | 行政许可法 47",
      "hearingHeld: handler chief | hearing | 行政许可法 48",
      "opinionGiven: handler chief partner | – | 行政许可法 26(2)",
      "suspended: handler chief | ground suspension | 行政许可法 45",
      "resumed: handler chief | – | 行政许可法 45",
      "extended: head governmentHead | reason extension | 行政许可法 42",
      "forwarded: chief head | preliminary | 行政许可法 35、43",
      "signed: handler chief head governmentHead | – | –",
      "sentBack: chief head governmentHead | reason | –",
      "granted: handler chief head governmentHead machine | grant | 行政许可法 38(1)",
      "refused: handler chief head governmentHead | reason ground refusal | 行政许可法 38(2)",
      "deemedGranted: clock | deemedRenewal | 行政许可法 50(2)",
      "licenceIssued: clock | – | 行政许可法 39、50",
      "delivered: window handler machine | service | 行政许可法 44",
      "automaticDecisionDeclined: applicant | – | 个人信息保护法 24",
      "withdrawn: applicant | – | –",
      "abandoned: window handler | ground abandonment | –",
      "corrected: chief head | reason correction | –",
      "annulled: head governmentHead | reason ground annulment | 行政许可法 69",
      "reopened: chief head | reason ground reopening | –",
      "archived: window handler machine clock | – | –",
      "fileAdded: window handler applicant | – | 行政许可法 31",
      "identityRead: window handler chief | reason | 个人信息保护法 6、51",
      "legalHoldSet: auditor head | reason | –",
      "legalHoldLifted: auditor head | reason | –",
      "erased: clock | – | 个人信息保护法 47",
      "transferred: machine | – | 国办发〔2020〕35号",
      "takenOverElsewhere: partner | – | 国办发〔2020〕35号",
      "acceptedElsewhere: partner | – | 行政许可法 32(1)(五)",
      "supplementRequestedElsewhere: partner | – | 行政许可法 32(1)(四)",
      "supplementForwarded: window handler applicant | – | 行政许可法 32(1)(五)",
      "clockTold: partner | – | 行政许可法 42、45",
      "withdrawalForwarded: applicant | – | –",
      "urged: window handler applicant | – | –",
      "decidedElsewhere: partner | – | 行政许可法 38",
      "resultReceived: partner | – | 行政许可法 44",
      "grantedElsewhere: partner | – | 行政许可法 38(1)",
      "refusedElsewhere: partner | – | 行政许可法 38(2)",
      "notAcceptedElsewhere: partner | – | 行政许可法 32(1)(一)、(二)",
      "withdrawnElsewhere: partner | – | –",
      "abandonedElsewhere: partner | – | –",
      "returnedElsewhere: partner | – | 市场主体登记管理条例实施细则 18(3)",
      "returnedByPartner: partner | – | 国办发〔2020〕35号",
      "changedElsewhere: partner | – | 行政许可法 69",
      "reopenedElsewhere: partner | – | –",
      "urgedByPartner: partner | – | 国办发〔2020〕35号",
      "abandonmentUndone: partner | – | 国办发〔2020〕35号",
      "fileReceived: partner | – | 国办发〔2020〕35号",
    ]
  `)
})

test('does the machine or the clock never refuse, suspend, extend, sign, annul or reopen?', () => {
  for (const event of [
    'refused',
    'suspended',
    'resumed',
    'extended',
    'signed',
    'annulled',
    'reopened',
  ] as const)
    expect(EVENT_RULES[event].others, event).toEqual([])
  expect(EVENT_TYPES.filter((event) => EVENT_RULES[event].roles.length === 0)).toEqual([
    'deemedAccepted',
    'deemedGranted',
    'licenceIssued',
    'automaticDecisionDeclined',
    'withdrawn',
    'erased',
    'transferred',
    'takenOverElsewhere',
    'acceptedElsewhere',
    'supplementRequestedElsewhere',
    'clockTold',
    'withdrawalForwarded',
    'decidedElsewhere',
    'resultReceived',
    'grantedElsewhere',
    'refusedElsewhere',
    'notAcceptedElsewhere',
    'withdrawnElsewhere',
    'abandonedElsewhere',
    'returnedElsewhere',
    'returnedByPartner',
    'changedElsewhere',
    'reopenedElsewhere',
    'urgedByPartner',
    'abandonmentUndone',
    'fileReceived',
  ])
  // What a partner tells, no one here can say.
  for (const event of EVENT_TYPES.filter((each) => each.endsWith('Elsewhere') || each.endsWith('ByPartner')))
    expect(EVENT_RULES[event], event).toMatchObject({ roles: [], others: ['partner'] })
})

test('can somebody take every step, and does every guard speak both languages?', () => {
  for (const event of EVENT_TYPES) expect(offerOf(event).by.length, event).toBeGreaterThan(0)
  for (const [name, { zh, en }] of Object.entries(GUARDS)) {
    expect(zh, name).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(en, name).toMatch(/^[A-Z].*\.$/)
  }
})

test('does every open case have a way on that somebody may take?', () => {
  for (const state of STATES) {
    const events = EVENT_TYPES.filter((event) => nextState(state, event) !== undefined)
    expect(events.length, state).toBeGreaterThan(0)
  }
})

test('does a step say what it needs, and is what is done already no longer offered?', async () => {
  expect(needsOf('refused')).toEqual({
    reason: true,
    ground: true,
    document: { zh: '不予决定书', en: 'decision to refuse' },
    basis: '行政许可法 38(2)',
  })
  expect(needsOf('withdrawn')).toEqual({ reason: false, ground: false, document: null, basis: null })
  const offered = async (story: string) => possibleSteps(await foldOf(story)).map(({ event }) => event)
  const again = '2026-11-02 received; 2026-11-03 supplementRequested; 2026-11-04 supplemented'
  expect(await offered(again)).not.toContain('supplementRequested')
  const review = '2026-11-02 received; 2026-11-02 accepted; 2026-11-03 extended workdays=3'
  expect(await offered(review)).not.toContain('extended')
  expect(await offered(review)).toContain('signed')
  expect(await offered(`${review}; 2026-11-04 signed who=a; 2026-11-04 signed who=b`)).not.toContain('signed')
  expect(possibleSteps(null).map(({ event }) => event)).toEqual(['received'])
})
