import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  allRegistries,
  insertRegistryDelivery,
  putRegistryState,
  type RegistryStateRow,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'

/**
 * Marks a registry as down (maintenance, outage, data not to be trusted) or up again. While it is down every fact
 * from it is `unavailable`: what needs it goes to a person, nothing is decided by old data. Marking it down needs
 * nothing but a reason; whoever marks it up names the change they lift, so that a `down` nobody has looked at is never
 * lost. Each change is numbered and logged; of two made from the same state the second is told.
 */
export type RegistryChange = {
  readonly source: string
  readonly state: 'available' | 'unavailable'
  readonly reason: string
  /** `revision` of the registry as the caller last read it. */
  readonly revision?: number | undefined
}

/** How often marking down is tried again when others change the registry at the same moment. */
const TRIES = 3

export async function setRegistryState(
  ctx: Context,
  change: RegistryChange,
): Promise<Result<RegistryStateRow, Failure>> {
  const { actor } = ctx
  if (!holdsRole(actor, 'admin')) return fail({ code: 'notAllowed', need: 'admin' })
  const byIndex = await actorIndex(ctx.keys, actor)
  const { source, state, reason } = change
  for (let left = state === 'unavailable' ? TRIES : 1; left > 0; left -= 1) {
    const [rows] = await ctx.database.read([allRegistries({})])
    const held = rows.find((row) => row.source === source)
    if (held === undefined) return fail({ code: 'notFound', what: 'registry' })
    const isLifted = state === 'available' && held.state !== 'available'
    if (isLifted && change.revision === undefined) return fail(WHICH_CHANGE)
    if (change.revision !== undefined && change.revision !== held.revision) return fail(changed(held))
    const row = {
      source,
      state,
      reason,
      asOf: held.asOf,
      bySubject: actor.subject,
      revision: held.revision + 1,
    }
    const at = ctx.clock.now()
    const { revision } = row
    const written = await ctx.database.write([
      insertRegistryDelivery({
        source,
        kind: 'state',
        at,
        byIndex,
        count: null,
        asOf: null,
        digest: null,
        state,
        reason,
        revision,
      }),
      putRegistryState(row),
    ])
    if (written.ok) return ok(row)
    if (left === 1) return fail(changed(held))
  }
  throw new Error('a change is tried at least once')
}

const WHICH_CHANGE: Failure = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/revision',
      zh: '恢复停用的数据源，须写明所解除的是第几次变更（查询数据源状态所得的 revision，如 3）。',
      en: 'To mark a registry up, name the change you lift: its revision as the list of registries gives it, such as 3.',
    },
  ],
}

const STATES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  available: { zh: '可用', en: 'available' },
  unavailable: { zh: '停用', en: 'marked down' },
}

/** Somebody else has changed it since the caller read it. */
const changed = ({ state, revision }: RegistryStateRow): Failure => ({
  code: 'stepNotPossible',
  state,
  possible: ['read', 'state'],
  words: {
    what: {
      zh: `数据源（已有他人变更，读取时为第 ${revision} 次）`,
      en: `registry, which others have changed (change ${revision} when read),`,
    },
    state: STATES[state] ?? { zh: state, en: state },
    possible: [
      {
        zh: '重新查询状态和原因，再按新的 revision 变更',
        en: 'read its state and reason again, then change it by the new revision',
      },
    ],
  },
})

/** Every registry held, with its state and how current it is. */
export async function listRegistries(ctx: Context): Promise<Result<readonly RegistryStateRow[], Failure>> {
  if (!holdsRole(ctx.actor, 'admin', 'auditor', 'supervisor')) {
    return fail({ code: 'notAllowed', need: 'admin, auditor, supervisor' })
  }
  const [rows] = await ctx.database.read([allRegistries({})])
  return ok(rows)
}
