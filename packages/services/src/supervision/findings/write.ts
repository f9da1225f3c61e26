import { civilDateAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import { insertFindings, insertFoundCards } from '@tongban/store'
import {
  type CardRule,
  deliverAt,
  FINDING_CAUSES,
  type FindingCause,
  type FindingFacts,
  findingFactsText,
  postOf,
} from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { drawNumbers } from '../document-numbers.ts'
import { cardTerms, documentOf } from '../given-stages.ts'
import { policyFor } from '../held-policies.ts'

/**
 * Writes findings, each once however often it is found, and the card the policy of its day draws for its cause: proposed, as
 * every card is. One batch for a page of them.
 */
export type Found = {
  readonly cause: FindingCause
  readonly kind: string
  readonly subject: string
  /** Tells two findings of one cause and subject apart. */
  readonly occasion: string
  readonly step: string
  readonly law: string
  readonly itemCode: string | null
  readonly department: string
  /** The post in charge where whatever was found names it. */
  readonly post?: string
  readonly person: string | null
  readonly count: number
  readonly fromAt: EpochMs
  readonly untilAt: EpochMs
  /** The day whose policy it goes by. */
  readonly on: CivilDate
}

export async function writeFindings(ctx: Context, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return
  const now = ctx.clock.now()
  const rows = found.map((each) => ({ id: ctx.ids.uuid(), ...rowOf(ctx, each, now) }))
  const drawn = found.flatMap((each, at) => {
    const rule = ruleFor(ctx, each)
    const row = rows[at]
    return rule === undefined || row === undefined ? [] : [{ found: each, rule, finding: row.id }]
  })
  const numberOf = await drawNumbers(ctx, wanted(drawn.map(({ rule }) => rule)))
  const cards = drawn.map(({ found: each, rule, finding }) => ({
    id: ctx.ids.uuid(),
    finding,
    number: numberOf(documentWord(rule)),
    colour: rule.colour,
    cause: rule.cause,
    clockKey: `${each.cause}/${each.occasion}`,
    step: each.step,
    basis: rule.bases[0] ?? 'law',
    law: each.law,
    trueAt: each.untilAt,
    proposedAt: now,
    ...cardTerms(ctx, policyOf(ctx, each), now),
    deliverAt: deliverAt(policyOf(ctx, each).delivery, ctx.calendar, now, rule.colour),
  }))
  const written = await ctx.database.write([
    insertFindings({ rows: JSON.stringify(rows) }),
    ...(cards.length === 0 ? [] : [insertFoundCards({ rows: JSON.stringify(cards) })]),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}

function rowOf(ctx: Context, found: Found, foundAt: EpochMs) {
  const { cause, kind, subject, occasion, itemCode, department, person } = found
  const facts = factsOf(ctx, found)
  return {
    cause,
    kind,
    subject,
    occasion,
    itemCode,
    department,
    post: facts.post,
    person,
    facts: findingFactsText(facts),
    foundAt,
  }
}

function factsOf(ctx: Context, found: Found): FindingFacts {
  const { cause, itemCode, subject, step, law, department, count, fromAt, untilAt } = found
  const post = found.post ?? postOf(policyOf(ctx, found), step)
  return { cause, itemCode, subject, step, law, department, post, count, fromAt, untilAt }
}

export const policyOf = (
  ctx: Context,
  { itemCode, department, on }: Pick<Found, 'itemCode' | 'department' | 'on'>,
) => policyFor(ctx, { itemCode, department, fromOn: on }).policy

/** The loudest is not asked for: the policy has one rule for a cause, and of several the first counts. */
function ruleFor(ctx: Context, found: Found): CardRule | undefined {
  const { card } = FINDING_CAUSES[found.cause]
  return card === null ? undefined : policyOf(ctx, found).cards.find(({ cause }) => cause === card)
}

function documentWord({ colour }: CardRule): string {
  const word = documentOf(colour)
  if (word === null) throw new Error(`a card without a number: ${colour}`)
  return word
}

function wanted(rules: readonly CardRule[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const rule of rules) counts.set(documentWord(rule), (counts.get(documentWord(rule)) ?? 0) + 1)
  return counts
}

/** The civil day an instant lies on. */
export const dayOf = (at: EpochMs): CivilDate => civilDateAt(at)
