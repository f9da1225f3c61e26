import { expect, test } from 'vitest'
import {
  advertising,
  asOwner,
  type Case,
  CHECK,
  clocksOf,
  DESIGN,
  handIn,
  on,
  PARTIES,
  readAsOwner,
  reasons,
  take,
  typesOf,
} from '../../case-steps.ts'
import type { Answered } from '../../kit.ts'
import { DB, must } from '../../region.ts'

/**
 * The licence 户外广告设置 from receipt to delivery through the door, with role tokens and the clock moved day by day.
 * Beside each step stand the days counted by hand. 2026: 中秋 is 25–27 September, 国庆 1–7 October; Sunday 20 September
 * and Saturday 10 October are worked. The item's law: notice 5, decision 20 (+10), delivery 10 working days; the
 * region promises the decision in 10, which an extension of the statutory limit does not lengthen.
 */
type Step = {
  readonly day: string
  readonly go: (theCase: Case) => Promise<Answered>
  /** The earliest that the organ owes. */
  readonly dueOn: string | null
  /** Every clock that has not ended. */
  readonly clocks: readonly string[]
}

const STORY: readonly Step[] = [
  {
    // The region gives ten for a supplement: 15–18 (4), 20 (5), 21–24 (9), [25–27 中秋], 28 (10).
    day: '2026-09-14',
    go: readAsOwner,
    dueOn: null,
    clocks: ['supplement/promise 2026-09-28 running'],
  },
  {
    // 32(1)(四): five days anew from the completed supplement: 22, 23, 24, [25–27 中秋], 28, 29.
    day: '2026-09-21',
    go: (theCase) => asOwner(theCase, 'supplement', { materials: [DESIGN] }),
    dueOn: '2026-09-29',
    clocks: ['notice/law 2026-09-29 running'],
  },
  {
    // 42(1): twenty: 23, 24 (2), 28–30 (5), 8–10 (8), 12–16 (13), 19–23 (18), 26, 27 (20).
    // Promised ten: … 8–10 (8), 12, 13 (10). The shorter binds.
    day: '2026-09-22',
    go: (theCase) => take(theCase, 'handler', 'accept'),
    dueOn: '2026-10-13',
    clocks: ['decision/promise 2026-10-13 running', 'decision/law 2026-10-27 running'],
  },
  {
    // 47(1): interested parties have five working days to ask for a hearing: 24, 28, 29, 30 (4), 8 October (5).
    day: '2026-09-23',
    go: (theCase) => take(theCase, 'handler', 'notify-party', PARTIES),
    dueOn: '2026-10-13',
    clocks: [
      'thirdParty/law 2026-10-08 running',
      'decision/promise 2026-10-13 running',
      'decision/law 2026-10-27 running',
    ],
  },
  {
    // 45: expert review needs five working days, its first included: 29, 30 (2), 8, 9, Saturday 10 (5); the clock runs
    // again on Monday 12 and the special procedure should be over by then.
    // Counted before: 23, 24, 28 (3). Promise, 7 left: 12–16 (5), 19, 20 (7). Law, 17 left: 12–16 (5), 19–23 (10),
    // 26–30 (15), 2, 3 November (17).
    day: '2026-09-29',
    go: (theCase) => take(theCase, 'handler', 'suspend', { ground: 'expertReview', neededWorkdays: 5 }),
    dueOn: '2026-10-12',
    clocks: [
      'thirdParty/law 2026-10-08 running',
      'suspension/law 2026-10-12 running',
      'decision/promise 2026-10-20 stands',
      'decision/law 2026-11-03 stands',
    ],
  },
  {
    // It took as long as was told.
    day: '2026-10-12',
    go: (theCase) => take(theCase, 'handler', 'resume', {}),
    dueOn: '2026-10-20',
    clocks: ['decision/promise 2026-10-20 running', 'decision/law 2026-11-03 running'],
  },
  {
    // 34(3): two officials look at the site. No clock stands for that.
    day: '2026-10-13',
    go: (theCase) => take(theCase, 'handler', 'inspect', CHECK),
    dueOn: '2026-10-20',
    clocks: ['decision/promise 2026-10-20 running', 'decision/law 2026-11-03 running'],
  },
  {
    // 42(1): ten more, by the head: from 3 November: 4, 5, 6 (3), 9–13 (8), 16, 17 (10). The promise is not extended.
    day: '2026-10-19',
    go: (theCase) =>
      take(theCase, 'head', 'extend', { workdays: 10, reasons: reasons('专家意见需补充论证') }),
    dueOn: '2026-10-20',
    clocks: ['decision/promise 2026-10-20 running', 'decision/law 2026-11-17 running'],
  },
  {
    day: '2026-10-19',
    go: (theCase) => take(theCase, 'handler', 'sign', { opinion: 'grant' }),
    dueOn: '2026-10-20',
    clocks: ['decision/promise 2026-10-20 running', 'decision/law 2026-11-17 running'],
  },
  {
    // The region has broken its promise by 17 working days (21–23 (3), 26–30 (8), 2–6 (13), 9–12 (17)) and not the law.
    day: '2026-11-12',
    go: (theCase) => take(theCase, 'chief', 'sign', { opinion: 'grant' }),
    dueOn: '2026-10-20',
    clocks: ['decision/promise 2026-10-20 running late 17', 'decision/law 2026-11-17 running'],
  },
  {
    // 44: ten from the decision: 16–20 (5), 23–27 (10).
    day: '2026-11-13',
    go: (theCase) =>
      take(theCase, 'chief', 'decide', { decision: 'grant', results: { validUntilOn: '2027-10-31' } }),
    dueOn: '2026-11-27',
    clocks: ['delivery/law 2026-11-27 running'],
  },
  {
    day: '2026-11-16',
    go: (theCase) => take(theCase, 'handler', 'deliver', { method: 'direct', receiver: '演示申请人' }),
    dueOn: null,
    clocks: [],
  },
]

test('can a licence be carried from receipt to delivery over National Day, each day as computed by hand?', async () => {
  on('2026-09-14')
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  const got: Omit<Step, 'go'>[] = []
  for (const { day, go } of STORY) {
    on(day, '10:00')
    const answer = must(await go(theCase), 200)
    got.push({ day, dueOn: asDay(answer.body.dueOn), clocks: clocksOf(answer) })
  }
  expect(got).toEqual(STORY.map(({ day, dueOn, clocks }) => ({ day, dueOn, clocks })))
  const { body } = must(await readAsOwner(theCase), 200)
  expect(body).toMatchObject({ state: 'granted', stateName: { zh: '准予' }, next: expect.any(Array) })
  expect(typesOf({ body } as Answered)).toEqual([
    'received',
    'supplementRequested',
    'supplemented',
    'accepted',
    'thirdPartyNotified',
    'suspended',
    'resumed',
    'inspected',
    'extended',
    'signed',
    'signed',
    'granted',
    'delivered',
  ])
  const row = await DB.prepare(
    'SELECT state, due_on, next_due_at, decided_on FROM cases WHERE case_number = ?',
  )
    .bind(theCase.number)
    .first()
  expect(row).toEqual({ state: 'granted', due_on: null, next_due_at: null, decided_on: '2026-11-13' })
  const services = await DB.prepare(
    'SELECT service_number, kind FROM service_events WHERE case_number = ? ORDER BY service_number',
  )
    .bind(theCase.number)
    .all()
  expect(services.results).toEqual([
    { service_number: 1, kind: 'receipt' },
    { service_number: 2, kind: 'supplement' },
    { service_number: 3, kind: 'decision' },
    { service_number: 4, kind: 'delivery' },
  ])
})

const asDay = (day: unknown): string | null => (typeof day === 'string' ? day : null)
