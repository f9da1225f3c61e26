import {
  addWorkdays,
  civilDate,
  civilDateAt,
  isWorkday,
  nationalCalendar,
  startOfDayAt,
} from '@tongban/calendar'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBad, LEVEL_NUMBERS } from './level.ts'
import type { OrderActor } from './order-guards.ts'
import { ORDER_TABLE, orderStatesAfter } from './order-table.ts'
import { STANDARD_EVALUATION_POLICY } from './policy.ts'
import {
  foldOrder,
  opensOrder,
  orderClocks,
  orderTermsOf,
  type RectificationOrder,
  storedOrderStep,
  type TakenOrderStep,
} from './rectification.ts'
import { type OrderAct, offeredOrderSteps, openOrderNow, takeOrderStep } from './take-order-step.ts'

const calendar = nationalCalendar
const DAY = 86_400_000
const opened = civilDate('2026-04-20')
if (opened === undefined) throw new Error('no day')
const START = startOfDayAt(opened) + 9 * 3_600_000
const TERMS = { ...orderTermsOf(STANDARD_EVALUATION_POLICY), mostRounds: 2 }

/**
 * What may be done, told anew from the rules and not from the table: by what has been done in this round and by whom. A hundred
 * lines that the product must agree with.
 */
class Model {
  round = 1
  end: 'closed' | 'setAside' | null = null
  closedAt = 0
  contacted = false
  replied = false
  called: 'mended' | 'notMended' | 'unreached' | null = null
  tries: string[] = []
  graded = false
  appeal: 'none' | 'open' | 'rejected' = 'none'
  supplements = 0
  openings = 0
  readonly people = { department: new Set<string>(), rectificationBody: new Set<string>() }
  readonly sealed: boolean
  constructor(sealed: boolean) {
    this.sealed = sealed
  }

  may(act: OrderAct, { side, index, department }: OrderActor, now: number): boolean {
    const mine = (whose: OrderActor['side']) => side === whose
    if (side === 'department' && (department !== 'rated' || this.people.rectificationBody.has(index)))
      return false
    if (side === 'rectificationBody' && (department === 'rated' || this.people.department.has(index)))
      return false
    if (this.end === 'setAside') return false
    if (this.end === 'closed') {
      const days = (startOfDayAt(civilDateAt(now)) - startOfDayAt(civilDateAt(this.closedAt))) / DAY
      return act.type === 'rated' && mine('evaluator') && !this.graded && days <= TERMS.rateWithinDays
    }
    switch (act.type) {
      case 'contacted':
        return (
          mine(this.sealed ? 'rectificationBody' : 'department') && !this.contacted && this.called === null
        )
      case 'replied':
        if (this.appeal === 'rejected' && act.class !== 'true') return false
        return mine('department') && !this.replied && (this.contacted || this.sealed)
      case 'unreached': {
        const today = this.tries.filter((on) => on === civilDateAt(now)).length
        return mine('rectificationBody') && this.replied && this.called === null && today < 3
      }
      case 'calledBack':
        return mine('rectificationBody') && this.replied && this.called === null
      case 'returned':
        return mine('rectificationBody') && this.called === 'notMended' && this.round < TERMS.mostRounds
      case 'rated':
        return mine('evaluator') && this.replied && !this.graded
      case 'appealed': {
        const last = addWorkdays(calendar, civilDateAt(START), TERMS.appealWithinWorkdays).on
        return mine('department') && this.appeal === 'none' && civilDateAt(now) <= last
      }
      case 'judged':
        return mine('rectificationBody') && this.appeal === 'open'
      case 'identityOpened':
        return mine('rectificationBody') && this.sealed && this.openings < 20
      case 'supplemented':
        return mine('evaluator') && this.supplements < 5
      case 'closed': {
        const isDone = this.called === 'notMended' ? this.round === TERMS.mostRounds : this.called !== null
        return mine('rectificationBody') && isDone && this.appeal !== 'open'
      }
    }
  }

  take(act: OrderAct, { side, index }: OrderActor, now: number) {
    if (side === 'department' || side === 'rectificationBody') this.people[side].add(index)
    const next = (contacted: boolean) =>
      Object.assign(this, {
        round: this.round + 1,
        contacted,
        replied: false,
        called: null,
        tries: [],
        graded: false,
        end: null,
      })
    if (act.type === 'contacted') this.contacted = true
    if (act.type === 'replied') this.replied = true
    if (act.type === 'calledBack') Object.assign(this, { called: act.result, contacted: true })
    if (act.type === 'unreached') {
      this.tries.push(civilDateAt(now))
      const working = this.tries
        .map(civilDate)
        .filter((on) => on !== undefined && isWorkday(calendar, on).workday)
      if (this.tries.length >= 3 && new Set(working).size >= 2) this.called = 'unreached'
    }
    if (act.type === 'returned') next(true)
    if (act.type === 'rated' && act.grade === 'dissatisfied' && this.round < TERMS.mostRounds) next(false)
    else if (act.type === 'rated') this.graded = true
    if (act.type === 'appealed') this.appeal = 'open'
    if (act.type === 'judged' && act.upheld) this.end = 'setAside'
    else if (act.type === 'judged') this.appeal = 'rejected'
    if (act.type === 'supplemented') this.supplements += 1
    if (act.type === 'identityOpened') this.openings += 1
    if (act.type === 'closed') Object.assign(this, { end: 'closed', closedAt: now })
  }

  get state() {
    if (this.end !== null) return this.end
    if (this.called !== null) return 'calledBack'
    if (this.replied) return 'replied'
    return this.contacted ? 'contacted' : 'open'
  }
}

const act = fc.oneof(
  fc.record({ type: fc.constant('contacted' as const), reached: fc.boolean() }),
  fc.record({
    type: fc.constant('replied' as const),
    class: fc.constantFrom('true' as const, 'malicious' as const),
  }),
  fc.record({
    type: fc.constant('calledBack' as const),
    result: fc.constantFrom('mended' as const, 'notMended' as const),
  }),
  fc.record({ type: fc.constant('appealed' as const), class: fc.constantFrom('misjudged' as const) }),
  fc.record({ type: fc.constant('judged' as const), upheld: fc.boolean() }),
  fc.record({
    type: fc.constant('rated' as const),
    grade: fc.constantFrom('satisfied' as const, 'basically' as const, 'dissatisfied' as const),
  }),
  fc.record({ type: fc.constant('unreached' as const) }),
  fc.record({
    type: fc.constantFrom(
      'returned' as const,
      'identityOpened' as const,
      'supplemented' as const,
      'closed' as const,
    ),
  }),
)
const official = (side: 'department' | 'rectificationBody') =>
  fc.record({
    side: fc.constant(side),
    index: fc.constantFrom('a', 'b', 'c', 'd'),
    department: fc.constantFrom('rated', 'other'),
  })
const OWNER = { side: 'department', index: 'a', department: 'rated' } as const
const BODY = { side: 'rectificationBody', index: 'b', department: 'other' } as const
const RATER = { side: 'evaluator', index: 'r', department: null } as const
/** Mostly whose step it is, so that stories get somewhere. */
const actor: fc.Arbitrary<OrderActor> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(OWNER) },
  { weight: 5, arbitrary: fc.constant(BODY) },
  { weight: 3, arbitrary: fc.constant(RATER) },
  { weight: 1, arbitrary: official('department') },
  { weight: 1, arbitrary: official('rectificationBody') },
)
type Tried = { readonly act: OrderAct; readonly actor: OrderActor; readonly hours: number }
const CONTACT: Tried = { act: { type: 'contacted', reached: true }, actor: OWNER, hours: 1 }
const REPLY: Tried = { act: { type: 'replied', class: 'true' }, actor: OWNER, hours: 30 }
const CLOSE: Tried = { act: { type: 'closed' }, actor: BODY, hours: 1 }
const called = (result: 'mended' | 'notMended'): Tried => ({
  act: { type: 'calledBack', result },
  actor: BODY,
  hours: 30,
})
const SUPPLEMENT: Tried = { act: { type: 'supplemented' }, actor: RATER, hours: 1 }
const UNREACHED: Tried = { act: { type: 'unreached' }, actor: BODY, hours: 24 }
const OPENING: Tried = { act: { type: 'identityOpened' }, actor: BODY, hours: 0 }
/** Ways orders usually go. */
const USUAL: readonly (readonly Tried[])[] = [
  [
    CONTACT,
    REPLY,
    called('mended'),
    CLOSE,
    { act: { type: 'rated', grade: 'dissatisfied' }, actor: RATER, hours: 0 },
    CONTACT,
    REPLY,
    called('mended'),
    CLOSE,
  ],
  [
    CONTACT,
    REPLY,
    called('notMended'),
    { act: { type: 'returned' }, actor: BODY, hours: 1 },
    REPLY,
    called('notMended'),
    CLOSE,
  ],
  [CONTACT, REPLY, UNREACHED, UNREACHED, UNREACHED, CLOSE],
  [
    CONTACT,
    { act: { type: 'appealed', class: 'misjudged' }, actor: OWNER, hours: 1 },
    { act: { type: 'judged', upheld: false }, actor: BODY, hours: 1 },
    REPLY,
    called('mended'),
    CLOSE,
  ],
  Array.from({ length: 7 }, () => SUPPLEMENT),
  [CONTACT, REPLY, ...Array.from({ length: 4 }, () => ({ ...UNREACHED, hours: 0 }))],
  Array.from({ length: 22 }, () => OPENING),
]
const tried = fc.record<Tried>({ act, actor, hours: fc.nat(40) })
/** Any steps, strewn into one of the usual ways. */
const story = fc
  .tuple(fc.constantFrom(...USUAL), fc.array(fc.tuple(fc.nat(9), tried), { maxLength: 30 }))
  .map(([usual, others]) => others.reduce((all, [at, each]) => all.toSpliced(at, 0, each), [...usual]))

test('whatever is tried, does an order do what a model of a hundred lines says, and do its steps alone give it back?', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(fc.boolean(), story, (sealed, tries) => {
      const first = openOrderNow(
        { department: 'rated', sealed, actorIndex: 'machine', terms: TERMS },
        { now: START, calendar },
      )
      const model = new Model(sealed)
      const taken: TakenOrderStep[] = [first.step]
      const running = new Set(first.clocks.begin.map(({ key }) => key))
      const begun = new Set(running)
      let order: RectificationOrder = first.order
      let now = START
      for (const { act: asked, actor: by, hours } of tries) {
        now += hours * 3_600_000
        const offered = offeredOrderSteps(order, by, { now, calendar })
        const move = takeOrderStep(order, asked, by, { now, calendar })
        expect(move.ok, `${JSON.stringify(asked)} by ${JSON.stringify(by)}`).toBe(model.may(asked, by, now))
        seen.set(
          `${order.state} ${asked.type} ${move.ok}`,
          (seen.get(`${order.state} ${asked.type} ${move.ok}`) ?? 0) + 1,
        )
        if (!move.ok) continue
        expect(offered).toContain(asked.type)
        const { order: after, step, data, clocks } = move.value
        expect(orderStatesAfter(order.state, asked.type)).toContain(after.state)
        model.take(asked, by, now)
        expect([after.state, after.round, after.seq]).toEqual([model.state, model.round, order.seq + 1])
        for (const { key, dueAt } of clocks.begin) {
          expect(begun.has(key), key).toBe(false)
          expect(dueAt).toBeGreaterThan(now)
          begun.add(key)
          running.add(key)
        }
        for (const key of clocks.end) expect(running.delete(key), key).toBe(true)
        expect([...running].toSorted()).toEqual(
          orderClocks(after)
            .map(({ key }) => key)
            .toSorted(),
        )
        if (asked.type === 'appealed') expect(clocks.end).toEqual([])
        if (after.state === 'closed' || after.state === 'setAside') expect([...running]).toEqual([])
        if (after.state === 'closed')
          expect([after.repliedAt, after.calledBackAt, after.callBack]).not.toContain(null)
        if (after.state === 'setAside') expect([step.type, after.appeal]).toEqual(['judged', 'upheld'])
        const { seq, at, actorIndex, side } = step
        expect(storedOrderStep({ seq, at, actorIndex, side, data: JSON.stringify(data) })).toEqual(step)
        taken.push(step)
        order = after
      }
      expect(foldOrder(taken)).toEqual(order)
      const callers = taken.filter(({ type }) => type === 'calledBack' || type === 'judged')
      const owners = taken.filter(({ side }) => side === 'department').map(({ actorIndex }) => actorIndex)
      expect(callers.filter(({ actorIndex }) => owners.includes(actorIndex))).toEqual([])
    }),
    { numRuns: 1_500, seed: 7 },
  )
  // Every step of the table was let through from its state, and refused from there or elsewhere.
  const table = Object.entries(ORDER_TABLE).flatMap(([state, row]) =>
    Object.keys(row).map((step) => `${state} ${step} true`),
  )
  expect(table.filter((each) => !seen.has(each) && !each.startsWith('none'))).toEqual([])
})

test('is every bad rating followed by one order and none by two, amended or not, and no good one by any?', () => {
  const level = fc.constantFrom(...LEVEL_NUMBERS)
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 2 }), (revisions) => {
      const orders = revisions.filter((now, at) => opensOrder(revisions[at - 1] ?? null, now)).length
      expect(orders).toBe(revisions.some(isBad) ? 1 : 0)
    }),
    { numRuns: 500, seed: 8 },
  )
})

test('is what nobody ever opened no order?', () => {
  expect(foldOrder([])).toBeNull()
  const step = { type: 'closed', seq: 1, at: START, actorIndex: 'a', side: 'rectificationBody' } as const
  expect(() => foldOrder([step])).toThrow('an order begins with closed')
})
