import { parseInput } from '@tongban/kernel/parse'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contradictionsIn } from './check-policy.ts'
import { type CardRule, type Level, type Policy, PRESETS, STANDARD_POLICY } from './policy.ts'
import { policySchema } from './policy-schema.ts'
import { RECTIFICATION_STEP_NAMES } from './watched-names.ts'

const STEPS = ['notice', 'decision', 'delivery', ...Object.keys(RECTIFICATION_STEP_NAMES)]
const [urge, supervise, escalate] = STANDARD_POLICY.levels
const pointers = (change: object) => {
  const read = parseInput(policySchema, { ...STANDARD_POLICY, ...change })
  if (!read.ok) return read.failure.code === 'invalidInput' ? read.failure.errors.map((e) => e.pointer) : []
  return contradictionsIn(read.value, STEPS).map(({ pointer }) => pointer)
}
const card = (change: Partial<CardRule>): CardRule => ({
  colour: 'yellow',
  cause: 'overdue',
  bases: ['law'],
  overdueWorkdays: 0,
  ...change,
})

test.each(Object.entries(PRESETS))('does the preset %s hold together?', (_, policy) => {
  expect(parseInput(policySchema, policy)).toEqual({ ok: true, value: policy })
  expect(contradictionsIn(policy, STEPS)).toEqual([])
})

test.each([
  ['a reminder when all of the term is gone', { warnSharePercent: 100 }, ['/warnSharePercent']],
  ['a reminder before the term began', { warnSharePercent: 0 }, ['/warnSharePercent']],
  ['a reminder on the last day itself', { warnWorkdaysBefore: 0 }, ['/warnWorkdaysBefore']],
  ['a reminder after the last day', { warnWorkdaysBefore: -2 }, ['/warnWorkdaysBefore']],
  ['level 2 before level 1', { levels: [supervise, urge, escalate] }, ['/levels/1/stage']],
  ['a level twice', { levels: [urge, urge] }, ['/levels/1/stage']],
  [
    'level 2 as soon as level 1',
    { levels: [urge, { ...supervise, overdueWorkdays: 0 }] },
    ['/levels/1/overdueWorkdays'],
  ],
  [
    'level 2 to somebody lower',
    {
      levels: [
        { ...urge, receiver: 'departmentHead' },
        { ...supervise, receiver: 'person' },
      ],
    },
    ['/levels/1/receiver'],
  ],
  [
    'a reply due before its receipt',
    { levels: [{ ...urge, signWithinWorkdays: 3, replyWithinWorkdays: 2 }] },
    ['/levels/0/replyWithinWorkdays'],
  ],
  ['negative days', { levels: [{ ...urge, overdueWorkdays: -1 }] }, ['/levels/0/overdueWorkdays']],
  ['an unknown level', { levels: [{ ...urge, stage: 'yellow' }] }, ['/levels/0/stage']],
  ['the bulletin before the last level', { bulletinAfterWorkdays: 2 }, ['/bulletinAfterWorkdays']],
  ['a card twice', { cards: [card({}), card({ overdueWorkdays: 3 })] }, ['/cards/1/colour']],
  ['a basis twice in one card', { cards: [card({ bases: ['law', 'law'] })] }, ['/cards/0/colour']],
  ['red no later than yellow', { cards: [card({}), card({ colour: 'red' })] }, ['/cards/1']],
  ['yellow after red', { cards: [card({ colour: 'red' }), card({ overdueWorkdays: 2 })] }, ['/cards/1']],
  [
    'yellow as warning and yellow when over',
    { cards: [card({ cause: 'warnShare' }), card({})] },
    ['/cards/1'],
  ],
  [
    'a card on a reminder that is not given',
    { warnSharePercent: null, cards: [card({ cause: 'warnShare' })] },
    ['/cards/0/cause'],
  ],
  ['a burst nobody defined', { burst: null, cards: [card({ cause: 'burst' })] }, ['/cards/0/cause']],
  [
    'days after what has no days',
    { cards: [card({ cause: 'noReasons', overdueWorkdays: 1 })] },
    ['/cards/0/overdueWorkdays'],
  ],
  [
    'red no later than yellow in a part of a case',
    {
      cards: [
        card({ cause: 'stageOvertime', overdueWorkdays: 2 }),
        card({ cause: 'stageOvertime', colour: 'red', overdueWorkdays: 2 }),
      ],
    },
    ['/cards/1'],
  ],
  [
    'a red warning before a yellow card in a part of a case',
    { cards: [card({ cause: 'stageOvertime' }), card({ cause: 'warnShare', colour: 'red' })] },
    ['/cards/1'],
  ],
  ['two colours of one name', { colourNames: { yellow: '警示', red: '警示' } }, ['/colourNames/red']],
  ['a colour nobody knows', { colourNames: { green: '绿牌' } }, ['/colourNames/green']],
  ['a step nobody knows', { posts: { dance: '窗口', '*': '经办人' } }, ['/posts/dance']],
  ['steps without a post', { posts: { notice: '窗口' } }, ['/posts/*']],
  ['a time that is none', { delivery: { slots: ['9:00'], urgent: [] } }, ['/delivery/slots/0']],
  ['a time at night', { delivery: { slots: ['00:00', '09:00'], urgent: [] } }, ['/delivery/slots/0']],
  ['times downwards', { delivery: { slots: ['14:00', '09:00'], urgent: [] } }, ['/delivery/slots/1']],
  ['no time at all', { delivery: { slots: [], urgent: [] } }, ['/delivery/slots']],
  ['an unknown stage', { delivery: { slots: ['09:00'], urgent: ['shout'] } }, ['/delivery/urgent/0']],
  ['a stage twice', { delivery: { slots: ['09:00'], urgent: ['red', 'red'] } }, ['/delivery/urgent/1']],
  ['what nobody asked for', { grace: 3 }, ['/grace']],
])('is %s refused, with its place?', (_, change, expected) => {
  expect(pointers(change)).toEqual(expected)
})

test('may a region keep to two levels, draw no card, or give no reminder?', () => {
  expect(pointers({ levels: [urge, escalate] })).toEqual([])
  expect(pointers({ levels: [], cards: [], bulletinAfterWorkdays: null })).toEqual([])
  expect(pointers({ warnSharePercent: null, warnWorkdaysBefore: null })).toEqual([])
  expect(pointers({ cards: [card({}), card({ colour: 'red', overdueWorkdays: 3 })] })).toEqual([])
  const parts = [
    card({ cause: 'stageOvertime' }),
    card({ cause: 'stageOvertime', colour: 'red', overdueWorkdays: 3 }),
  ]
  expect(pointers({ cards: [card({}), ...parts] })).toEqual([])
})

const levels = fc.array(
  fc.record<Level>({
    stage: fc.constantFrom('urge', 'supervise', 'escalate'),
    overdueWorkdays: fc.nat(4),
    receiver: fc.constantFrom('person', 'departmentHead', 'supervisingBody'),
    signWithinWorkdays: fc.integer({ min: 1, max: 3 }),
    replyWithinWorkdays: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 3 },
)
const cards = fc.array(
  fc.record<CardRule>({
    colour: fc.constantFrom('blue', 'yellow', 'orange', 'red'),
    cause: fc.constantFrom('warnShare', 'overdue'),
    bases: fc.constantFrom(['law'], ['promise'], ['law', 'promise']),
    overdueWorkdays: fc.nat(3),
  }),
  { maxLength: 4 },
)

test('whatever passes, does each clock get each colour and level once, the graver later?', () => {
  const order = ['blue', 'yellow', 'orange', 'red']
  let passed = 0
  fc.assert(
    fc.property(levels, cards, (madeLevels, madeCards) => {
      const policy: Policy = {
        ...STANDARD_POLICY,
        levels: madeLevels,
        cards: madeCards,
        bulletinAfterWorkdays: null,
      }
      if (contradictionsIn(policy, STEPS).length > 0) return
      passed += 1
      const days = madeLevels.map(({ overdueWorkdays }) => overdueWorkdays)
      expect(days).toEqual([...new Set(days)].toSorted((a, b) => a - b))
      for (const basis of ['law', 'promise'] as const) {
        const drawn = madeCards
          .filter(({ bases }) => bases.includes(basis))
          .map(({ colour, cause, overdueWorkdays }) => ({
            grave: order.indexOf(colour),
            when: cause === 'warnShare' ? -1 : overdueWorkdays,
          }))
          .toSorted((a, b) => a.when - b.when)
        const graves = drawn.map(({ grave }) => grave)
        expect(graves).toEqual([...new Set(graves)].toSorted((a, b) => a - b))
        const whens = drawn.map(({ when }) => when)
        expect(new Set(whens).size).toBe(whens.length)
      }
    }),
    { numRuns: 3000, seed: 1 },
  )
  expect(passed).toBeGreaterThan(100)
})
