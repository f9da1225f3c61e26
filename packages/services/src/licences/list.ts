import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { licencesHeld } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { licencesFromPartners, type PartnerLicence, toldTo } from './from-partners.ts'
import { type LicenceSummary, summaryOf } from './view.ts'

/**
 * The licences of whoever asks, the newest first 我的证照. The page is bound to its holder by the query itself, so that a
 * cursor is only a place in it and nothing is opened that is somebody else's.
 */
export type LicencePage = {
  readonly licences: readonly LicenceSummary[]
  /** Of other regions, in cases handed in here; with the first page alone. */
  readonly fromPartners: readonly PartnerLicence[]
  /** Place of the page after this one; null on the last. */
  readonly cursor: string | null
}

const SHAPE = /^(\d{1,15})\.(.{1,120})$/
/** Sorts after every identifier. */
const LAST = '~'

export async function listLicences(
  ctx: Context,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<LicencePage, Failure>> {
  const [, at, identifier] =
    SHAPE.exec(cursor ?? `${Number.MAX_SAFE_INTEGER}`.slice(0, 15).concat('.', LAST)) ?? []
  if (at === undefined || identifier === undefined) return fail({ code: 'invalidInput', errors: [NO_CURSOR] })
  const holderIndex = await actorIndex(ctx.keys, ctx.actor)
  const asked = { holderIndex, beforeAt: Number(at), before: identifier, limit: limit + 1 }
  const [rows, told] = await ctx.database.read([licencesHeld(asked), toldTo(holderIndex)])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const today = civilDateAt(ctx.clock.now())
  return ok({
    fromPartners: cursor === undefined ? await licencesFromPartners(ctx, told) : [],
    licences: shown.map((row) => summaryOf(row, today)),
    cursor: last === undefined ? null : `${last.issuedAt}.${last.identifier}`,
  })
}

const NO_CURSOR = {
  pointer: '/query/cursor',
  zh: '翻页标记不正确，请从第一页重新查询。',
  en: 'This is no cursor of this list; start again from the first page.',
}
