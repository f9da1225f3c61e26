import { expect, test } from 'vitest'
import { ruleOf } from './event-rules.ts'
import { EVENT_TYPES, isClosed, nextState, possibleEvents, STATES, TRANSITIONS } from './state.ts'

test('is what may happen to a case still what was agreed?', () => {
  expect(TRANSITIONS).toMatchInlineSnapshot(`
    {
      "abandoned": {
        "abandonmentUndone": "awaitingSupplement",
        "archived": "abandoned",
        "changedElsewhere": "abandoned",
        "erased": "abandoned",
        "fileReceived": "abandoned",
        "identityRead": "abandoned",
        "legalHoldLifted": "abandoned",
        "legalHoldSet": "abandoned",
        "reopened": "received",
        "reopenedElsewhere": "transferred",
        "resultReceived": "abandoned",
      },
      "accepted": {
        "assigned": "accepted",
        "deemedGranted": "granted",
        "extended": "inReview",
        "fileAdded": "accepted",
        "fileReceived": "accepted",
        "forwarded": "inReview",
        "granted": "granted",
        "hearingHeld": "inReview",
        "hearingRequested": "inReview",
        "identityRead": "accepted",
        "inspected": "inReview",
        "legalHoldLifted": "accepted",
        "legalHoldSet": "accepted",
        "licenceChecked": "inReview",
        "opinionGiven": "inReview",
        "referred": "inReview",
        "signed": "inReview",
        "suspended": "suspended",
        "thirdPartyNotified": "inReview",
        "thirdPartyStated": "inReview",
        "urgedByPartner": "accepted",
        "withdrawn": "withdrawn",
      },
      "awaitingSupplement": {
        "abandoned": "abandoned",
        "assigned": "awaitingSupplement",
        "automaticDecisionDeclined": "received",
        "fileAdded": "awaitingSupplement",
        "fileReceived": "awaitingSupplement",
        "identityRead": "awaitingSupplement",
        "legalHoldLifted": "awaitingSupplement",
        "legalHoldSet": "awaitingSupplement",
        "licenceChecked": "awaitingSupplement",
        "supplemented": "received",
        "urgedByPartner": "awaitingSupplement",
        "withdrawn": "withdrawn",
      },
      "granted": {
        "annulled": "granted",
        "archived": "granted",
        "automaticDecisionDeclined": "granted",
        "changedElsewhere": "granted",
        "corrected": "granted",
        "delivered": "granted",
        "erased": "granted",
        "fileReceived": "granted",
        "identityRead": "granted",
        "legalHoldLifted": "granted",
        "legalHoldSet": "granted",
        "licenceIssued": "granted",
        "reopened": "inReview",
        "reopenedElsewhere": "transferred",
        "resultReceived": "granted",
      },
      "inReview": {
        "assigned": "inReview",
        "deemedGranted": "granted",
        "extended": "inReview",
        "fileAdded": "inReview",
        "fileReceived": "inReview",
        "forwarded": "inReview",
        "granted": "granted",
        "hearingHeld": "inReview",
        "hearingRequested": "inReview",
        "identityRead": "inReview",
        "inspected": "inReview",
        "legalHoldLifted": "inReview",
        "legalHoldSet": "inReview",
        "licenceChecked": "inReview",
        "opinionGiven": "inReview",
        "refused": "refused",
        "sentBack": "inReview",
        "signed": "inReview",
        "suspended": "suspended",
        "thirdPartyNotified": "inReview",
        "thirdPartyStated": "inReview",
        "urgedByPartner": "inReview",
        "withdrawn": "withdrawn",
      },
      "none": {
        "received": "received",
      },
      "notAccepted": {
        "annulled": "notAccepted",
        "archived": "notAccepted",
        "changedElsewhere": "notAccepted",
        "corrected": "notAccepted",
        "delivered": "notAccepted",
        "erased": "notAccepted",
        "fileReceived": "notAccepted",
        "identityRead": "notAccepted",
        "legalHoldLifted": "notAccepted",
        "legalHoldSet": "notAccepted",
        "reopened": "received",
        "reopenedElsewhere": "transferred",
        "resultReceived": "notAccepted",
      },
      "received": {
        "accepted": "accepted",
        "assigned": "received",
        "deemedAccepted": "accepted",
        "deemedGranted": "granted",
        "fileAdded": "received",
        "fileReceived": "received",
        "identityRead": "received",
        "legalHoldLifted": "received",
        "legalHoldSet": "received",
        "licenceChecked": "received",
        "notAccepted": "notAccepted",
        "notRequired": "notAccepted",
        "referred": "received",
        "returned": "returned",
        "supplementRequested": "awaitingSupplement",
        "transferred": "transferred",
        "urgedByPartner": "received",
        "withdrawn": "withdrawn",
      },
      "refused": {
        "annulled": "refused",
        "archived": "refused",
        "changedElsewhere": "refused",
        "corrected": "refused",
        "delivered": "refused",
        "erased": "refused",
        "fileReceived": "refused",
        "identityRead": "refused",
        "legalHoldLifted": "refused",
        "legalHoldSet": "refused",
        "reopened": "inReview",
        "reopenedElsewhere": "transferred",
        "resultReceived": "refused",
      },
      "returned": {
        "archived": "returned",
        "delivered": "returned",
        "erased": "returned",
        "fileReceived": "returned",
        "identityRead": "returned",
        "legalHoldLifted": "returned",
        "legalHoldSet": "returned",
        "reopenedElsewhere": "transferred",
        "resultReceived": "returned",
      },
      "suspended": {
        "assigned": "suspended",
        "deemedGranted": "granted",
        "fileAdded": "suspended",
        "fileReceived": "suspended",
        "hearingHeld": "suspended",
        "hearingRequested": "suspended",
        "identityRead": "suspended",
        "inspected": "suspended",
        "legalHoldLifted": "suspended",
        "legalHoldSet": "suspended",
        "licenceChecked": "suspended",
        "opinionGiven": "suspended",
        "resumed": "inReview",
        "suspended": "suspended",
        "thirdPartyNotified": "suspended",
        "thirdPartyStated": "suspended",
        "urgedByPartner": "suspended",
        "withdrawn": "withdrawn",
      },
      "transferred": {
        "abandonedElsewhere": "abandoned",
        "acceptedElsewhere": "transferred",
        "changedElsewhere": "transferred",
        "clockTold": "transferred",
        "decidedElsewhere": "transferred",
        "fileAdded": "transferred",
        "fileReceived": "transferred",
        "grantedElsewhere": "granted",
        "identityRead": "transferred",
        "legalHoldLifted": "transferred",
        "legalHoldSet": "transferred",
        "notAcceptedElsewhere": "notAccepted",
        "refusedElsewhere": "refused",
        "reopenedElsewhere": "transferred",
        "resultReceived": "transferred",
        "returnedByPartner": "received",
        "returnedElsewhere": "returned",
        "supplementForwarded": "transferred",
        "supplementRequestedElsewhere": "transferred",
        "takenOverElsewhere": "transferred",
        "urged": "transferred",
        "urgedByPartner": "transferred",
        "withdrawalForwarded": "transferred",
        "withdrawnElsewhere": "withdrawn",
      },
      "withdrawn": {
        "archived": "withdrawn",
        "erased": "withdrawn",
        "fileReceived": "withdrawn",
        "identityRead": "withdrawn",
        "legalHoldLifted": "withdrawn",
        "legalHoldSet": "withdrawn",
        "reopenedElsewhere": "transferred",
      },
    }
  `)
})

test('does a case that another region handles change its state only by what that region tells?', () => {
  const leaving = possibleEvents('transferred').filter(
    (event) => nextState('transferred', event) !== 'transferred',
  )
  expect(leaving.map((event) => [event, ruleOf(event).others, ruleOf(event).roles])).toEqual(
    leaving.map((event) => [event, ['partner'], []]),
  )
  // Nothing of the organ's own: the case there is accepted, decided and signed, not here.
  for (const own of [
    'accepted',
    'deemedAccepted',
    'granted',
    'refused',
    'notAccepted',
    'withdrawn',
    'abandoned',
  ] as const)
    expect(nextState('transferred', own), own).toBeUndefined()
})

test('does only a reopening, here or where it was decided, lead out of a case that is closed?', () => {
  for (const state of STATES.filter(isClosed)) {
    const leaving = possibleEvents(state).filter((event) => nextState(state, event) !== state)
    expect(leaving, state).toEqual(
      ['granted', 'refused', 'notAccepted', 'abandoned'].includes(state)
        ? ['reopened', 'reopenedElsewhere', ...(state === 'abandoned' ? ['abandonmentUndone'] : [])]
        : ['reopenedElsewhere'],
    )
  }
  expect(possibleEvents('withdrawn')).toEqual([
    'archived',
    'identityRead',
    'legalHoldSet',
    'legalHoldLifted',
    'erased',
    'reopenedElsewhere',
    'fileReceived',
  ])
  expect(possibleEvents('granted')).toEqual([
    'licenceIssued',
    'delivered',
    'automaticDecisionDeclined',
    'corrected',
    'annulled',
    'reopened',
    'archived',
    'identityRead',
    'legalHoldSet',
    'legalHoldLifted',
    'erased',
    'resultReceived',
    'changedElsewhere',
    'reopenedElsewhere',
    'fileReceived',
  ])
})

test('can every event happen somewhere, and only to states that exist?', () => {
  for (const event of EVENT_TYPES) {
    const from = (['none', ...STATES] as const).filter((state) => nextState(state, event) !== undefined)
    expect(from.length, event).toBeGreaterThan(0)
  }
})

test('which states are the end of the organ’s work?', () => {
  expect(STATES.filter(isClosed)).toEqual([
    'granted',
    'refused',
    'notAccepted',
    'withdrawn',
    'abandoned',
    'returned',
  ])
})
