/** A case told in lines, `2026-09-29 suspended ground=hearing neededWorkdays=10`, and what its clocks say, in lines. */
import { type Limit, nationalCalendar } from '@tongban/calendar'
import type { EpochMs, Json, Role } from '@tongban/kernel'
import type { Clock } from '../src/clock.ts'
import type { ClockPlan, ClockRule, RuledStep, Stage } from '../src/clock-rules.ts'
import { clocksOf } from '../src/clocks.ts'
import { append, type Happening } from '../src/event.ts'
import { ruleOf } from '../src/event-rules.ts'
import type { CaseFold } from '../src/fold.ts'
import { groundsOf } from '../src/grounds.ts'
import type { EventType } from '../src/state.ts'
import { STEP_CAPS, type StepPolicy } from '../src/step-policy.ts'

export const LAW = { kind: 'law', zh: '行政许可法 42', en: 'Licensing Law 42' } as const
const LOCAL = { kind: 'localLaw', zh: '本地条例 3', en: 'Local regulation 3' } as const
const PROMISE = { kind: 'promise', zh: '承诺办结时限', en: 'promised limit' } as const

/** `2026-09-24`, at nine, or `2026-09-24T23:59`. */
export const instant = (text: string): EpochMs =>
  Date.parse(`${text.includes('T') ? text : `${text}T09:00`}:00+08:00`)

const LISTS = ['parties', 'officials', 'served']
/** Codes of digits, which are no numbers. */
const CODES = ['handlingRegion']

/** `ground=hearing neededWorkdays=10` as data; whole numbers are numbers, `officials=a,b` is a list. */
function dataOf(words: readonly string[]): { [key: string]: Json } {
  return Object.fromEntries(
    words.map((word) => {
      const [key = '', value = ''] = word.split('=')
      if (LISTS.includes(key)) return [key, value.split(',')]
      return [key, /^\d+$/.test(value) && !CODES.includes(key) ? Number(value) : value]
    }),
  )
}

/** One line; the actor is the first the event's rule names. */
export function happeningOf(line: string): Happening {
  const [when = '', type = '', ...words] = line.split(' ')
  const event = type as EventType
  const { roles, others } = ruleOf(event)
  const data = dataOf(words)
  const official = roles.length > 0 && data.by === undefined
  return {
    type: event,
    at: instant(when),
    actorKind: official ? 'official' : (others[0] ?? 'official'),
    actorSubject: typeof data.who === 'string' ? data.who : 'somebody',
    data: official && data.role === undefined ? { ...data, role: roles[0] ?? '' } : data,
  }
}

export async function foldOf(story: string): Promise<CaseFold> {
  const result = await append('case', null, story.split('; ').map(happeningOf))
  if (!result.ok) throw new Error(`${story}: ${JSON.stringify(result.failure.because)}`)
  return result.value.fold
}

const BASES = { law: LAW, localLaw: LOCAL, promise: PROMISE }
const UNITS: Readonly<Record<string, (value: number) => Limit>> = {
  workdays: (value) => ({ unit: 'workday', value }),
  days: (value) => ({ unit: 'calendarDay', value, roll: 'nextWorkday' }),
  strictDays: (value) => ({ unit: 'calendarDay', value, roll: 'none' }),
  months: (value) => ({ unit: 'month', value, roll: 'nextWorkday' }),
  hours: (value) => ({ unit: 'hour', value }),
  instant: () => ({ unit: 'instant' }),
}

/** `decision 20 workdays law`, or `decision 3 workdays law fromReceipt`. */
export function ruleFrom(line: string): ClockRule {
  const [step = '', value = '', unit = 'workdays', basis = 'law', from = ''] = line.split(' ')
  const length = UNITS[unit]?.(Number(value))
  if (length === undefined) throw new Error(line)
  const rule = { step: step as RuledStep, length, basis: BASES[basis as keyof typeof BASES] }
  return from === 'fromReceipt' ? { ...rule, isFromReceipt: true } : rule
}

export function planOf(rules: string, more: Partial<ClockPlan> = {}): ClockPlan {
  return {
    limits: rules === '' ? [] : rules.split('; ').map(ruleFrom),
    joint: null,
    renewal: null,
    grounds: groundsOf('licence', []),
    ...more,
  }
}

export const stage = (department: string, value: number): Stage => ({
  department,
  zh: department,
  en: department,
  length: { unit: 'workday', value },
  basis: LAW,
})

/** `decision/law 2026-10-29 running`, with `provisional` and `late` behind where they hold. */
export const lineOf = ({ step, department, basis, dueOn, status, provisional, breach }: Clock): string =>
  [
    `${step}/${department ?? basis.kind}`,
    dueOn,
    status,
    ...(provisional ? ['provisional'] : []),
    ...(breach === null ? [] : ['late']),
  ].join(' ')

export const linesOf = (plan: ClockPlan, fold: CaseFold, at: string): readonly string[] =>
  clocksOf(plan, fold, nationalCalendar, instant(at)).map(lineOf)

export function policyOf(more: Partial<StepPolicy> = {}): StepPolicy {
  const signatures: readonly Role[] = ['handler', 'chief']
  return {
    procedure: 'licence',
    calendar: nationalCalendar,
    plan: planOf('notice 5; decision 20; delivery 10'),
    signatures,
    extension: { workdays: 10, role: 'head', basis: LAW },
    abandonment: null,
    thirdPartyInterest: false,
    inspection: null,
    forwards: false,
    caps: STEP_CAPS,
    posts: {},
    ...more,
  }
}
