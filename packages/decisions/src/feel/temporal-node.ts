/** A date, time or duration written as a constant, as a node; a text that names none is refused. */
import type { TemporalType } from '../plan/plan.ts'
import { toJson } from '../values/to-json.ts'
import { CivilDate, DateTime, DaysDuration, type MonthsDuration, Time } from '../values/value.ts'
import type { Typed } from './scope.ts'
import { Stop } from './stop.ts'

type Temporal = CivilDate | DateTime | DaysDuration | MonthsDuration | Time

function temporalType(value: Temporal): TemporalType {
  if (value instanceof CivilDate) return 'date'
  if (value instanceof DateTime) return 'date and time'
  if (value instanceof Time) return 'time'
  return value instanceof DaysDuration ? 'days and time duration' : 'years and months duration'
}

export function temporalNode(value: Temporal | null, text: string): Typed {
  if (value === null) throw new Stop('typeWrong', text)
  const type = temporalType(value)
  return { node: { k: 'temporal', type, v: String(toJson(value)) }, type }
}
