import {
  dictionaryNamed,
  isOrderStep,
  type OrderSide,
  type OrderStep,
  offeredOrderSteps,
  type RatingOption,
} from '@tongban/evaluations'
import { type EpochMs, type Failure, ok, type Result } from '@tongban/kernel'
import type { OrderSubject, RectificationStepRow } from '@tongban/store'
import { type AttachedFileView, fileView } from '../../attached/add.ts'
import type { Context } from '../../context.ts'
import type { StaffNames } from '../../staff/names.ts'
import type { Coded } from '../../supervision/notices/coded.ts'
import { allStaff, type By, byOf } from '../../supervision/supervised.ts'
import { openWords } from '../../supervision/words.ts'
import { redactedWords } from '../ratings/redacted.ts'
import { ratingText } from '../ratings/text.ts'
import { type ReviewWords, reviewWords } from '../reviews/words.ts'
import { contactOf, mayContact } from './contact.ts'
import { type LoadedOrder, loadOrder } from './load.ts'
import { type OwedView, owedBy } from './owed.ts'
import { isSealedFrom, orderActor } from './standing.ts'
import { dayOf, type ListedOrder, listedOrder, stepCoded } from './view.ts'

/** An order with what was said, each step with its words and files, as far as whoever asks may know. */
export type OrderView = ListedOrder & {
  /** Of a rating each revision, the last being the one that counts. */
  readonly said: readonly SaidView[]
  readonly steps: readonly OrderStepView[]
  /** Uploads of whoever asks that no step has named yet. */
  readonly uploads: readonly AttachedFileView[]
  /** What it waits for, by whom and until when. */
  readonly owed: readonly OwedView[]
  /** What whoever asks may do with it. */
  readonly possible: readonly Coded[]
}
export type SaidView = {
  readonly on: string
  readonly level: number | null
  readonly options: readonly Coded[]
  readonly text: string | null
  /** Whom to contact, of what was said under a name: as a review left it, of a rating the masked name and the number of its case. */
  readonly contact: ReviewWords['contact']
}
export type OrderStepView = {
  readonly seq: number
  readonly step: Coded
  readonly on: string
  /** Null where the instant would tell who it was. */
  readonly at: EpochMs | null
  readonly side: string
  readonly by: By | null
  /** What was recorded of it in codes: class, result, grade … */
  readonly facts: Readonly<Record<string, string | number | boolean>>
  readonly text: string | null
  readonly files: readonly AttachedFileView[]
}

export async function readOrder(ctx: Context, number: string): Promise<Result<OrderView, Failure>> {
  const loaded = await loadOrder(ctx, number)
  return loaded.ok ? ok(await orderView(ctx, loaded.value)) : loaded
}

export async function orderView(ctx: Context, loaded: LoadedOrder): Promise<OrderView> {
  const { row, steps, files, subject, taker } = loaded
  const isSealed = isSealedFrom(row, taker)
  const names = await allStaff(ctx)
  const contact = mayContact(loaded) ? await contactOf(ctx, loaded) : null
  const views = await Promise.all(files.map((file) => fileView(ctx, 'rectification_files', file)))
  const filesOf = (seq: number) => views.filter((_, at) => files[at]?.seq === seq)
  return {
    ...(await listedOrder(ctx, row, taker, hasOpened(steps, taker.index))),
    said: (await Promise.all(subject.map((each) => saidView(ctx, row.source, each, contact)))).map((each) =>
      isSealed ? { ...each, text: redacted(each.text) } : each,
    ),
    steps: await Promise.all(
      steps.map(async (step) => stepView(ctx, step, { names, me: taker.index, isSealed, filesOf })),
    ),
    uploads: views.filter((_, at) => files[at]?.seq === null && files[at]?.addedBy === taker.index),
    owed: owedBy(ctx, loaded),
    possible: possibleFor(ctx, loaded).map(stepCoded),
  }
}

/** Whether they have opened it themselves: what one has written a reason for is not the next one's to see. */
const hasOpened = (steps: readonly RectificationStepRow[], me: string): boolean =>
  steps.some(({ type, actorIndex }) => type === 'identityOpened' && actorIndex === me)

/** Numbers of cases and of people are taken out where they would tell who it was. */
const redacted = (text: string | null) => (text === null ? null : redactedWords(text))

/** What was rated or reported, by the dictionary of its day. */
export async function saidView(
  ctx: Pick<Context, 'keys'>,
  source: string,
  said: OrderSubject,
  contact: ReviewWords['contact'],
): Promise<SaidView> {
  const text = source === 'rating' ? await ratingText(ctx, said) : (await reviewWords(ctx, said)).text
  return {
    on: dayOf(said.at),
    level: said.level,
    options: optionsCoded(said),
    text,
    contact,
  }
}

export function optionsCoded({
  options,
  dictionary,
}: Pick<OrderSubject, 'options' | 'dictionary'>): readonly Coded[] {
  const known: readonly RatingOption[] = dictionaryNamed(dictionary)?.options ?? []
  return codesIn(options).map((code) => {
    const { zh, en } = known.find((option) => option.code === code) ?? { zh: code, en: code }
    return { code, zh, en }
  })
}
/** Guarantee: the column holds what `checkRating` answered. */
const codesIn = (text: string) => JSON.parse(text) as readonly string[]

/** Steps whose instant is that of the evaluator, and steps in whose words the evaluator may stand. */
const OF_EVALUATOR: readonly OrderStep[] = ['opened', 'rated', 'supplemented']
const OF_BODY_ALONE: readonly OrderStep[] = ['contacted', 'calledBack', 'unreached', 'identityOpened']

type Viewing = {
  readonly names: StaffNames
  readonly me: string
  readonly isSealed: boolean
  readonly filesOf: (seq: number) => readonly AttachedFileView[]
}

async function stepView(
  ctx: Context,
  row: RectificationStepRow,
  { names, me, isSealed, filesOf }: Viewing,
): Promise<OrderStepView> {
  const step = stepOf(row)
  const side = sideOf(row)
  const isHidden = isSealed && side === 'rectificationBody' && OF_BODY_ALONE.includes(step)
  const text = await openWords(ctx, 'rectification_steps', row.order, row)
  const isOfPeople = side === 'department' || side === 'rectificationBody'
  return {
    seq: row.seq,
    step: stepCoded(step),
    on: dayOf(row.at),
    at: isSealed && OF_EVALUATOR.includes(step) ? null : row.at,
    side,
    by: isOfPeople ? byOf(names, row.actorIndex, me) : null,
    facts: factsOf(row),
    text: isHidden ? null : isSealed && side === 'evaluator' ? redacted(text) : text,
    files: filesOf(row.seq),
  }
}

export function stepOf({ type }: Pick<RectificationStepRow, 'type'>): OrderStep {
  if (!isOrderStep(type)) throw new Error(`an unknown step of a rectification order: ${type}`)
  return type
}
const sideOf = ({ side }: Pick<RectificationStepRow, 'side'>) => side as OrderSide

/** The codes of a step: what is no plain value is none of them. */
export function factsOf({ data }: Pick<RectificationStepRow, 'data'>): OrderStepView['facts'] {
  const stored = JSON.parse(data) as Readonly<Record<string, unknown>>
  const plain = Object.entries(stored).filter(
    (entry): entry is [string, string | number | boolean] =>
      entry[0] !== 'type' && ['string', 'number', 'boolean'].includes(typeof entry[1]),
  )
  return Object.fromEntries(plain)
}

/** Of every side they act for. */
function possibleFor(ctx: Context, { row, order, taker }: LoadedOrder): readonly OrderStep[] {
  const circumstances = { now: ctx.clock.now(), calendar: ctx.calendar }
  const probes: readonly OrderStep[] = ['replied', 'closed', 'identityOpened']
  const offered = probes.flatMap((probe) => {
    const actor = orderActor(row, taker, probe)
    return actor.ok ? offeredOrderSteps(order, actor.value, circumstances) : []
  })
  return [...new Set(offered)].filter((step) => orderActor(row, taker, step).ok)
}
