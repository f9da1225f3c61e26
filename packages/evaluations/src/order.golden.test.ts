import { civilDate, nationalCalendar, startOfDayAt } from '@tongban/calendar'
import { expect, test } from 'vitest'
import type { OrderActor } from './order-guards.ts'
import { STANDARD_EVALUATION_POLICY } from './policy.ts'
import { foldOrder, orderTermsOf, type RectificationOrder, type TakenOrderStep } from './rectification.ts'
import { type OrderAct, type OrderMove, openOrderNow, takeOrderStep } from './take-order-step.ts'

const at = (when: string) => {
  const [day = '', hour = '9'] = when.split(' ')
  const on = civilDate(day)
  if (on === undefined) throw new Error(when)
  return startOfDayAt(on) + Number(hour) * 3_600_000
}
const circumstances = (when: string) => ({ now: at(when), calendar: nationalCalendar })

const REVENUE = 'revenue'
const ACTORS = {
  clerk: { side: 'department', index: 'clerk', department: REVENUE },
  neighbour: { side: 'department', index: 'neighbour', department: 'housing' },
  caller: { side: 'rectificationBody', index: 'caller', department: 'office' },
  judge: { side: 'rectificationBody', index: 'judge', department: 'office' },
  ownJudge: { side: 'rectificationBody', index: 'own', department: REVENUE },
  clerkMoved: { side: 'rectificationBody', index: 'clerk', department: 'office' },
  callerMoved: { side: 'department', index: 'caller', department: REVENUE },
  rater: { side: 'evaluator', index: 'rater', department: null },
} as const satisfies Record<string, OrderActor>
type Line = readonly [when: string, who: keyof typeof ACTORS, act: OrderAct]

/** Each step with what it did to the order and its clocks, or why it was refused. */
function story(sealed: boolean, lines: readonly Line[], opened = '2026-09-29') {
  const first = openOrderNow(
    { department: REVENUE, sealed, actorIndex: 'machine', terms: orderTermsOf(STANDARD_EVALUATION_POLICY) },
    circumstances(opened),
  )
  const taken: TakenOrderStep[] = [first.step]
  let order: RectificationOrder = first.order
  const told = [tellMove('opened', first)]
  for (const [when, who, act] of lines) {
    const move = takeOrderStep(order, act, ACTORS[who], circumstances(when))
    if (move.ok) {
      order = move.value.order
      taken.push(move.value.step)
      told.push(tellMove(`${when} ${who} ${act.type}`, move.value))
    } else {
      const { failure } = move
      const why =
        failure.code === 'stepNotPossible' ? (failure.because?.guard ?? failure.state) : failure.code
      told.push(`${when} ${who} ${act.type}: refused, ${why}`)
    }
  }
  expect(foldOrder(taken)).toEqual(order)
  return { told, order }
}

const tellMove = (what: string, { order, clocks }: OrderMove) =>
  [
    `${what}: ${order.state} ${order.round}`,
    ...clocks.begin.map(({ key, owedBy, dueOn }) => `+${key} ${owedBy} by ${dueOn}`),
    ...clocks.end.map((key) => `-${key}`),
  ].join(' | ')

const contacted = { type: 'contacted', reached: true } as const
const replied = { type: 'replied', class: 'true' } as const
const mended = { type: 'calledBack', result: 'mended' } as const
const notMended = { type: 'calledBack', result: 'notMended' } as const
const close = { type: 'closed' } as const
const unreached = { type: 'unreached' } as const
const dissatisfied = { type: 'rated', grade: 'dissatisfied' } as const

test('how does an order run across a holiday, and who may not take a step of it?', () => {
  expect(
    story(false, [
      ['2026-09-30', 'clerk', replied],
      ['2026-09-30', 'neighbour', contacted],
      ['2026-09-30', 'caller', contacted],
      ['2026-09-30', 'rater', contacted],
      ['2026-09-30', 'clerk', contacted],
      ['2026-09-30', 'clerk', contacted],
      ['2026-09-30', 'judge', { type: 'identityOpened' }],
      ['2026-10-09', 'caller', mended],
      ['2026-10-09', 'rater', { type: 'supplemented' }],
      ['2026-10-09', 'callerMoved', replied],
      ['2026-10-12', 'clerk', close],
      ['2026-10-12', 'ownJudge', mended],
      ['2026-10-12', 'clerkMoved', mended],
      ['2026-10-12', 'caller', close],
      ['2026-10-13', 'judge', mended],
      ['2026-10-13', 'callerMoved', { type: 'appealed', class: 'misjudged' }],
      ['2026-10-14', 'judge', close],
      ['2026-10-15', 'rater', { type: 'supplemented' }],
      ['2026-10-15', 'rater', { type: 'rated', grade: 'satisfied' }],
      ['2026-10-15', 'rater', { type: 'rated', grade: 'satisfied' }],
    ]).told,
  ).toMatchInlineSnapshot(`
    [
      "opened: open 1 | +contact/1 department by 2026-09-30 | +rectify/1 department by 2026-10-26",
      "2026-09-30 clerk replied: refused, contactFirst",
      "2026-09-30 neighbour contacted: refused, ownDepartment",
      "2026-09-30 caller contacted: refused, departmentContacts",
      "2026-09-30 rater contacted: refused, notAllowed",
      "2026-09-30 clerk contacted: contacted 1 | -contact/1",
      "2026-09-30 clerk contacted: refused, contacted",
      "2026-09-30 judge identityOpened: refused, notSealed",
      "2026-10-09 caller calledBack: refused, contacted",
      "2026-10-09 rater supplemented: contacted 1",
      "2026-10-09 callerMoved replied: replied 1 | +callBack/1 rectificationBody by 2026-10-15 | -rectify/1",
      "2026-10-12 clerk closed: refused, notAllowed",
      "2026-10-12 ownJudge calledBack: refused, otherDepartment",
      "2026-10-12 clerkMoved calledBack: refused, anotherPerson",
      "2026-10-12 caller closed: refused, replied",
      "2026-10-13 judge calledBack: calledBack 1 | -callBack/1",
      "2026-10-13 callerMoved appealed: refused, appealLate",
      "2026-10-14 judge closed: closed 1",
      "2026-10-15 rater supplemented: refused, closed",
      "2026-10-15 rater rated: closed 1",
      "2026-10-15 rater rated: refused, gradedOnce",
    ]
  `)
})

test('does a sealed order wait for nobody but the body, and is nobody reached called back after three attempts on two working days?', () => {
  expect(
    story(true, [
      ['2026-09-30', 'clerk', contacted],
      ['2026-09-30', 'caller', { type: 'identityOpened' }],
      ['2026-09-30', 'clerk', replied],
      ['2026-10-01', 'caller', contacted],
      ['2026-10-01', 'caller', contacted],
      // A holiday, and one working day, however often: not enough.
      ['2026-10-02', 'caller', unreached],
      ['2026-10-02 10', 'caller', unreached],
      ['2026-10-08', 'caller', unreached],
      ['2026-10-08 10', 'caller', unreached],
      ['2026-10-09', 'caller', unreached],
      ['2026-10-09', 'caller', { type: 'returned' }],
      ['2026-10-09', 'judge', close],
      ['2026-10-10', 'judge', { type: 'identityOpened' }],
    ]).told,
  ).toMatchInlineSnapshot(`
    [
      "opened: open 1 | +contact/1 rectificationBody by 2026-09-30 | +rectify/1 department by 2026-10-26",
      "2026-09-30 clerk contacted: refused, bodyContacts",
      "2026-09-30 caller identityOpened: open 1",
      "2026-09-30 clerk replied: replied 1 | +callBack/1 rectificationBody by 2026-10-13 | -rectify/1",
      "2026-10-01 caller contacted: replied 1 | -contact/1",
      "2026-10-01 caller contacted: refused, contactedOnce",
      "2026-10-02 caller unreached: replied 1",
      "2026-10-02 10 caller unreached: replied 1",
      "2026-10-08 caller unreached: replied 1",
      "2026-10-08 10 caller unreached: replied 1",
      "2026-10-09 caller unreached: calledBack 1 | -callBack/1",
      "2026-10-09 caller returned: refused, mended",
      "2026-10-09 judge closed: closed 1",
      "2026-10-10 judge identityOpened: refused, closed",
    ]
  `)
})

test('does an appeal stop no clock, and does only an upheld one set the rating aside?', () => {
  const appealed = { type: 'appealed', class: 'malicious' } as const
  const upheld = story(false, [
    ['2026-09-30', 'clerk', contacted],
    ['2026-09-30', 'judge', { type: 'judged', upheld: true }],
    ['2026-09-30', 'clerk', appealed],
    ['2026-09-30', 'clerk', appealed],
    ['2026-10-08', 'clerk', { type: 'judged', upheld: true }],
    ['2026-10-08', 'ownJudge', { type: 'judged', upheld: true }],
    ['2026-10-08', 'clerkMoved', { type: 'judged', upheld: true }],
    ['2026-10-08', 'judge', { type: 'judged', upheld: true }],
    ['2026-10-08', 'rater', dissatisfied],
  ])
  expect(upheld.told).toMatchInlineSnapshot(`
    [
      "opened: open 1 | +contact/1 department by 2026-09-30 | +rectify/1 department by 2026-10-26",
      "2026-09-30 clerk contacted: contacted 1 | -contact/1",
      "2026-09-30 judge judged: refused, noAppeal",
      "2026-09-30 clerk appealed: contacted 1 | +judge/1 rectificationBody by 2026-10-13",
      "2026-09-30 clerk appealed: refused, appealOnce",
      "2026-10-08 clerk judged: refused, notAllowed",
      "2026-10-08 ownJudge judged: refused, otherDepartment",
      "2026-10-08 clerkMoved judged: refused, anotherPerson",
      "2026-10-08 judge judged: setAside 1 | -rectify/1 | -judge/1",
      "2026-10-08 rater rated: refused, setAside",
    ]
  `)
  expect(upheld.order).toMatchObject({ class: 'malicious', appeal: 'upheld', closedAt: at('2026-10-08') })
  const rejected = story(false, [
    ['2026-09-30', 'clerk', contacted],
    ['2026-09-30', 'clerk', { type: 'appealed', class: 'beyondRemit' }],
    ['2026-10-08', 'clerk', { type: 'replied', class: 'beyondRemit' }],
    ['2026-10-09', 'judge', mended],
    ['2026-10-09', 'judge', close],
    ['2026-10-09', 'judge', { type: 'judged', upheld: false }],
    ['2026-10-09', 'judge', close],
  ])
  expect(rejected.told).toMatchInlineSnapshot(`
    [
      "opened: open 1 | +contact/1 department by 2026-09-30 | +rectify/1 department by 2026-10-26",
      "2026-09-30 clerk contacted: contacted 1 | -contact/1",
      "2026-09-30 clerk appealed: contacted 1 | +judge/1 rectificationBody by 2026-10-13",
      "2026-10-08 clerk replied: replied 1 | +callBack/1 rectificationBody by 2026-10-14 | -rectify/1",
      "2026-10-09 judge calledBack: calledBack 1 | -callBack/1",
      "2026-10-09 judge closed: refused, appealOpen",
      "2026-10-09 judge judged: calledBack 1 | -judge/1",
      "2026-10-09 judge closed: closed 1",
    ]
  `)
  expect(rejected.order).toMatchObject({ class: 'true', appeal: 'rejected' })
  const classed = story(false, [
    ['2026-09-30', 'clerk', contacted],
    ['2026-09-30', 'clerk', { type: 'appealed', class: 'misjudged' }],
    ['2026-09-30', 'judge', { type: 'judged', upheld: false }],
    ['2026-10-08', 'clerk', { type: 'replied', class: 'misjudged' }],
    ['2026-10-08', 'clerk', replied],
  ])
  expect(classed.told.slice(-2)).toMatchInlineSnapshot(`
    [
      "2026-10-08 clerk replied: refused, classJudged",
      "2026-10-08 clerk replied: replied 1 | +callBack/1 rectificationBody by 2026-10-14 | -rectify/1",
    ]
  `)
  const last = { type: 'appealed', class: 'misjudged' } as const
  // The fifth working day after 29 September and the day after it: the holiday left out, the working Saturday counted.
  expect(story(false, [['2026-10-12', 'clerk', last]]).told[1]).toMatch(/^2026-10-12 clerk appealed: open/)
  expect(story(false, [['2026-10-13', 'clerk', last]]).told[1]).toBe(
    '2026-10-13 clerk appealed: refused, appealLate',
  )
})

test('does what is not mended come back, at most as often as laid down, and does what stays so stay visible?', () => {
  const returned = { type: 'returned' } as const
  const { told, order } = story(false, [
    ['2026-10-09', 'clerk', contacted],
    ['2026-10-09', 'clerk', replied],
    ['2026-10-10', 'caller', notMended],
    ['2026-10-10', 'judge', close],
    ['2026-10-10', 'judge', returned],
    ['2026-10-12', 'clerk', contacted],
    ['2026-10-13', 'clerk', replied],
    ['2026-10-14', 'rater', dissatisfied],
    ['2026-10-14', 'clerk', replied],
    ['2026-10-15', 'clerk', contacted],
    ['2026-10-16', 'clerk', replied],
    ['2026-10-19', 'rater', dissatisfied],
    ['2026-10-19', 'caller', notMended],
    ['2026-10-19', 'judge', returned],
    ['2026-10-20', 'judge', close],
  ])
  expect(told).toMatchInlineSnapshot(`
    [
      "opened: open 1 | +contact/1 department by 2026-09-30 | +rectify/1 department by 2026-10-26",
      "2026-10-09 clerk contacted: contacted 1 | -contact/1",
      "2026-10-09 clerk replied: replied 1 | +callBack/1 rectificationBody by 2026-10-15 | -rectify/1",
      "2026-10-10 caller calledBack: calledBack 1 | -callBack/1",
      "2026-10-10 judge closed: refused, notMended",
      "2026-10-10 judge returned: contacted 2 | +rectify/2 department by 2026-10-30",
      "2026-10-12 clerk contacted: refused, contacted",
      "2026-10-13 clerk replied: replied 2 | +callBack/2 rectificationBody by 2026-10-20 | -rectify/2",
      "2026-10-14 rater rated: open 3 | +contact/3 department by 2026-10-15 | +rectify/3 department by 2026-11-04 | -callBack/2",
      "2026-10-14 clerk replied: refused, contactFirst",
      "2026-10-15 clerk contacted: contacted 3 | -contact/3",
      "2026-10-16 clerk replied: replied 3 | +callBack/3 rectificationBody by 2026-10-23 | -rectify/3",
      "2026-10-19 rater rated: replied 3",
      "2026-10-19 caller calledBack: calledBack 3 | -callBack/3",
      "2026-10-19 judge returned: refused, roundsUsedUp",
      "2026-10-20 judge closed: closed 3",
    ]
  `)
  expect(order).toMatchObject({ round: 3, callBack: 'notMended', grade: 'dissatisfied', state: 'closed' })
})

test('may a closed order be opened again by whoever rated, for as long as a service can be rated?', () => {
  const lines: readonly Line[] = [
    ['2026-10-08', 'clerk', contacted],
    ['2026-10-08', 'clerk', replied],
    ['2026-10-09', 'caller', mended],
    ['2026-10-09', 'caller', close],
  ]
  const tells = (when: string) => story(false, [...lines, [when, 'rater', dissatisfied]]).told.at(-1)
  expect(tells('2026-11-08')).toBe(
    '2026-11-08 rater rated: open 2 | +contact/2 department by 2026-11-09 | +rectify/2 department by 2026-11-27',
  )
  expect(tells('2026-11-09')).toBe('2026-11-09 rater rated: refused, gradeLate')
})

test('is whoever is refused told what happened and what can be done instead, in both languages?', () => {
  const { order } = story(false, [])
  const refused = takeOrderStep(order, replied, ACTORS.clerk, circumstances('2026-09-30'))
  expect(refused).toMatchInlineSnapshot(`
    {
      "failure": {
        "because": {
          "en": "The evaluator has not been contacted. Contact them first, then reply.",
          "facts": {},
          "guard": "contactFirst",
          "zh": "尚未联系评价人核实情况。请先联系，再答复。",
        },
        "code": "stepNotPossible",
        "possible": [
          "contacted",
          "appealed",
        ],
        "state": "open",
        "words": {
          "instead": {
            "en": "Nothing more is to be done.",
            "zh": "无须再办理。",
          },
          "possible": [
            {
              "en": "evaluator contacted",
              "zh": "联系评价人",
            },
            {
              "en": "appealed",
              "zh": "申诉",
            },
          ],
          "state": {
            "en": "waiting for contact",
            "zh": "待联系",
          },
          "what": {
            "en": "rectification order",
            "zh": "本整改单",
          },
        },
      },
      "ok": false,
    }
  `)
  expect(takeOrderStep(order, close, ACTORS.rater, circumstances('2026-09-30'))).toEqual({
    ok: false,
    failure: { code: 'notAllowed', need: '整改督促机构 the rectification body' },
  })
})
