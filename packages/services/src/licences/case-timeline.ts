import { civilDateAt } from '@tongban/calendar'
import { ROLES } from '@tongban/kernel'
import { ERASED } from '@tongban/licences'
import type { LicenceEventRow } from '@tongban/store'
import type { LoadedCase, Relation } from '../cases/load.ts'
import type { TimelineEntry } from '../cases/timeline.ts'
import type { Context } from '../context.ts'
import { isRole } from '../delegations/in-force.ts'
import { readData } from './event-data.ts'
import { licenceEventView, type Reading, textOf } from './event-view.ts'

/**
 * What was done to the licences a case issued, as entries of its timeline: taken from the events of the licences at
 * reading and written nowhere else. What the case did itself stands in its own events already.
 */
export async function licenceEntries(ctx: Context, loaded: LoadedCase): Promise<readonly TimelineEntry[]> {
  const { relation, licenceEvents } = loaded
  if (relation === 'party' || relation === 'counter') return []
  const others = licenceEvents.filter(
    (event) => event.seq > 1 && event.type !== ERASED && !isOfCase(loaded, event),
  )
  return Promise.all(others.map((event) => entryOf(ctx, loaded, event)))
}

/** A step of this very case: it ended the licence, or issued a version in its place, and no official acted on the licence. */
function isOfCase({ row, licences }: LoadedCase, { data }: LicenceEventRow): boolean {
  const { caseNumber, content, by } = readData(data)
  if (caseNumber === row.caseNumber) return true
  return content === undefined && licences.some(({ identifier }) => identifier === by)
}

/** Reasons of an act are the holder's affair, not of whoever handed the application in for them. */
const READING: Partial<Record<Relation, Reading>> = {
  applicant: 'whole',
  department: 'whole',
  oversight: 'masked',
}

async function entryOf(
  ctx: Context,
  { relation }: LoadedCase,
  event: LicenceEventRow,
): Promise<TimelineEntry> {
  const { identifier, type, at, actorKind, hash } = event
  const today = civilDateAt(ctx.clock.now())
  const view = await licenceEventView(ctx, event, READING[relation] ?? 'none', today)
  const { role, department, onBehalfOf, by } = readData(event.data)
  const reason = view.texts?.reason
  const named = textOf(role)
  return {
    seq: null,
    type: `licence.${type}`,
    zh: `证照${view.actName.zh}（${identifier}）`,
    en: `Licence: ${view.actName.en} (${identifier})`,
    at,
    by: actorKind,
    role: named,
    roleName: named !== null && isRole(named) ? ROLES[named] : null,
    department: textOf(department),
    post: null,
    onBehalf: onBehalfOf !== undefined,
    reasons: [
      ...(view.groundName === null ? [] : [view.groundName.zh]),
      ...(typeof reason === 'string' ? [reason] : []),
    ],
    ground: view.ground,
    basis: view.groundName?.basis.zh ?? null,
    document: view.orderNumber,
    facts: {
      licence: identifier,
      ...(view.because === null ? {} : { because: view.because.licence }),
      ...(typeof by === 'string' ? { replacedBy: by } : {}),
    },
    words: view.texts,
    hash,
  }
}

/** Both in the order they happened; what the case did keeps its own order. */
export function inOrder(
  own: readonly TimelineEntry[],
  others: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const merged: TimelineEntry[] = []
  const waiting = [...others]
  for (const entry of own) {
    while (waiting[0] !== undefined && waiting[0].at < entry.at) merged.push(...waiting.splice(0, 1))
    merged.push(entry)
  }
  return [...merged, ...waiting]
}
