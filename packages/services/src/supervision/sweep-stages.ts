import { civilDateAt } from '@tongban/calendar'
import {
  dueWatched,
  giveCards,
  giveNotices,
  moveWatched,
  publishedPolicies,
  publishedTemplates,
  type Statement,
  type WatchedRow,
  watchNotices,
} from '@tongban/store'
import {
  type DatedPolicy,
  type PlannedStage,
  type PublishedTemplate,
  type ResolvedPolicy,
  resolvePolicy,
  STAGES,
  STANDARD,
  templateKeyOf,
  templateRefOn,
} from '@tongban/supervision'
import type { Context } from '../context.ts'
import { drawNumbers } from './document-numbers.ts'
import { documentOf, type Giving, givenStage, movedRow, stagesDue } from './given-stages.ts'
import { datedPolicies } from './held-policies.ts'
import { MOST_TEMPLATES, publishedOf } from './templates/render.ts'

/**
 * Gives every stage that has become due, page by page: one read of what is due by its index, one batch that writes notices,
 * cards, what is owed on them, and moves the clocks on. The batch is all or nothing, its rows are unique, and it gives nothing
 * of a clock that has changed since it was read: however often and however late cron comes, each stage is given once.
 */
const SWEEP_ROWS = 1_000
/** Pages of one run; what is left is for the next minute. */
const PAGES = 60

export type SweptStages = {
  readonly clocks: number
  readonly notices: number
  readonly cards: number
  /** How long ago the stage that waited longest had become due. */
  readonly latenessMs: number
  readonly more: boolean
}

type Sweeping = Pick<Context, 'database' | 'clock' | 'ids' | 'calendar' | 'policies'>

export async function sweepStages(ctx: Sweeping): Promise<SweptStages> {
  const [policies, templates] = await ctx.database.read([
    publishedPolicies({ limit: SWEEP_ROWS }),
    publishedTemplates({ limit: MOST_TEMPLATES }),
  ])
  const published = { policies: datedPolicies(policies), templates: publishedOf(templates) }
  let swept: SweptStages = { ...NOTHING, more: true }
  for (let page = 0; page < PAGES && swept.more; page += 1) {
    const next = await sweepPage(ctx, published)
    swept = {
      clocks: swept.clocks + next.clocks,
      notices: swept.notices + next.notices,
      cards: swept.cards + next.cards,
      latenessMs: Math.max(swept.latenessMs, next.latenessMs),
      more: next.more,
    }
  }
  return swept
}
/** What the region has published for the sweep to go by. */
type Published = {
  readonly policies: readonly DatedPolicy[]
  readonly templates: readonly PublishedTemplate[]
}
const NOTHING: SweptStages = { clocks: 0, notices: 0, cards: 0, latenessMs: 0, more: false }

async function sweepPage(ctx: Sweeping, published: Published): Promise<SweptStages> {
  const now = ctx.clock.now()
  const [rows] = await ctx.database.read([dueWatched({ now, limit: SWEEP_ROWS })])
  const taken = fitting(rows, now)
  if (taken.length === 0) return NOTHING
  const numberOf = await drawNumbers(ctx, documentsOf(taken))
  const lists = rowsOf({ ctx, now, numberOf, answerClocks: new Map(), ...wordsOf(published, now) }, taken)
  const written = await ctx.database.write([
    ...listed(lists.notices, (list) => giveNotices({ rows: list })),
    ...listed(lists.cards, (list) => giveCards({ rows: list })),
    ...listed(lists.sign, (list) => watchNotices({ rows: list, now })),
    ...listed(lists.reply, (list) => watchNotices({ rows: list, now })),
    ...listed(
      taken.map(({ row, next }) => movedRow(row, next)),
      (list) => moveWatched({ rows: list, now }),
    ),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  return {
    clocks: taken.length,
    notices: lists.notices.length,
    cards: lists.cards.length,
    latenessMs: now - (rows[0]?.nextAt ?? now),
    more: rows.length === SWEEP_ROWS || taken.length < rows.length,
  }
}

/** The rows of one batch, each list short enough for one statement. */
function rowsOf(giving: Giving, taken: readonly Taken[]) {
  const notices: object[] = []
  const cards: object[] = []
  const sign: object[] = []
  const reply: object[] = []
  for (const { row, due } of taken)
    for (const stage of due) {
      const given = givenStage(giving, row, stage)
      if ('card' in given) {
        cards.push(given.card)
        continue
      }
      notices.push(given.notice)
      if (given.watched === null) continue
      sign.push(given.watched.sign)
      reply.push(given.watched.reply)
    }
  return { notices, cards, sign, reply }
}

type Taken = {
  readonly row: WatchedRow
  readonly due: readonly PlannedStage[]
  readonly next: number | null
}

/** So many clocks that their notices, and their cards, fit into one statement; after an outage a clock has several. */
function fitting(rows: readonly WatchedRow[], now: number): readonly Taken[] {
  const taken: Taken[] = []
  const room = { notices: SWEEP_ROWS, cards: SWEEP_ROWS }
  for (const row of rows) {
    const found = stagesDue(row, now)
    const cards = found.due.filter(({ stage }) => STAGES[stage].form === 'card').length
    room.cards -= cards
    room.notices -= found.due.length - cards
    // No clock has as many stages as a page has room for.
    if (room.cards < 0 || room.notices < 0) break
    taken.push({ row, ...found })
  }
  return taken
}

/** How many numbers of each kind of document are needed. */
function documentsOf(taken: readonly Taken[]): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>()
  for (const { stage } of taken.flatMap(({ due }) => due)) {
    const kind = documentOf(stage)
    if (kind !== null) wanted.set(kind, (wanted.get(kind) ?? 0) + 1)
  }
  return wanted
}

/** Policies by id, since a clock keeps the one it began under; and the templates of today. */
function wordsOf({ policies, templates }: Published, now: number): Pick<Giving, 'policyOf' | 'templateOf'> {
  const byId = new Map<string, ResolvedPolicy>([
    [STANDARD.id, STANDARD],
    ...policies.map((each) => [each.id, each] as const),
  ])
  const today = civilDateAt(now)
  return {
    policyOf: (row) =>
      byId.get(row.policy) ?? resolvePolicy(policies, { ...row, fromOn: civilDateAt(row.fromAt) }),
    templateOf: (stage) => templateRefOn(templateKeyOf(stage), today, templates),
  }
}

/** A statement for a list, where there is anything in it. */
const listed = (rows: readonly object[], statement: (list: string) => Statement): readonly Statement[] =>
  rows.length === 0 ? [] : [statement(JSON.stringify(rows))]
