import { decryptJson, encryptJson } from '@tongban/privacy'
import * as z from 'zod'
import type { Context } from '../../context.ts'

/** What was said in a review, and who can be contacted about it, kept encrypted. */
const wordsSchema = z.strictObject({
  text: z.string(),
  /** Of a finding: who found it. */
  finder: z.string().nullable(),
  contact: z.strictObject({ name: z.string().nullable(), phone: z.string().nullable() }).nullable(),
})
type Kept = z.infer<typeof wordsSchema>
export type ReviewWords = {
  /** Null where it is erased. */
  readonly text: string | null
  readonly finder: string | null
  readonly contact: { readonly name: string | null; readonly phone: string | null } | null
}

const place = (id: string) => ({ table: 'evaluation_reviews', column: 'text_enc', row: id })

export const sealReviewWords = (
  { keys, ids }: Pick<Context, 'keys' | 'ids'>,
  id: string,
  words: Kept,
): Promise<string> => encryptJson(keys, place(id), words, ids.random(12))

export async function reviewWords(
  { keys }: Pick<Context, 'keys'>,
  { id, textEnc }: { readonly id: string; readonly textEnc: string | null },
): Promise<ReviewWords> {
  if (textEnc === null || textEnc === '') return { text: null, finder: null, contact: null }
  const opened = await decryptJson(keys, place(id), textEnc)
  if (!opened.ok) throw new Error(`the words of a review cannot be read: ${opened.failure.reason}`)
  return wordsSchema.parse(opened.value)
}
