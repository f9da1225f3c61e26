import { expect, test } from 'vitest'
import { EVENT_TYPES, isClosed, nextState, possibleEvents, STATES, TRANSITIONS } from './state.ts'

test('is what may happen to a case still what was agreed?', () => {
  expect(TRANSITIONS).toMatchInlineSnapshot(`
    {
      "abandoned": {},
      "accepted": {
        "granted": "granted",
        "referred": "inReview",
        "withdrawn": "withdrawn",
      },
      "awaitingSupplement": {
        "automaticDecisionDeclined": "received",
        "withdrawn": "withdrawn",
      },
      "granted": {
        "automaticDecisionDeclined": "granted",
      },
      "inReview": {
        "granted": "granted",
        "withdrawn": "withdrawn",
      },
      "none": {
        "received": "received",
      },
      "notAccepted": {},
      "received": {
        "accepted": "accepted",
        "notAccepted": "notAccepted",
        "referred": "received",
        "returned": "returned",
        "supplementRequested": "awaitingSupplement",
        "withdrawn": "withdrawn",
      },
      "refused": {},
      "returned": {},
      "suspended": {
        "withdrawn": "withdrawn",
      },
      "transferred": {},
      "withdrawn": {},
    }
  `)
})

test('does no event leave a case that is closed, but the refusal of an automatic grant?', () => {
  for (const state of STATES.filter(isClosed)) {
    expect(possibleEvents(state)).toEqual(state === 'granted' ? ['automaticDecisionDeclined'] : [])
  }
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
