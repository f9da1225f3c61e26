import { ROLES, type Role } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isNoticeState,
  isNoticeStep,
  isReceiver,
  isReviewer,
  NOTICE_STATES,
  NOTICE_STEPS,
  NOTICE_TABLE,
  type NoticeState,
  type NoticeStep,
  noticeAfter,
  noticeStepsFrom,
  takesSteps,
} from './notice.ts'
import { STAGES } from './stage.ts'

const states = Object.keys(NOTICE_STATES).filter(isNoticeState)
const steps = Object.keys(NOTICE_STEPS).filter(isNoticeStep)
const roles = Object.keys(ROLES) as Role[]

test('what may be done with a notice, from each state?', () => {
  expect(NOTICE_TABLE).toMatchInlineSnapshot(`
    {
      "closed": {},
      "open": {
        "close": "closed",
        "sign": "signed",
        "withdraw": "withdrawn",
      },
      "replied": {
        "accept": "closed",
        "close": "closed",
        "return": "returned",
        "withdraw": "withdrawn",
      },
      "returned": {
        "close": "closed",
        "reply": "replied",
        "withdraw": "withdrawn",
      },
      "signed": {
        "close": "closed",
        "reply": "replied",
        "withdraw": "withdrawn",
      },
      "withdrawn": {},
    }
  `)
})

const walk = fc.array(fc.constantFrom(...steps), { maxLength: 40 })
/** The state after each step that was possible, beginning with `open`. */
function run(tried: readonly NoticeStep[]) {
  const taken: { step: NoticeStep; state: NoticeState }[] = []
  let state: NoticeState = 'open'
  for (const step of tried) {
    const next = noticeAfter(state, step)
    if (next === null) continue
    state = next
    taken.push({ step, state })
  }
  return taken
}

test('whatever is tried, is no reply given before the receipt, none accepted that was not given, and nothing done after the end?', () => {
  fc.assert(
    fc.property(walk, (tried) => {
      const taken = run(tried)
      const names = taken.map(({ step }) => step)
      expect(names.filter((step) => step === 'sign').length).toBeLessThanOrEqual(1)
      if (names.includes('reply')) expect(names[0]).toBe('sign')
      const replies = names.filter((step) => step === 'reply').length
      const reviews = names.filter((step) => step === 'return' || step === 'accept').length
      expect(reviews).toBeLessThanOrEqual(replies)
      const ended = taken.findIndex(({ state }) => state === 'closed' || state === 'withdrawn')
      if (ended >= 0) expect(ended).toBe(taken.length - 1)
    }),
  )
})

test('does every state have a way to its end, and does every state come up?', () => {
  const reached = new Set<NoticeState>(['open'])
  for (let grown = -1; grown !== reached.size; ) {
    grown = reached.size
    for (const state of reached)
      for (const step of steps) {
        const next = noticeAfter(state, step)
        if (next !== null) reached.add(next)
      }
  }
  expect([...reached].toSorted()).toEqual(states.toSorted())
  for (const state of states)
    expect(noticeStepsFrom(state).length === 0).toBe(state === 'closed' || state === 'withdrawn')
})

const who = fc.record({
  receiver: fc.constantFrom('person', 'departmentHead', 'supervisingBody' as const),
  department: fc.constantFrom('a', 'b'),
  person: fc.constantFrom(null, 'p', 'q'),
  step: fc.constantFrom('decision', 'notice', 'delivery'),
})
const taker = fc.record({
  index: fc.constantFrom('p', 'q', 'r'),
  department: fc.constantFrom('a', 'b'),
  roles: fc.subarray(roles),
})

test('does nobody ever answer for another department, whatever roles they hold?', () => {
  fc.assert(
    fc.property(who, taker, (addressed, person) => {
      fc.pre(addressed.receiver !== 'supervisingBody' && addressed.department !== person.department)
      expect(isReceiver(addressed, person)).toBe(false)
    }),
  )
})

test('does nobody review without being a supervisor, or the head of the very department for the first level?', () => {
  fc.assert(
    fc.property(who, taker, (addressed, person) => {
      fc.pre(isReviewer(addressed, person) && !person.roles.includes('supervisor'))
      expect([addressed.receiver, addressed.department]).toEqual(['person', person.department])
      expect(person.roles).toContain('head')
    }),
  )
})

test('may the official it is assigned to answer whatever role they hold, and a handler of the department?', () => {
  const addressed = { receiver: 'person', department: 'a', person: 'p', step: 'decision' } as const
  expect(isReceiver(addressed, { index: 'p', department: 'a', roles: ['window'] })).toBe(true)
  expect(isReceiver(addressed, { index: 'r', department: 'a', roles: ['handler'] })).toBe(true)
  expect(isReceiver(addressed, { index: 'r', department: 'a', roles: ['window'] })).toBe(false)
  expect(
    isReceiver({ ...addressed, step: 'notice' }, { index: 'r', department: 'a', roles: ['window'] }),
  ).toBe(true)
})

test('which stages are documents with receipt and reply?', () => {
  expect(Object.keys(STAGES).filter((stage) => takesSteps(stage as keyof typeof STAGES))).toEqual([
    'urge',
    'supervise',
    'escalate',
  ])
})
