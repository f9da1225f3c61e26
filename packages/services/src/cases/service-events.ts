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

/** Of a service that begins a case: the window is the post of the official who received it there. */
export const servedHere = ({ actor }: Pick<Context, 'actor'>, channel: string, submitterIndex: string) => ({
  ...HERE,
  ...(actor.kind === 'official'
    ? { window: channel === 'window' ? actor.post : null, staff: submitterIndex }
    : { staff: null }),
})

const isService = ({ type, actorKind }: Pick<CaseEvent, 'type' | 'actorKind'>) =>
  KINDS[type] !== undefined && actorKind !== 'machine'

/** The row of the service this step is; none for a step that is no service. `after` holds the step's own event. */
export function serviceStatement({ row, events }: LoadedCase, happening: Happening): readonly Statement[] {
  const kind = KINDS[happening.type]
  if (kind === undefined || !isService(happening)) return []
  const { department, method } = happening.data
  return [
    insertServiceEvent({
      caseNumber: row.caseNumber,
      serviceNumber: 1 + events.filter(isService).length,
      kind,
      channel: channelOf(row.channel, department, method),
      departmentCode: typeof department === 'string' ? department : row.departmentCode,
      at: happening.at,
      ...HERE,
      staff: happening.actorKind === 'official' ? happening.actorSubject : null,
    }),
  ]
}

function channelOf(applied: string, department: unknown, method: unknown): string {
  if (method === 'post') return 'post'
  if (method === undefined || method === 'electronic') return applied
  return department === undefined ? applied : 'window'
}
