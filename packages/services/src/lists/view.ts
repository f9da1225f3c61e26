import { civilDate, workdaysBetween } from '@tongban/calendar'
import { EVENT_NAMES, type EventType, endWords, STATE_NAMES, type State } from '@tongban/cases'
import { claimOf, findItemVersion } from '@tongban/catalogue'
import type { CivilDate } from '@tongban/kernel'
import type { EndedRow, ListedRow } from '@tongban/store'
import { type DueClock, dueClockWords } from '../cases/due-clock.ts'
import { clockPlanOf } from '../cases/step-policy.ts'
import type { Context } from '../context.ts'
import type { StaffNames } from '../staff/names.ts'

/** A case as one row of a list. */
export type ListedCase = {
  readonly caseNumber: string
  readonly item: { readonly code: string } & Words
  readonly situation: { readonly code: string } & Words
  readonly state: string
  readonly stateName: Words
  readonly channel: string
  readonly department: string
  readonly receivedOn: string
  readonly closedOn: string | null
  readonly dueOn: string | null
  /** What is due by then, and by which law or promise. */
  readonly due: DueClock | null
  /** Working days left, today not counted; null once it is overdue and where nothing runs. */
  readonly leftWorkdays: number | null
  /** Working days since the last day; 0 on the rest days that follow it; null while it is not overdue. */
  readonly overdueWorkdays: number | null
  /** Null while nobody has it. */
  readonly assigned: { readonly name: string | null; readonly me: boolean } | null
}
type Words = { readonly zh: string; readonly en: string }

type Viewer = {
  readonly names: StaffNames
  readonly me: string
  readonly now: number
  readonly today: CivilDate
}

export function listedCase(ctx: Context, row: ListedRow | EndedRow, viewer: Viewer): ListedCase {
  const { caseNumber, state, channel, departmentCode: department, receivedOn, closedOn, dueOn } = row
  return {
    caseNumber,
    ...itemOf(ctx, row),
    state,
    stateName: stateNameOf(row),
    channel,
    department,
    receivedOn,
    closedOn,
    dueOn,
    ...daysOf(ctx, row, viewer),
    assigned: assignedOf(row, viewer),
  }
}

/** Item and situation by the version the case keeps; by their codes where this build does not know it. */
function itemOf(ctx: Context, { itemCode, itemVersion, situation, dueClock }: ListedRow) {
  const unknown = (code: string) => ({ code, zh: code, en: code })
  const found = findItemVersion(itemCode, Number(itemVersion))
  if (!found.ok) return { item: unknown(itemCode), situation: unknown(situation), due: null }
  const item = found.value
  const claim = claimOf(ctx.region, item)
  const name = item.situations.find(({ code }) => code === situation)?.name
  return {
    item: { code: itemCode, ...item.taskName },
    situation: name === undefined ? unknown(situation) : { code: situation, ...name },
    due: claim.ok ? dueClockWords(dueClock, clockPlanOf(item, claim.value)) : null,
  }
}

function stateNameOf(row: ListedRow | EndedRow): Words {
  const { state } = row
  if (!isState(state)) return { zh: state, en: state }
  const mark = 'lastMark' in row && row.lastMark !== null && isEvent(row.lastMark) ? row.lastMark : null
  return endWords(state, mark, mark === 'annulled')
}

export const isState = (name: string): name is State => Object.hasOwn(STATE_NAMES, name)
const isEvent = (name: string): name is EventType => Object.hasOwn(EVENT_NAMES, name)

function daysOf({ calendar }: Context, { dueOn: on, dueAt }: ListedRow, { now, today }: Viewer) {
  const dueOn = on === null ? undefined : civilDate(on)
  if (dueOn === undefined || dueAt === null) return { leftWorkdays: null, overdueWorkdays: null }
  return now >= dueAt
    ? { leftWorkdays: null, overdueWorkdays: workdaysBetween(calendar, dueOn, today).workdays }
    : { leftWorkdays: workdaysBetween(calendar, today, dueOn).workdays, overdueWorkdays: null }
}

function assignedOf({ assignedTo }: ListedRow, { names, me }: Viewer): ListedCase['assigned'] {
  if (assignedTo === null) return null
  return { name: names.get(assignedTo)?.name ?? null, me: assignedTo === me }
}
