import { expect, test } from 'vitest'
import { EVENT_TYPES, isClosed, nextState, possibleEvents, STATES, TRANSITIONS } from './state.ts'

test('is what may happen to a case still what was agreed?', () => {
  expect(TRANSITIONS).toMatchInlineSnapshot(`
    {
      "abandoned": {
        "archived": "abandoned",
        "reopened": "received",
      },
      "accepted": {
        "assigned": "accepted",
        "deemedGranted": "granted",
        "extended": "inReview",
        "forwarded": "inReview",
        "granted": "granted",
        "hearingHeld": "inReview",
        "hearingRequested": "inReview",
        "inspected": "inReview",
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
        "supplemented": "received",
        "withdrawn": "withdrawn",
      },
      "granted": {
        "annulled": "granted",
        "archived": "granted",
        "automaticDecisionDeclined": "granted",
        "corrected": "granted",
        "delivered": "granted",
        "reopened": "inReview",
      },
      "inReview": {
        "assigned": "inReview",
        "deemedGranted": "granted",
        "extended": "inReview",
        "forwarded": "inReview",
        "granted": "granted",
        "hearingHeld": "inReview",
        "hearingRequested": "inReview",
        "inspected": "inReview",
        "opinionGiven": "inReview",
        "refused": "refused",
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
        "reopened": "received",
      },
      "received": {
        "accepted": "accepted",
        "assigned": "received",
        "deemedAccepted": "accepted",
        "deemedGranted": "granted",
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
        "reopened": "inReview",
      },
      "returned": {
        "archived": "returned",
        "delivered": "returned",
      },
      "suspended": {
        "assigned": "suspended",
        "deemedGranted": "granted",
        "hearingHeld": "suspended",
        "hearingRequested": "suspended",
        "inspected": "suspended",
        "opinionGiven": "suspended",
        "resumed": "inReview",
        "suspended": "suspended",
        "thirdPartyNotified": "suspended",
        "thirdPartyStated": "suspended",
        "withdrawn": "withdrawn",
      },
      "transferred": {},
      "withdrawn": {
        "archived": "withdrawn",
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
  expect(possibleEvents('withdrawn')).toEqual(['archived'])
  expect(possibleEvents('granted')).toEqual([
    'delivered',
    'automaticDecisionDeclined',
    'corrected',
    'annulled',
    'reopened',
    'archived',
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
