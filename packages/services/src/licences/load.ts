import { civilDateAt } from '@tongban/calendar'
import {
  type CivilDate,
  type Failure,
  fail,
  GENESIS,
  holdsRole,
  linkHash,
  ok,
  type Result,
  type Role,
} from '@tongban/kernel'
import { LICENCE_TYPES, type LicenceType } from '@tongban/licences'
import {
  eventsOfLicence,
  type LicenceEventRow,
  type LicenceRow,
  licenceByIdentifier,
  licencesDepending,
  renditionOrderOf,
  renditionsOf,
  successorOf,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import { LIST_READERS } from '../cases/readers.ts'
import type { Context } from '../context.ts'
import { type Acting, actingAs, delegationsTo } from '../delegations/in-force.ts'
import { renditionOrderId } from '../renditions/order.ts'
import type { RenditionsHeld } from '../renditions/view.ts'
import { erasedOn } from './content.ts'
import { readData } from './event-data.ts'
import { typeOfRow } from './type-of-row.ts'

/**
 * Loads a licence for whoever may see it: its holder, officials of the department that issued it, the head of government
 * and those who oversee. To everybody else one that exists and one that does not look the same. Of one whose time is over
 * officials are told since when; nothing leads from its holder to it any more.
 */
export type LoadedLicence = {
  readonly row: LicenceRow
  readonly type: LicenceType
  readonly events: readonly LicenceEventRow[]
  /** The version that took its place; null where it is the newest. */
  readonly successor: string | null
  /** What falls with it when it is cancelled 证照并销. */
  readonly dependents: readonly LicenceRow[]
  /** Its fixed-layout files, and the order for them. */
  readonly renditions: RenditionsHeld
  readonly relation: 'holder' | 'department' | 'oversight'
  /** The roles an official may act in today; none for anybody else. */
  readonly acting: readonly Acting[]
  readonly today: CivilDate
}

const OVERSIGHT: readonly Role[] = ['governmentHead', 'supervisor', 'auditor']
const DEPARTMENT: readonly Role[] = ['window', 'handler', 'chief', 'head']
/** Who comes in at all; what each may do there is said by the act. */
export const LICENCE_READERS = ['holder', ...LIST_READERS] as const

/** Which types fall with which, for the database to look in. */
const DEPENDING = JSON.stringify(
  LICENCE_TYPES.flatMap(({ slug, dependsOn }) => (dependsOn === null ? [] : [{ on: dependsOn, type: slug }])),
)

export async function loadLicence(ctx: Context, identifier: string): Promise<Result<LoadedLicence, Failure>> {
  const { actor } = ctx
  const today = civilDateAt(ctx.clock.now())
  const index = await actorIndex(ctx.keys, actor)
  const [[row], events, [successor], dependents, files, [order], delegations] = await ctx.database.read([
    licenceByIdentifier({ identifier }),
    eventsOfLicence({ identifier }),
    successorOf({ previous: identifier }),
    licencesDepending({ identifier, types: DEPENDING }),
    renditionsOf({ identifier }),
    renditionOrderOf({ id: renditionOrderId(identifier) }),
    delegationsTo(index, today),
  ])
  if (row === undefined) return NOT_FOUND
  const acting = actor.kind === 'official' ? actingAs(actor, delegations, today) : []
  const relation = relationOf(ctx, row, index, acting)
  if (relation === undefined) return NOT_FOUND
  const erased = erasedOn(row)
  if (erased !== null) return fail({ code: 'erased', on: erased })
  await checkChain(row, events)
  return ok({
    row,
    type: typeOfRow(row),
    events,
    successor: successor?.identifier ?? null,
    dependents,
    renditions: { files, order },
    relation,
    acting,
    today,
  })
}

const NOT_FOUND = fail({ code: 'notFound', what: 'licence' } as const)

function relationOf(
  { actor }: Context,
  row: LicenceRow,
  index: string,
  acting: readonly Acting[],
): LoadedLicence['relation'] | undefined {
  if (actor.kind === 'applicant') return row.holderIndex === index ? 'holder' : undefined
  if (actor.kind !== 'official') return undefined
  const isOfDepartment = actor.department === row.departmentCode
  if (isOfDepartment && acting.some(({ role }) => DEPARTMENT.includes(role))) return 'department'
  return holdsRole(actor, ...OVERSIGHT) ? 'oversight' : undefined
}

/** Throws when an event does not follow from the one before it, or when they do not end at the head of the row. */
async function checkChain({ headHash }: LicenceRow, events: readonly LicenceEventRow[]): Promise<void> {
  let previous = GENESIS
  for (const { hash, textsEnc: _, data, ...head } of events) {
    if ((await linkHash(previous, { ...head, data: readData(data) })) !== hash)
      throw new Error(`event ${head.seq} of a licence does not follow from the one before it`)
    previous = hash
  }
  if (previous !== headHash) throw new Error('the events of a licence do not end at its head')
}
