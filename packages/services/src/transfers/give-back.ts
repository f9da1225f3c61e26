import { actOfAnswer, transferAfter } from '@tongban/exchange'
import type { EpochMs } from '@tongban/kernel'
import { type LicenceAct, type LicenceState, nextStateOf } from '@tongban/licences'
import type { LicenceRow, Statement, TransferRow } from '@tongban/store'
import type { Notice } from '../applications/notice.ts'
import type { Texts } from '../cases/event-texts.ts'
import type { Context } from '../context.ts'
import { raiseAlarm } from '../exchange/alarms.ts'
import { licenceStatusStatements } from '../licences/change.ts'
import { isErased } from '../licences/content.ts'
import { stateOf } from '../licences/in-force.ts'
import { licenceNotice } from '../licences/notice.ts'
import { answerStatement, asState, type TransferAnswer } from './answer.ts'

/**
 * What the answer to an offer makes of the licence in the region that issued it: taken over there, it is cancelled here
 * (注销, 行政许可法 70) and names the one in its place; declined or given back, it holds again. A licence that was ended here
 * while it was offered stays ended; where the other region had taken it by then, a supervisor is told.
 */
export type GivenBack = {
  readonly statements: readonly Statement[]
  readonly notice: Notice | null
}

export async function afterAnswer(
  ctx: Context,
  transfer: TransferRow,
  licence: LicenceRow | undefined,
  answer: TransferAnswer,
): Promise<GivenBack> {
  const at = ctx.clock.now()
  const answered = answeredRow(transfer, answer, at)
  if (answered === null) return NOTHING
  const kept = [answerStatement(answered)]
  if (licence === undefined || isErased(licence)) return { ...NOTHING, statements: kept }
  const act = answer.outcome === 'taken' ? 'cancel' : 'cancelTransfer'
  const next = stateAfter(licence, act)
  if (next === undefined)
    return { ...NOTHING, statements: [...kept, ...endedBefore(ctx, answered, licence, answer)] }
  const { statements } = await licenceStatusStatements(ctx, licence, next, {
    type: act,
    at,
    actor: { kind: 'partner', subject: transfer.partner },
    ...whatItSays(transfer, answer),
  })
  const ground = act === 'cancel' ? TRANSFERRED : null
  const notice = await licenceNotice(ctx, licence, {
    act,
    after: next,
    ground,
    orderNumber: null,
    because: answer.outcome === 'taken' ? answer.successor : null,
    department: licence.departmentCode,
  })
  return {
    statements: [...kept, ...statements, ...(notice === null ? [] : [notice.statement])],
    notice,
  }
}

const NOTHING: GivenBack = { statements: [], notice: null }
/** Code of the ground of law. */
const TRANSFERRED = 'transferred'

/** Null where it was answered before. */
function answeredRow(transfer: TransferRow, answer: TransferAnswer, at: EpochMs): TransferRow | null {
  const state = transferAfter(asState(transfer.state), actOfAnswer(answer))
  if (state === undefined) return null
  return {
    ...transfer,
    state,
    answeredAt: at,
    answerCode: answer.outcome === 'declined' ? answer.code : null,
    successor: answer.outcome === 'taken' ? answer.successor : null,
    updatedAt: at,
  }
}

/** A licence that was taken over ends however it stands, if it has not ended; one that is given back was held back. */
function stateAfter(licence: LicenceRow, act: LicenceAct): LicenceState | undefined {
  const state = stateOf(licence)
  return act === 'cancelTransfer' && state !== 'transferredOut' ? undefined : nextStateOf(state, act)
}

function whatItSays(
  { id, partner }: TransferRow,
  answer: TransferAnswer,
): { readonly data: { readonly [name: string]: string }; readonly texts?: Texts } {
  if (answer.outcome === 'taken')
    return { data: { ground: TRANSFERRED, by: answer.successor, to: partner, transfer: id } }
  const data = { to: partner, transfer: id, answer: answer.code }
  return answer.reason === null ? { data } : { data, texts: { reason: answer.reason } }
}

function endedBefore(
  ctx: Context,
  { id, partner, successor }: TransferRow,
  { identifier, state }: LicenceRow,
  { outcome }: TransferAnswer,
): readonly Statement[] {
  if (outcome !== 'taken') return []
  const facts = { reason: 'endedBeforeTaken', licence: identifier, state, successor }
  return [raiseAlarm({ kind: 'divergence', partner, subject: id, facts }, ctx.clock.now())]
}
