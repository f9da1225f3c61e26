import { type Failure, fail, holdsRole, type Official, ok, type Result } from '@tongban/kernel'
import { encryptField } from '@tongban/privacy'
import { endFinding, type FindingRow, findingById } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { allStaff } from '../supervised.ts'
import { notPossible } from '../words.ts'
import { endPlace, type FindingView, findingView } from './list.ts'

/** A finding is ended by a supervisor whom it does not concern, with the reason; a card that it drew goes its own way. */
export async function endFindingOf(
  ctx: Context,
  id: string,
  reason: string,
): Promise<Result<FindingView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor')) return fail({ code: 'notAllowed', need: '监察员 supervisor' })
  const me = await actorIndex(ctx.keys, ctx.actor)
  const [[found]] = await ctx.database.read([findingById({ id })])
  if (found === undefined) return fail({ code: 'notFound', what: 'finding' })
  if (isOfOwn(ctx.actor, found, me)) return fail({ code: 'secondPersonNeeded', step: 'ownCard' })
  const texts = await encryptField(ctx.keys, endPlace(id), reason, ctx.ids.random(12))
  const [ended, [row]] = await ctx.database.read([
    endFinding({ id, at: ctx.clock.now(), by: me, texts }),
    findingById({ id }),
  ])
  if (row === undefined) return fail({ code: 'notFound', what: 'finding' })
  if (ended.length === 0) return fail(notPossible({ zh: '该监察发现', en: 'finding' }, 'ended', ENDED, []))
  return ok(await findingView(ctx, row, await allStaff(ctx), me))
}

/** Found against them, or in the department they head. */
const isOfOwn = (actor: Official, { department, person }: FindingRow, me: string): boolean =>
  person === me || (actor.department === department && actor.roles.includes('head'))

const ENDED = { zh: '已终结', en: 'ended' }
