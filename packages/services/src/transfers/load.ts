import { civilDateAt } from '@tongban/calendar'
import { type CivilDate, type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { ACT_RULES } from '@tongban/licences'
import { decryptJson } from '@tongban/privacy'
import {
  type HandoverRow,
  handoversOfCase,
  offerContent,
  type TransferRow,
  transferById,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { type Acting, actingAs, delegationsTo } from '../delegations/in-force.ts'
import { contentPlace } from '../handovers/contents.ts'
import { type Offer, offerSchema } from './content.ts'

/**
 * Loads an offer for the department that decides on it here; to everybody else one that exists and one that does not look
 * the same. What it says of the holder is there until it is answered.
 */
export type LoadedTransfer = {
  readonly row: TransferRow
  readonly line: HandoverRow
  readonly offer: Offer | null
  readonly today: CivilDate
}

export async function loadOffer(ctx: Context, id: string): Promise<Result<LoadedTransfer, Failure>> {
  const { actor } = ctx
  const today = civilDateAt(ctx.clock.now())
  const index = await actorIndex(ctx.keys, actor)
  const [[row], delegations] = await ctx.database.read([transferById({ id }), delegationsTo(index, today)])
  if (row === undefined || row.direction !== 'in' || actor.kind !== 'official') return NOT_FOUND
  const acting = actingAs(actor, delegations, today)
  const isOwn = row.department === actor.department && acting.some(isOfDepartment)
  if (!isOwn && !watches(ctx)) return NOT_FOUND
  if (!isOwn || !mayAnswer(acting))
    return fail({ code: 'notAllowed', need: '经办人、首席代表、部门负责人 handler, chief, head' })
  const { identifier, partner, seq } = row
  const [lines, [content]] = await ctx.database.read([
    handoversOfCase({ caseNumber: identifier }),
    offerContent({ identifier, partner, seq }),
  ])
  const line = lines.find((each) => each.partner === partner)
  if (line === undefined) throw new Error('an offer without its line')
  const offer = content === undefined ? null : await openOffer(ctx, row, content.contentEnc)
  return ok({ row, line, offer, today })
}

const NOT_FOUND = fail({ code: 'notFound', what: 'transfer' } as const)

const isOfDepartment = ({ role }: Acting): boolean => ['window', 'handler', 'chief', 'head'].includes(role)
const ANSWERING: readonly string[] = ACT_RULES.transferIn.roles
const mayAnswer = (acting: readonly Acting[]): boolean => acting.some(({ role }) => ANSWERING.includes(role))

async function openOffer(
  { keys }: Pick<Context, 'keys'>,
  { identifier: caseNumber, partner, seq }: TransferRow,
  contentEnc: string,
): Promise<Offer> {
  const opened = await decryptJson(
    keys,
    contentPlace({ caseNumber, partner, direction: 'in', seq }),
    contentEnc,
  )
  if (!opened.ok) throw new Error(`an offer cannot be read: ${opened.failure.reason}`)
  return offerSchema.parse(opened.value)
}

/** Who watches over it without deciding. */
export const watches = ({ actor }: Pick<Context, 'actor'>): boolean =>
  holdsRole(actor, 'governmentHead', 'supervisor', 'auditor')
