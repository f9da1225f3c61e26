import { expect, test } from 'vitest'
import { EVENT_TYPES, isClosed, nextState, possibleEvents, STATES, TRANSITIONS } from './state.ts'

test('is what may happen to a case still what was agreed?', () => {
  expect(TRANSITIONS).toMatchInlineSnapshot(`
    {
      "abandoned": {
        "archived": "abandoned",
        "erased": "abandoned",
        "identityRead": "abandoned",
        "legalHoldLifted": "abandoned",
        "legalHoldSet": "abandoned",
        "reopened": "received",
      },
      "accepted": {
        "assigned": "accepted",
        "deemedGranted": "granted",
        "extended": "inReview",
        "fileAdded": "accepted",
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
        "withdrawn": "withdrawn",
      },
      "awaitingSupplement": {
        "abandoned": "abandoned",
        "assigned": "awaitingSupplement",
        "automaticDecisionDeclined": "received",
        "fileAdded": "awaitingSupplement",
        "identityRead": "awaitingSupplement",
        "legalHoldLifted": "awaitingSupplement",
        "legalHoldSet": "awaitingSupplement",
        "licenceChecked": "awaitingSupplement",
        "supplemented": "received",
        "withdrawn": "withdrawn",
      },
      "granted": {
        "annulled": "granted",
        "archived": "granted",
        "automaticDecisionDeclined": "granted",
        "corrected": "granted",
        "delivered": "granted",
        "erased": "granted",
        "identityRead": "granted",
        "legalHoldLifted": "granted",
        "legalHoldSet": "granted",
        "licenceIssued": "granted",
        "reopened": "inReview",
      },
      "inReview": {
        "assigned": "inReview",
        "deemedGranted": "granted",
        "extended": "inReview",
        "fileAdded": "inReview",
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
        "withdrawn": "withdrawn",
      },
      "none": {
        "received": "received",
      },
      "notAccepted": {
        "annulled": "notAccepted",
        "archived": "notAccepted",
        "corrected": "notAccepted",
        "delivered": "notAccepted",
        "erased": "notAccepted",
        "identityRead": "notAccepted",
        "legalHoldLifted": "notAccepted",
        "legalHoldSet": "notAccepted",
        "reopened": "received",
      },
      "received": {
        "accepted": "accepted",
        "assigned": "received",
        "deemedAccepted": "accepted",
        "deemedGranted": "granted",
        "fileAdded": "received",
        "identityRead": "received",
        "legalHoldLifted": "received",
        "legalHoldSet": "received",
        "licenceChecked": "received",
        "notAccepted": "notAccepted",
        "notRequired": "notAccepted",
        "referred": "received",
        "returned": "returned",
        "supplementRequested": "awaitingSupplement",
        "withdrawn": "withdrawn",
      },
      "refused": {
        "annulled": "refused",
        "archived": "refused",
        "corrected": "refused",
        "delivered": "refused",
        "erased": "refused",
        "identityRead": "refused",
        "legalHoldLifted": "refused",
        "legalHoldSet": "refused",
        "reopened": "inReview",
      },
      "returned": {
        "archived": "returned",
        "delivered": "returned",
        "erased": "returned",
        "identityRead": "returned",
        "legalHoldLifted": "returned",
        "legalHoldSet": "returned",
      },
      "suspended": {
        "assigned": "suspended",
        "deemedGranted": "granted",
        "fileAdded": "suspended",
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
        "withdrawn": "withdrawn",
      },
      "transferred": {
        "identityRead": "transferred",
        "legalHoldLifted": "transferred",
        "legalHoldSet": "transferred",
      },
      "withdrawn": {
        "archived": "withdrawn",
        "erased": "withdrawn",
        "identityRead": "withdrawn",
        "legalHoldLifted": "withdrawn",
        "legalHoldSet": "withdrawn",
      },
    }
  `)
})

test('does only a reopening lead out of a case that is closed?', () => {
  for (const state of STATES.filter(isClosed)) {
    const leaving = possibleEvents(state).filter((event) => nextState(state, event) !== state)
    expect(leaving, state).toEqual(
      ['granted', 'refused', 'notAccepted', 'abandoned'].includes(state) ? ['reopened'] : [],
    )
  }
  expect(possibleEvents('withdrawn')).toEqual([
    'archived',
    'identityRead',
    'legalHoldSet',
    'legalHoldLifted',
    'erased',
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
