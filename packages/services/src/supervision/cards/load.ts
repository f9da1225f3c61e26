import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, type Official, ok, type Result } from '@tongban/kernel'
import {
  type CardRow,
  type CardStepRow,
  cardById,
  cardStepsOf,
  publishedTemplates,
  type TemplateRow,
} from '@tongban/store'
import {
  type CardAct,
  type CardState,
  COLOURS,
  type Colour,
  isCardState,
  isCardStep,
  type Taker,
} from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { delegationsTo } from '../../delegations/in-force.ts'
import { isOverseer, supervised, takerOf } from '../supervised.ts'
import { MOST_TEMPLATES } from '../templates/render.ts'

/** A card with what was done to it, and whoever asks with the roles they hold today. */
export type LoadedCard = {
  readonly row: CardRow
  readonly state: CardState
  readonly colour: Colour
  readonly steps: readonly CardStepRow[]
  readonly acts: readonly CardAct[]
  /** The texts the region has published. */
  readonly templates: readonly TemplateRow[]
  readonly official: Official
  readonly taker: Taker
}

/** A card is confirmed, appealed, judged and revoked once each. */
const MOST_STEPS = 20

export async function loadCard(ctx: Context, id: string): Promise<Result<LoadedCard, Failure>> {
  const official = supervised(ctx)
  if (!official.ok) return official
  const index = await actorIndex(ctx.keys, ctx.actor)
  const [[row], steps, delegations, templates] = await ctx.database.read([
    cardById({ id }),
    cardStepsOf({ id, limit: MOST_STEPS }),
    delegationsTo(index, civilDateAt(ctx.clock.now())),
    publishedTemplates({ limit: MOST_TEMPLATES }),
  ])
  const isSeen =
    row !== undefined && (isOverseer(official.value) || official.value.department === row.department)
  if (!isSeen) return fail({ code: 'notFound', what: 'card' })
  return ok({
    row,
    state: cardStateOf(row),
    colour: colourOf(row),
    steps,
    templates,
    acts: steps.map(({ type, actorIndex: actor }) => ({ step: stepOf(type), actor })),
    official: official.value,
    taker: await takerOf(ctx, official.value, delegations),
  })
}

export function cardStateOf({ state }: Pick<CardRow, 'state'>): CardState {
  if (!isCardState(state)) throw new Error(`a card in an unknown state: ${state}`)
  return state
}

export function colourOf({ colour: name }: Pick<CardRow, 'colour'>): Colour {
  const colour = COLOURS.find((each) => each === name)
  if (colour === undefined) throw new Error(`a card of an unknown colour: ${name}`)
  return colour
}

function stepOf(type: string): CardAct['step'] {
  if (!isCardStep(type)) throw new Error(`an unknown step of a card: ${type}`)
  return type
}
