import type { CaseEvent, EventType, Happening } from '@tongban/cases'
import { insertServiceEvent, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'

/**
 * The n-th service 服务次 of a case, from which evaluation invitations grow: the receipt is the first; each supplement
 * that is handled, each decision by people and each delivery is one more. 秒批 is one service and not three.
 */
const KINDS: Partial<Record<EventType, string>> = {
  supplemented: 'supplement',
  supplementForwarded: 'supplement',
  returned: 'decision',
  notRequired: 'decision',
  notAccepted: 'decision',
  granted: 'decision',
  refused: 'decision',
  delivered: 'delivery',
}

const HERE = { region: null, thereNumber: null, window: null }

/** A window 窗口 as services and ratings name it: whoever stands there, for whichever department. */
export const windowAt = (department: string, post: string): string => `${department}/${post}`

/** Which department keeps it; undefined of a window that was named otherwise. */
export function departmentOfWindow(window: string): string | undefined {
  const [department, post] = window.split('/')
  return post === undefined ? undefined : department
}

/** Of a service that begins a case: the window is that of the official who received it there. */
export const servedHere = ({ actor }: Pick<Context, 'actor'>, channel: string, submitterIndex: string) => ({
  ...HERE,
  ...(actor.kind === 'official'
    ? { window: channel === 'window' ? windowAt(actor.department, actor.post) : null, staff: submitterIndex }
    : { staff: null }),
})

type Event = Pick<CaseEvent, 'type' | 'actorKind' | 'actorSubject' | 'data'>

/** A service of this region that is not its receipt. */
const isService = ({ type, actorKind }: Pick<Event, 'type' | 'actorKind'>) =>
  KINDS[type] !== undefined && actorKind !== 'machine' && actorKind !== 'partner'

/** A service of a partner region, as the event of its message carries it: a service told twice is one. */
const toldAs = ({ actorKind, actorSubject, data: { thereNumber } }: Event): string | null =>
  actorKind === 'partner' && typeof thereNumber === 'number' ? `${actorSubject}/${thereNumber}` : null

/** How many services of a case came after its receipt. */
const servicesIn = (events: readonly Event[]): number =>
  events.filter(isService).length + new Set(events.map(toldAs).filter((service) => service !== null)).size

/** The row of the service this step is; none for a step that is no service. `after` holds the step's own event. */
export function serviceStatement({ row, events }: LoadedCase, happening: Happening): readonly Statement[] {
  const kind = KINDS[happening.type]
  if (kind === undefined || !isService(happening)) return []
  const { department } = happening.data
  const window = windowOf(happening)
  return [
    insertServiceEvent({
      caseNumber: row.caseNumber,
      serviceNumber: serviceCount(events),
      kind,
      channel: channelOf(row.channel, happening, window),
      departmentCode: typeof department === 'string' ? department : row.departmentCode,
      at: happening.at,
      ...HERE,
      window,
      staff: happening.actorKind === 'official' ? happening.actorSubject : null,
    }),
  ]
}

/** The number of the last service of a case, its receipt being the first. */
const serviceCount = (events: readonly Event[]): number => 1 + servicesIn(events)

/**
 * Which service a step of these events has just ended, of this region or of a partner, whose message may have told it with the
 * event before; null where it was none. A supplement, of which nobody is told by itself, ends with the step that moves the case on.
 */
export function serviceEnded(events: readonly Event[], type: EventType): number | null {
  const at = events.findLastIndex((event) => event.type === type)
  const [last, before] = [events[at], events[at - 1]]
  if (last === undefined) return null
  const told = [last, before].some((event) => event !== undefined && toldAs(event) !== null)
  const isSupplemented = before?.type === 'supplemented' && isService(before)
  return told || isService(last) || isSupplemented ? serviceCount(events) : null
}

/**
 * Which service of this region an event is, as its row is numbered, for the partner who is told of it: null where it is none.
 * What the machine decides of an application as it comes in is the receipt itself.
 */
export function serviceNumberOf(event: CaseEvent, before: readonly CaseEvent[]): number | null {
  if (KINDS[event.type] === undefined) return null
  const earlier = before.filter(({ seq }) => seq < event.seq)
  if (isService(event)) return 2 + servicesIn(earlier)
  return event.actorKind === 'machine' && earlier.slice(1).every(({ actorKind }) => actorKind === 'machine')
    ? 1
    : null
}

/** How the event of a partner's message carries the service it was, in that region's count. */
export const servedThere = (data: { readonly serviceNumber?: number | undefined }) =>
  data.serviceNumber === undefined ? {} : { thereNumber: data.serviceNumber }

/** The row of a partner's service, rated here and told there; none where its number is known already, or was not told. */
export function partnerServiceStatement(
  { row, events, handovers }: Pick<LoadedCase, 'row' | 'events' | 'handovers'>,
  kind: 'supplement' | 'decision' | 'delivery',
  happening: Happening,
): readonly Statement[] {
  const service = toldAs(happening)
  const { thereNumber } = happening.data
  if (service === null || typeof thereNumber !== 'number') return []
  if (events.some((event) => toldAs(event) === service)) return []
  const { actorSubject: region, at } = happening
  return [
    insertServiceEvent({
      caseNumber: row.caseNumber,
      serviceNumber: 1 + servicesIn([...events, happening]),
      kind,
      channel: row.channel,
      // As that region calls it.
      departmentCode: handovers.find(({ partner }) => partner === region)?.office ?? '',
      at,
      region,
      thereNumber,
      window: null,
      staff: null,
    }),
  ]
}

/** Where whoever came stood before the official: in hand at a counter, or whatever a window takes and gives. */
function windowOf({ actorKind, data: { role, department, post, method } }: Event): string | null {
  if (actorKind !== 'official' || typeof department !== 'string' || typeof post !== 'string') return null
  const isThere = method === undefined ? role === 'window' : method === 'direct'
  return isThere ? windowAt(department, post) : null
}

function channelOf(applied: string, { data: { department, method } }: Event, window: string | null): string {
  if (method === 'post') return 'post'
  if (window !== null) return 'window'
  if (method === undefined || method === 'electronic') return applied
  return department === undefined ? applied : 'window'
}
