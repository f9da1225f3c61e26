import { civilDateAt } from '@tongban/calendar'
import { DOCUMENT_STYLE, documentHtml } from '@tongban/cases'
import { type Failure, ok, type Result, sha256Hex } from '@tongban/kernel'
import type { TemplateText } from '@tongban/supervision'
import { type DocumentPrint, policyOf } from '../../cases/documents.ts'
import type { Context } from '../../context.ts'
import { UNSEALED } from '../../seals/seal.ts'
import { documentText, noticeText } from '../templates/render.ts'
import { loadSeenNotice } from './load.ts'
import { reasonOf } from './reason.ts'

/** A notice as a page to print, in the layout of the documents of cases. */
export async function printNotice(ctx: Context, id: string): Promise<Result<DocumentPrint, Failure>> {
  const loaded = await loadSeenNotice(ctx, id)
  if (!loaded.ok) return loaded
  const { row, steps, template } = loaded.value
  return ok(
    await printed(ctx, noticeText(ctx, row, template, await reasonOf(ctx, row.id, steps)), {
      number: row.number,
      at: row.writtenAt,
    }),
  )
}

export async function printed(
  ctx: Pick<Context, 'region' | 'environment'>,
  made: TemplateText,
  { number, at }: { readonly number: string | null; readonly at: number },
): Promise<DocumentPrint> {
  const text = documentText(ctx, made, { number, issuedOn: civilDateAt(at) })
  const digest = await sha256Hex(text)
  const html = documentHtml({
    title: made.title,
    number: number ?? '',
    text,
    digest,
    seal: [UNSEALED.zh, UNSEALED.note],
  })
  return { html, contentSecurityPolicy: await policyOf(DOCUMENT_STYLE) }
}
