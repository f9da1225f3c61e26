import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type BulletinRow,
  bulletinById,
  bulletinPage,
  type ListedBulletinRow,
  latestBulletin,
} from '@tongban/store'
import { type BulletinContent, type BulletinKind, METRICS } from '@tongban/supervision'
import type { Context } from '../context.ts'
import { openPlace, sealPlace } from '../lists/cursor.ts'
import { contentIn } from './content.ts'
import { bulletinReader, seenBy } from './readers.ts'

/** Bulletins and digests as they are listed and read. A digest cut to one department has no digest to check by. */
export type BulletinHead = {
  readonly id: string
  readonly kind: string
  readonly period: string
  readonly version: number
  readonly state: string
  readonly draftedAt: number
  readonly publishedAt: number | null
  /** Version it corrects, and the newest version of the period. */
  readonly corrects: string | null
  /** SHA-256 of the canonical JSON of `content`; null where only a part of it is shown. */
  readonly digest: string | null
  /** JWS of the audit key over the digest; null until it is published. */
  readonly statement: string | null
}
export type BulletinView = BulletinHead & {
  /** Id of the newest version, where that is another. */
  readonly newest: string | null
  readonly content: BulletinContent
  readonly definitions: readonly {
    readonly code: string
    readonly name: { readonly zh: string; readonly en: string }
    readonly definition: { readonly zh: string; readonly en: string }
  }[]
}

export const bulletinHead = (row: ListedBulletinRow): BulletinHead => {
  const { id, kind, period, version, state, draftedAt, publishedAt, corrects, digest, statement } = row
  return { id, kind, period, version, state, draftedAt, publishedAt, corrects, digest, statement }
}

export async function readBulletin(ctx: Context, id: string): Promise<Result<BulletinView, Failure>> {
  const reader = bulletinReader(ctx.actor)
  if (!reader.ok) return reader
  const [[row]] = await ctx.database.read([bulletinById({ id })])
  if (row === undefined || (row.state === 'draft' && !reader.value.seesAll)) return NOT_FOUND
  const [[newest]] = await ctx.database.read([latestBulletin({ kind: row.kind, period: row.period })])
  return ok(viewOf(row, seenBy(reader.value, contentIn(row.content)), newest))
}

export const NOT_FOUND = fail({ code: 'notFound', what: 'bulletin' } as const)

export function viewOf(
  row: BulletinRow,
  content: BulletinContent,
  newest: BulletinRow | undefined,
): BulletinView {
  const isWhole = content.departments.length === contentIn(row.content).departments.length
  const isReplaced = newest !== undefined && newest.id !== row.id && newest.state !== 'draft'
  return {
    ...bulletinHead(row),
    digest: isWhole ? row.digest : null,
    newest: isReplaced ? newest.id : null,
    content,
    definitions: METRICS.map(({ code, zh, en, definition }) => ({ code, name: { zh, en }, definition })),
  }
}

export type BulletinPage = { readonly bulletins: readonly BulletinHead[]; readonly cursor: string | null }
const PLACE = /^(\d{1,16})\.([\w-]{1,64})$/

/** The newest first. */
export async function listBulletins(
  ctx: Context,
  {
    kind,
    cursor,
    limit,
  }: { readonly kind: BulletinKind; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<BulletinPage, Failure>> {
  const reader = bulletinReader(ctx.actor)
  if (!reader.ok) return reader
  const asked = `bulletins|${kind}`
  const opened = cursor === undefined ? ok(null) : await openPlace(ctx.keys, cursor, asked)
  if (!opened.ok) return opened
  const [, at, id = ''] = PLACE.exec(opened.value ?? '') ?? []
  const [rows] = await ctx.database.read([
    bulletinPage({
      kind,
      drafts: reader.value.seesAll ? 1 : 0,
      beforeAt: at === undefined ? Number.MAX_SAFE_INTEGER : Number(at),
      beforeId: id,
      limit: limit + 1,
    }),
  ])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const next = last === undefined ? null : await sealPlace(ctx.keys, `${last.draftedAt}.${last.id}`, asked)
  const isCut = !reader.value.seesAll && kind === 'daily'
  return ok({
    bulletins: shown.map((row) => ({ ...bulletinHead(row), digest: isCut ? null : row.digest })),
    cursor: next,
  })
}
