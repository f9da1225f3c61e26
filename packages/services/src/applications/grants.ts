import type { Item } from '@tongban/catalogue'
import { type Hindrance, valueAt } from '@tongban/decisions'
import { blindIndex } from '@tongban/privacy'
import type { Matter, StandingGrantRow } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import type { Application } from './body.ts'

/**
 * One grant for each matter: what was granted by this region is known at once, while a register learns of it hours
 * later. A second application for the same is never approved by the machine; a person looks at it.
 */

/** What the application would be granted once only, or null where the item sets no such bound. */
export async function matterOf(ctx: Context, item: Item, application: Application): Promise<Matter | null> {
  if (item.oneGrantPer === undefined) return null
  const { applicant, form } = application
  const parts = item.oneGrantPer.map((path) => {
    const value = valueAt({ applicant, form }, path)
    if (typeof value !== 'string') throw new Error(`${item.code} grants once per ${path}, which is no text`)
    return value
  })
  return { itemCode: item.code, matterIndex: await blindIndex(ctx.keys, 'grant', parts.join('|')) }
}

/** What an earlier grant says against this approval. Its number is told only to whom it was granted. */
export async function alreadyGranted(ctx: Context, grant: StandingGrantRow): Promise<Hindrance> {
  const isOwn = grant.applicantIndex === (await actorIndex(ctx.keys, ctx.actor))
  const zh = isOwn ? `（办件编号 ${grant.caseNumber}）` : ''
  const en = isOwn ? ` (case ${grant.caseNumber})` : ''
  return {
    rule: 'S6',
    route: 'refer',
    code: 'alreadyGranted',
    zh: `同一申请此前已准予${zh}，不重复自动批准，转人工办理。`,
    en: `The same was granted before${en} and is not approved automatically again; a person decides.`,
    basis: '本地配置',
    cure: null,
    dates: {},
  }
}
