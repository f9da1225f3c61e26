import { addDays, addWorkdays, endOfDayAt, nationalCalendar, startOfDayAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { planStages, STANDARD_POLICY, type WatchedClock } from '@tongban/supervision'

/**
 * Open clocks as the cases of a region leave them: a million that have time, and among them those of which a stage has become
 * due this minute, half of them reminders, three in ten over since midnight, and two in ten over for a working day.
 */
export const NOW_ON = '2026-03-18' as CivilDate
export const NOW = startOfDayAt(NOW_ON)
const AT_ONCE = 25_000

/** Of ten due ones: how many working days from the last day to this midnight. */
const DUE = [
  { share: 5, length: 10, stages: ['warnDays'] },
  { share: 3, length: 10, stages: ['urge', 'yellow'] },
  { share: 2, length: 10, stages: ['supervise'] },
] as const
/** So many stages, and of them so many notices and cards, for each 10 clocks that are due. */
export const EXPECTED_OF_TEN = { notices: 10, cards: 3, watches: 10 } as const

export type Insertion = { readonly sql: string; readonly values: readonly (string | number | null)[] }

/** The statements that make them, a part at a time. */
export function insertions(open: number, due: number): readonly Insertion[] {
  let made = 0
  const all: Insertion[] = []
  for (const { share, stages } of DUE) {
    const count = (due * share) / 10
    all.push(...insertion(made, count, dueWith(stages[0])))
    made += count
  }
  return [...all, ...insertion(made, open - made, waiting())]
}

type Seed = { readonly clock: WatchedClock; readonly nextAt: number }

/** A clock whose stage of this name becomes due at this very midnight. */
function dueWith(stage: string): Seed {
  for (let back = 0; back < 60; back += 1) {
    const clock = clockFrom(addDays(NOW_ON, -back))
    const found = planStages(STANDARD_POLICY, clock, nationalCalendar).find((each) => each.stage === stage)
    if (found?.at === NOW) return { clock, nextAt: NOW }
  }
  throw new Error(`no clock has ${stage} now`)
}

/** Over in some weeks. */
function waiting(): Seed {
  const clock = clockFrom(addDays(NOW_ON, 20))
  return { clock, nextAt: planStages(STANDARD_POLICY, clock, nationalCalendar)[0]?.at ?? NOW }
}

function clockFrom(fromOn: CivilDate): WatchedClock {
  const { on: dueOn } = addWorkdays(nationalCalendar, fromOn, 10)
  return {
    kind: 'case',
    subject: '',
    key: `decision/promise/${fromOn}`,
    step: 'decision',
    basis: 'promise',
    law: '本地配置：承诺办结时限',
    scope: 'whole',
    itemCode: 'outdoor-advertising',
    department: 'city-management',
    person: 'a'.repeat(43),
    fromAt: startOfDayAt(fromOn),
    fromOn,
    unit: 'workday',
    length: 10,
    dueOn,
    dueAt: endOfDayAt(dueOn),
    provisional: false,
    status: 'running',
    stoppedAt: null,
  }
}

const INSERT = `INSERT INTO watched_clocks (kind, subject, clock_key, epoch, step, basis, law, scope, item_code, department, post,
    person, from_at, from_on, unit, length, due_on, due_at, provisional, status, stages, policy, next_at, changed_at)
  WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
  SELECT 'case', printf('510116202603%010d', (i * 7919) % 10000019), ?, 1, 'decision', 'promise', ?, 'whole', ?,
    'department-' || (i % 40), '经办人', ?, ?, ?, 'workday', 10, ?, ?, 0, 'running', ?, 'standard', ? + (i % ?) * 60000, ? FROM n`

/** Case numbers are scattered, and the next instants of those that wait spread over a month of minutes, as in life. */
function insertion(first: number, count: number, { clock, nextAt }: Seed): readonly Insertion[] {
  const { key, law, itemCode, person, fromAt, fromOn, dueOn, dueAt } = clock
  const stages = JSON.stringify(planStages(STANDARD_POLICY, clock, nationalCalendar))
  const minutes = nextAt === NOW ? 1 : 43_200
  return Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, part) => {
    const from = first + part * AT_ONCE
    const range = [from, Math.min(from + AT_ONCE, first + count)]
    const what = [key, law, itemCode, person, fromAt, fromOn, dueOn, dueAt, stages]
    return { sql: INSERT, values: [...range, ...what, nextAt, minutes, fromAt] }
  })
}
