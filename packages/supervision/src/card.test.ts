import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CARD_STATES,
  CARD_STEPS,
  CARD_TABLE,
  type CardState,
  type CardStep,
  cardAfter,
  cardStepsFrom,
  isCardState,
  isCardStep,
  mayJudge,
  mayStand,
} from './card.ts'
import { COLOURS } from './stage.ts'

const states = Object.keys(CARD_STATES).filter(isCardState)
const steps = Object.keys(CARD_STEPS).filter(isCardStep)

test('what may be done with a card, from each state?', () => {
  expect(CARD_TABLE).toMatchInlineSnapshot(`
    {
      "appealed": {
        "allow": "revoked",
        "uphold": "upheld",
        "withdraw": "withdrawn",
      },
      "dismissed": {},
      "proposed": {
        "confirm": "standing",
        "dismiss": "dismissed",
        "lapse": "standing",
        "withdraw": "withdrawn",
      },
      "revoked": {},
      "standing": {
        "appeal": "appealed",
        "revoke": "revoked",
        "withdraw": "withdrawn",
      },
      "upheld": {
        "revoke": "revoked",
        "withdraw": "withdrawn",
      },
      "withdrawn": {},
    }
  `)
})

function run(tried: readonly CardStep[]): readonly CardStep[] {
  const taken: CardStep[] = []
  let state: CardState = 'proposed'
  for (const step of tried) {
    const next = cardAfter(state, step)
    if (next === null) continue
    state = next
    taken.push(step)
  }
  return taken
}

test('whatever is tried, is a card put into force once, appealed once, and judged only after an appeal?', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 40 }), (tried) => {
      const taken = run(tried)
      const countOf = (...names: CardStep[]) => taken.filter((step) => names.includes(step)).length
      expect(countOf('confirm', 'dismiss', 'lapse')).toBeLessThanOrEqual(1)
      expect(countOf('appeal')).toBeLessThanOrEqual(1)
      expect(countOf('uphold', 'allow')).toBeLessThanOrEqual(countOf('appeal'))
      expect(countOf('revoke', 'allow', 'dismiss', 'withdraw')).toBeLessThanOrEqual(1)
      if (taken.includes('appeal')) expect(['confirm', 'lapse']).toContain(taken[0])
    }),
  )
})

test('is time no step of a person, and does every state that is not an end have one?', () => {
  for (const state of states) {
    const offered = cardStepsFrom(state)
    expect(offered).not.toContain('lapse')
    expect(offered.length === 0).toBe(['dismissed', 'revoked', 'withdrawn'].includes(state))
  }
})

test('does nobody judge an appeal they made or a card they confirmed, and everybody else may?', () => {
  const actor = fc.constantFrom('a', 'b', 'c')
  fc.assert(
    fc.property(fc.array(fc.record({ step: fc.constantFrom(...steps), actor })), actor, (acts, judge) => {
      const involved = acts.some((act) => act.actor === judge && ['appeal', 'confirm'].includes(act.step))
      expect(mayJudge(acts, judge)).toBe(!involved)
    }),
  )
})

test('does a day that may still move draw no red card, and any other colour?', () => {
  for (const colour of COLOURS) {
    expect(mayStand(colour, true)).toBe(colour !== 'red')
    expect(mayStand(colour, false)).toBe(true)
  }
})
