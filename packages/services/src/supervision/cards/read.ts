import { type Failure, ok, type Result } from '@tongban/kernel'
import type { CardRow, TemplateRow } from '@tongban/store'
import type { TemplateText } from '@tongban/supervision'
import type { DocumentPrint } from '../../cases/documents.ts'
import type { Context } from '../../context.ts'
import type { Coded } from '../notices/coded.ts'
import { printed } from '../notices/document.ts'
import { allStaff, type By, byOf } from '../supervised.ts'
import { cardTemplateRef, cardText, publishedOf } from '../templates/render.ts'
import { openWords } from '../words.ts'
import { type LoadedCard, loadCard } from './load.ts'
import { codedStep, type ListedCard, listedCard } from './view.ts'

/** A card with its text, and everything that was done to it: who, when and why. */
export type CardStepView = {
  readonly seq: number
  readonly step: Coded
  readonly at: number
  /** Null: time did it. */
  readonly by: By | null
  readonly text: string | null
}
export type CardView = ListedCard & {
  readonly template: string
  readonly text: TemplateText
  readonly steps: readonly CardStepView[]
}

export async function readCard(ctx: Context, id: string): Promise<Result<CardView, Failure>> {
  const loaded = await loadCard(ctx, id)
  return loaded.ok ? ok(await cardView(ctx, loaded.value)) : loaded
}

/** The card as a page to print 告知书. */
export async function printCard(ctx: Context, id: string): Promise<Result<DocumentPrint, Failure>> {
  const loaded = await loadCard(ctx, id)
  if (!loaded.ok) return loaded
  const { row, templates } = loaded.value
  const { text } = textOf(ctx, row, templates)
  return ok(await printed(ctx, text, { number: row.number, at: row.proposedAt }))
}

export async function cardView(
  ctx: Context,
  { row, steps, acts, taker, templates }: LoadedCard,
): Promise<CardView> {
  const names = await allStaff(ctx)
  const { template, text } = textOf(ctx, row, templates)
  return {
    ...listedCard(ctx, row, taker),
    template,
    text,
    steps: await Promise.all(
      steps.map(async (step, at) => ({
        seq: step.seq,
        step: codedStep(acts[at]?.step ?? 'lapse'),
        at: step.at,
        by: step.actorIndex === 'clock' ? null : byOf(names, step.actorIndex, taker.index),
        text: await openWords(ctx, 'card_steps', row.id, step),
      })),
    ),
  }
}

function textOf(ctx: Context, row: CardRow, templates: readonly TemplateRow[]) {
  const template = cardTemplateRef(row, publishedOf(templates))
  const found = templates.find(({ id }) => template.endsWith(`/${id}`))
  return { template, text: cardText(ctx, row, template, found) }
}
