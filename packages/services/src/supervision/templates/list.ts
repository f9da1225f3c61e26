import { type Failure, ok, type Result } from '@tongban/kernel'
import { templatePage } from '@tongban/store'
import {
  ownTemplateRef,
  ownTemplateText,
  readTemplateRef,
  TEMPLATE_FIELDS,
  TEMPLATE_KEYS,
  type TemplateKey,
  type TemplateText,
} from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { latestPage, openBefore } from '../../lists/latest-first.ts'
import { supervised } from '../supervised.ts'
import { type TemplateView, templateView } from './view.ts'

/** The region's own texts, the latest proposed first; and what the program itself writes by, with the fields of each kind. */
export type TemplateQuery = {
  readonly state?: 'proposed' | 'published' | 'declined' | undefined
  readonly template?: TemplateKey | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export type OwnTemplate = TemplateText & {
  readonly template: TemplateKey
  readonly reference: string
  readonly fields: readonly string[]
}
export type TemplatePage = {
  readonly own: readonly OwnTemplate[]
  readonly templates: readonly TemplateView[]
  readonly cursor: string | null
}

export async function listTemplates(
  ctx: Context,
  { state, template, cursor, limit }: TemplateQuery,
): Promise<Result<TemplatePage, Failure>> {
  const official = supervised(ctx)
  if (!official.ok) return official
  const asked = JSON.stringify(['templates', state ?? '', template ?? ''])
  const before = await openBefore(ctx.keys, cursor, asked)
  if (!before.ok) return before
  const [rows] = await ctx.database.read([
    templatePage({ state: state ?? null, template: template ?? null, ...before.value, limit: limit + 1 }),
  ])
  const page = await latestPage(ctx.keys, rows, limit, ({ proposedAt: at, id }) => ({ at, id }), asked)
  const me = await actorIndex(ctx.keys, ctx.actor)
  return ok({
    own: TEMPLATE_KEYS.map(ownTemplate),
    templates: page.rows.map((row) => templateView(row, me)),
    cursor: page.cursor,
  })
}

function ownTemplate(template: TemplateKey): OwnTemplate {
  const reference = ownTemplateRef(template)
  const parsed = readTemplateRef(reference)
  const text = parsed === null ? null : ownTemplateText(parsed)
  if (text === null) throw new Error(`the program has no text ${reference}`)
  return { template, reference, fields: Object.keys(TEMPLATE_FIELDS[template]), ...text }
}
