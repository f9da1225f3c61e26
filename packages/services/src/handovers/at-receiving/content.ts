import { decryptJson } from '@tongban/privacy'
import type { ToldContentRow } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { contentPlace } from '../contents.ts'

/**
 * What the handling region told in words: reasons, documents with their text, licences. It came from another region's
 * programme and is read as such: whatever is not in the form is left out, and nothing is guessed.
 */
const words = z.string().max(10_000)
const reason = z.object({
  zh: words,
  en: words.nullable().catch(null),
  basis: words.catch(''),
  cure: z
    .object({ zh: words, en: words.nullable().catch(null) })
    .nullable()
    .catch(null),
})
const paper = z.object({
  number: z.string().max(200),
  kind: z.string().max(64),
  issuedOn: z.string().max(10),
  text: z.string().max(100_000),
  digest: z.string().max(64),
})
const licence = z.object({
  identifier: z.string().max(256),
  type: z.string().max(100).catch(''),
  typeName: z.object({ zh: words, en: words }).nullable().catch(null),
  validFrom: z.string().max(10).nullable().catch(null),
  validUntil: z.string().max(10).nullable().catch(null),
  credential: z.string().max(64_000),
})
const contentSchema = z.object({
  reasons: z.array(reason).max(100).catch([]),
  /** Of what was not taken: each error with its place in the application. */
  errors: z
    .array(z.object({ pointer: z.string().max(500), zh: words, en: words }))
    .max(200)
    .catch([]),
  zh: words.nullable().catch(null),
  en: words.nullable().catch(null),
  documents: z.array(paper).max(50).catch([]),
  licences: z.array(licence).max(20).catch([]),
})
export type Content = z.output<typeof contentSchema>

/** Null where there is none, or it was erased. */
export async function openContent(
  ctx: Pick<Context, 'keys'>,
  caseNumber: string,
  row: ToldContentRow,
): Promise<Content | null> {
  if (row.contentEnc === '') return null
  const opened = await decryptJson(ctx.keys, contentPlace({ ...row, caseNumber }), row.contentEnc)
  if (!opened.ok) throw new Error(`what a partner told cannot be read: ${opened.failure.reason}`)
  return readContent(opened.value)
}

/** Guarantee: every part has a default, so that any object parses. */
export const readContent = (value: unknown): Content =>
  contentSchema.parse(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {})

/** The reasons as people read them, errors of what was not taken among them. */
export function reasonsIn({ reasons, errors, zh, en }: Content): Content['reasons'] {
  const said = zh === null ? [] : [{ zh, en, basis: '', cure: null }]
  return [
    ...reasons,
    ...said,
    ...errors.map((error) => ({ zh: error.zh, en: error.en, basis: '', cure: null })),
  ]
}
