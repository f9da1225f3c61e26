import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { cardIsStill, insertCardStep, moveCard } from '@tongban/store'
import {
  CARD_STATES,
  CARD_STEPS,
  type CardState,
  type CardStep,
  cardAfter,
  mayJudge,
  mayStand,
} from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { notPossible, sealWords } from '../words.ts'
import { type LoadedCard, loadCard } from './load.ts'
import { type CardView, cardView } from './read.ts'
import { codedStep, concerns, hasLapsed, isBearer, isProvisional, possibleFor } from './view.ts'

/**
 * One step of a card 确认、不发、申诉、审查、撤牌, each with its reason: who may → the table → one batch. Of two at once one is
 * written; the other is told where the card stands now.
 */
export type CardDeed = {
  readonly step: Exclude<CardStep, 'lapse' | 'withdraw'>
  readonly reason: string
}

export async function takeCardStep(
  ctx: Context,
  id: string,
  { step, reason }: CardDeed,
): Promise<Result<CardView, Failure>> {
  const loaded = await loadCard(ctx, id)
  if (!loaded.ok) return loaded
  const next = mayTake(ctx, loaded.value, step)
  if (!next.ok) return next
  const { row, taker } = loaded.value
  const seq = row.seq + 1
  const at = ctx.clock.now()
  const written = await ctx.database.write([
    cardIsStill({ id, seq: row.seq, state: row.state }),
    insertCardStep({
      card: id,
      seq,
      type: step,
      at,
      actorIndex: taker.index,
      textsEnc: await sealWords(ctx, 'card_steps', id, seq, reason),
    }),
    moveCard({ id, state: next.value, seq, endedAt: isOver(next.value) ? at : null }),
  ])
  const now = await loadCard(ctx, id)
  if (!now.ok) return now
  if (written.ok) return ok(await cardView(ctx, now.value))
  if (written.failure.table !== 'card_steps') throw new Error(`conflict in ${written.failure.table}`)
  return fail(cardRefusal(ctx, now.value))
}

const isOver = (state: CardState): boolean => state === 'dismissed' || state === 'revoked'

/** Where the step leads, or why it is refused. */
function mayTake(ctx: Context, loaded: LoadedCard, step: CardDeed['step']): Result<CardState, Failure> {
  const { row, state, colour, acts, taker } = loaded
  const { by } = CARD_STEPS[step]
  if (by === 'bearer' && !isBearer(row, taker)) return fail({ code: 'notAllowed', need: NEED_BEARER })
  if (by !== 'bearer' && !taker.roles.includes('supervisor'))
    return fail({ code: 'notAllowed', need: '监察员 supervisor' })
  if (by !== 'bearer' && concerns(row, taker)) return fail({ code: 'secondPersonNeeded', step: 'ownCard' })
  const next = cardAfter(state, step)
  if (next === null) return fail(cardRefusal(ctx, loaded))
  if (hasLapsed(row, ctx.clock.now())) return fail(cardRefusal(ctx, loaded, LAPSED))
  if (step === 'confirm' && !mayStand(colour, isProvisional(row)))
    return fail(cardRefusal(ctx, loaded, PROVISIONAL))
  if (step === 'appeal' && ctx.clock.now() >= row.appealBy) return fail(cardRefusal(ctx, loaded, TOO_LATE))
  if (by === 'judge' && !mayJudge(acts, taker.index))
    return fail({ code: 'secondPersonNeeded', step: 'judgeCard' })
  return ok(next)
}

const NEED_BEARER = '该牌所列经办人，或者其部门负责人 head'

type Because = { readonly guard: string; readonly zh: string; readonly en: string }
const PROVISIONAL: Because = {
  guard: 'provisionalDay',
  zh: '到期日所跨年份的放假安排尚未公布，期限为暂定，不能发红牌。',
  en: 'The limit touches a year without a published calendar and may still move, so that no red card stands on it.',
}
const LAPSED: Because = {
  guard: 'confirmTermOver',
  zh: '处理期限已过，该牌自动成立，由系统随即记录。',
  en: 'The time to look at it is over: it stands, and the next run records so.',
}
const TOO_LATE: Because = {
  guard: 'appealTermOver',
  zh: '申诉期限已过。',
  en: 'The time to appeal is over.',
}

function cardRefusal(ctx: Context, { row, state, taker }: LoadedCard, because?: Because): Failure {
  const refused = notPossible(
    { zh: '该牌', en: 'card' },
    state,
    CARD_STATES[state],
    possibleFor(ctx, row, taker).map(codedStep),
  )
  return because === undefined || refused.code !== 'stepNotPossible'
    ? refused
    : { ...refused, because: { ...because, facts: {} } }
}
