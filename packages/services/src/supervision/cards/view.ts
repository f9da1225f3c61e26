import type { EpochMs } from '@tongban/kernel'
import type { CardRow } from '@tongban/store'
import {
  CARD_CAUSE_NAMES,
  CARD_STATES,
  CARD_STEPS,
  type CardStep,
  cardStepsFrom,
  isCardCause,
  mayStand,
  type Taker,
} from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { colourNamed } from '../colour-names.ts'
import { type Coded, departmentOf, itemOf, stepOf } from '../notices/coded.ts'
import { factsIn } from '../templates/stored.ts'
import { cardStateOf, colourOf } from './load.ts'

/** A card as one row of a list. It names the post 责任岗位, and a person to nobody but themselves. */
export type ListedCard = {
  readonly id: string
  readonly number: string
  /** By the field's name, or what it is called here by policy. */
  readonly colour: Coded
  readonly cause: Coded
  readonly state: Coded
  readonly kind: string
  readonly subject: string
  readonly item: Coded | null
  readonly step: Coded
  readonly basis: string
  readonly law: string
  readonly department: Coded
  readonly post: string
  readonly mine: boolean
  readonly dueOn: string | null
  readonly overdueWorkdays: number | null
  readonly provisional: boolean
  readonly trueAt: EpochMs
  readonly proposedAt: EpochMs
  readonly standsAt: EpochMs
  readonly appealBy: EpochMs
  readonly endedAt: EpochMs | null
  readonly possible: readonly Coded[]
}

export function listedCard(ctx: Context, row: CardRow, taker: Taker): ListedCard {
  const state = cardStateOf(row)
  const facts = factsIn(row.facts)
  const { dueOn, overdueWorkdays } = facts
  return {
    id: row.id,
    number: row.number,
    colour: { ...colourNamed(ctx, row), code: row.colour },
    cause: causeOf(row.cause),
    state: { code: state, ...CARD_STATES[state] },
    kind: row.kind,
    subject: row.subject,
    item: itemOf(row.itemCode, row.proposedAt),
    step: stepOf(row.step),
    basis: row.basis,
    law: row.law,
    department: departmentOf(ctx, row.department),
    post: row.post,
    mine: row.person === taker.index,
    dueOn: typeof dueOn === 'string' ? dueOn : null,
    overdueWorkdays: typeof overdueWorkdays === 'number' ? overdueWorkdays : null,
    provisional: isProvisional(row),
    trueAt: row.trueAt,
    proposedAt: row.proposedAt,
    standsAt: row.standsAt,
    appealBy: row.appealBy,
    endedAt: row.endedAt,
    possible: possibleFor(ctx, row, taker).map(codedStep),
  }
}

function causeOf(code: string): Coded {
  if (!isCardCause(code)) throw new Error(`a card of an unknown cause: ${code}`)
  return { code, ...CARD_CAUSE_NAMES[code] }
}

export const isProvisional = ({ facts }: Pick<CardRow, 'facts'>): boolean =>
  factsIn(facts).provisional === true

export const codedStep = (step: CardStep): Coded => {
  const { zh, en } = CARD_STEPS[step]
  return { code: step, zh, en }
}

/** Whoever bears the card: the official it names, or the head of the department. */
export const isBearer = ({ department, person }: CardRow, taker: Taker): boolean =>
  taker.department === department && (person === taker.index || taker.roles.includes('head'))

/** Whom it concerns, also where they have moved to another department since: they do not supervise it. */
export const concerns = (row: CardRow, taker: Taker): boolean =>
  row.person === taker.index || isBearer(row, taker)

/** It stands by time, also while cron has not come to say so: nobody dismisses it any more. */
export const hasLapsed = ({ state, standsAt }: Pick<CardRow, 'state' | 'standsAt'>, now: EpochMs): boolean =>
  state === 'proposed' && standsAt <= now

/** The steps the table has from here, of which each is somebody's. Nobody supervises a card that concerns them. */
export function possibleFor(
  { clock }: Pick<Context, 'clock'>,
  row: CardRow,
  taker: Taker,
): readonly CardStep[] {
  if (hasLapsed(row, clock.now())) return []
  return cardStepsFrom(cardStateOf(row)).filter((step) => {
    if (step === 'appeal') return isBearer(row, taker) && clock.now() < row.appealBy
    if (concerns(row, taker)) return false
    if (step === 'confirm' && !mayStand(colourOf(row), isProvisional(row))) return false
    return taker.roles.includes('supervisor')
  })
}
