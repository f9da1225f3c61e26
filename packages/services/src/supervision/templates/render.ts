import { civilDateAt } from '@tongban/calendar'
import { DEMONSTRATION_LINE } from '@tongban/cases'
import type { CivilDate, EpochMs, Json } from '@tongban/kernel'
import type { CardRow, NoticeRow, TemplateRow } from '@tongban/store'
import {
  inWords,
  isStage,
  isTemplateKey,
  ownTemplateText,
  type PublishedTemplate,
  readTemplateRef,
  renderTemplate,
  type TemplateKey,
  type TemplateText,
  takesSteps,
  templateRefOn,
} from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { colourNamed } from '../colour-names.ts'
import { departmentOf, itemOf, stepOf } from '../notices/coded.ts'
import { asDay, factsIn, linesIn } from './stored.ts'

/**
 * The text of a notice or a card, from its own facts by the template it was written by. A stored row that its template
 * cannot render is a bug: nothing incomplete is ever written.
 */
/** More than a region will ever publish; the latest come first. */
export const MOST_TEMPLATES = 1_000

/** The texts this region has published, as `templateRefOn` takes them. */
export const publishedOf = (rows: readonly TemplateRow[]): readonly PublishedTemplate[] =>
  rows.flatMap(({ id, template, fromOn, state }) =>
    state === 'published' && isTemplateKey(template) ? [{ id, key: template, fromOn: asDay(fromOn) }] : [],
  )

function textBy(reference: string, row: TemplateRow | undefined): { key: TemplateKey; text: TemplateText } {
  const parsed = readTemplateRef(reference)
  if (parsed === null) throw new Error(`no template has the name ${reference}`)
  const own = ownTemplateText(parsed)
  if (own !== null) return { key: parsed.key, text: own }
  if (row?.id !== parsed.version) throw new Error(`template ${reference} is not kept`)
  return { key: parsed.key, text: { title: row.title, lines: linesIn(row.lines) } }
}

function rendered(
  { key, text }: { readonly key: TemplateKey; readonly text: TemplateText },
  facts: Readonly<Record<string, Json>>,
  frame: Readonly<Record<string, Json>>,
): TemplateText {
  const made = renderTemplate(key, text, { ...facts, ...frame })
  if (!made.ok) throw new Error(`a document lacks ${made.failure.map(({ pointer }) => pointer).join(', ')}`)
  return made.value
}

export function noticeText(
  ctx: Pick<Context, 'region'>,
  row: NoticeRow,
  template: TemplateRow | undefined,
  /** Why it was sent by hand; null where the policy gave it. */
  reason: string | null,
): TemplateText {
  const { stage, number, signBy, replyBy } = row
  const answered = isStage(stage) && takesSteps(stage) ? { number, signBy, replyBy } : {}
  const { title, lines } = rendered(
    textBy(row.template, template),
    inWordsOf(ctx, row.facts, row.writtenAt),
    {
      ...datesOf(row.writtenAt, row.trueAt),
      ...answered,
    },
  )
  return { title, lines: reason === null ? lines : [...lines, `理由：${reason.replaceAll(/\s+/g, ' ')}`] }
}

/**
 * The reference of a card's text: that of the day it was proposed, which no later publication changes. A card that a finding
 * drew has the facts of the finding.
 */
export function cardTemplateRef(row: CardRow, published: readonly PublishedTemplate[]): string {
  const key = 'cause' in factsIn(row.facts) ? 'finding' : row.colour
  if (!isTemplateKey(key)) throw new Error(`no text is for a card of colour ${row.colour}`)
  return templateRefOn(key, civilDateAt(row.proposedAt), published)
}

export function cardText(
  ctx: Pick<Context, 'region' | 'policies'>,
  row: CardRow,
  reference: string,
  template: TemplateRow | undefined,
): TemplateText {
  const by = textBy(reference, template)
  const { number, cause: cardCause, standsAt, appealBy } = row
  return rendered(by, inWordsOf(ctx, row.facts, row.proposedAt), {
    ...datesOf(row.proposedAt, row.trueAt),
    number,
    cardCause,
    standsAt,
    appealBy,
    colour: colourNamed(ctx, row).zh,
  })
}

/** Facts keep codes; a text says what they are called. */
function inWordsOf(ctx: Pick<Context, 'region'>, text: string, at: EpochMs): Readonly<Record<string, Json>> {
  const { step, department, itemCode, ...facts } = factsIn(text)
  return {
    ...facts,
    ...(typeof step === 'string' ? { step: stepOf(step).zh } : {}),
    ...(typeof department === 'string' ? { department: departmentOf(ctx, department).zh } : {}),
    ...(itemCode === undefined
      ? {}
      : { itemCode: typeof itemCode === 'string' ? itemText(itemCode, at) : itemCode }),
  }
}

const itemText = (code: string, at: EpochMs): string => {
  const zh = itemOf(code, at)?.zh ?? code
  return zh === code ? code : `${zh} ${code}`
}

const datesOf = (writtenAt: number, trueAt: number) => ({ issuedOn: civilDateAt(writtenAt), trueAt })

/** The layout of a document: head, body, end, an empty line between them. */
export function documentText(
  ctx: Pick<Context, 'region' | 'environment'>,
  { title, lines }: TemplateText,
  { number, issuedOn }: { readonly number: string | null; readonly issuedOn: CivilDate },
): string {
  const organ = ctx.region.name.zh
  return [
    [
      ...(ctx.environment === 'development' ? [DEMONSTRATION_LINE] : []),
      organ,
      title,
      ...(number === null ? [] : [number]),
    ].join('\n'),
    lines.join('\n'),
    `${organ}\n${inWords(issuedOn)}`,
  ].join('\n\n')
}
