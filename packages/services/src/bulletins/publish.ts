import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { bulletinById, insertBulletin, latestBulletin, publishBulletinRow } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { keeperOf } from '../evidence/keeper.ts'
import { collectBulletin } from './collect.ts'
import { contentIn, writtenOf } from './content.ts'
import { type BulletinView, NOT_FOUND, viewOf } from './read.ts'

/**
 * Publishes the draft of a bulletin as it was read: whoever publishes names its digest, the Worker that holds the audit key
 * signs it, and nothing writes the row again. A correction is a new version that names the earlier one and says why.
 */
const NOT_ALLOWED = fail({ code: 'notAllowed', need: '监察员 supervisor' } as const)

export async function publishBulletin(
  ctx: Context,
  id: string,
  digest: string,
): Promise<Result<BulletinView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor')) return NOT_ALLOWED
  const [[row]] = await ctx.database.read([bulletinById({ id })])
  if (row === undefined || row.kind !== 'monthly') return NOT_FOUND
  if (row.digest !== digest) return fail({ code: 'invalidInput', errors: [CHANGED] })
  if (row.state === 'published') return ok(viewOf(row, contentIn(row.content), row))
  const statement = await keeperOf(ctx).signBulletin({ id, digest })
  if (statement !== null) {
    const by = { publishedAt: ctx.clock.now(), publishedBy: await actorIndex(ctx.keys, ctx.actor) }
    await ctx.database.read([publishBulletinRow({ id, digest, statement, ...by })])
  }
  // Of two who publish at once one has; the other is answered what is published.
  const [[now]] = await ctx.database.read([bulletinById({ id })])
  if (now === undefined) return NOT_FOUND
  if (now.digest !== digest) return fail({ code: 'invalidInput', errors: [CHANGED] })
  return now.state === 'published'
    ? ok(viewOf(now, contentIn(now.content), now))
    : fail({ code: 'stillRunning' })
}

const CHANGED = {
  pointer: '/digest',
  zh: '草稿在您阅读之后已经更新，请重新阅读后按新的摘要公布。',
  en: 'The draft has changed since it was read; read it again and publish it by its new digest.',
}

/** Drafts the next version of a published bulletin, from the figures of now. */
export async function correctBulletin(
  ctx: Context,
  id: string,
  reason: string,
): Promise<Result<BulletinView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor')) return NOT_ALLOWED
  const [[row]] = await ctx.database.read([bulletinById({ id })])
  if (row === undefined || row.kind !== 'monthly') return NOT_FOUND
  const [[newest]] = await ctx.database.read([latestBulletin({ kind: row.kind, period: row.period })])
  if (row.state !== 'published' || newest?.id !== id)
    return fail({ code: 'invalidInput', errors: [NOT_NEWEST] })
  const { period } = contentIn(row.content)
  const version = row.version + 1
  const corrects = { id, version: row.version, reason }
  const written = await writtenOf(await collectBulletin(ctx, { kind: 'monthly', period, version, corrects }))
  const draft = {
    id: ctx.ids.uuid(),
    kind: row.kind,
    period: row.period,
    version,
    state: 'draft',
    ...written,
    draftedAt: ctx.clock.now(),
    corrects: id,
  }
  const done = await ctx.database.write([insertBulletin(draft)])
  if (!done.ok) return fail({ code: 'stillRunning' })
  const made = { ...draft, statement: null, publishedAt: null, publishedBy: null }
  return ok(viewOf(made, contentIn(written.content), made))
}

const NOT_NEWEST = {
  pointer: '',
  zh: '只能更正已公布的最新一版；还没有公布的草稿每天按统计更新，无须更正。',
  en: 'Only the newest version that was published can be corrected; a draft follows the figures each day and needs none.',
}
