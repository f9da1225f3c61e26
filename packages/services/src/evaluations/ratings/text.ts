import { decryptField, encryptField } from '@tongban/privacy'
import { insertEvaluationText, type Statement } from '@tongban/store'
import type { Context } from '../../context.ts'

/** The words of a rating, encrypted apart from it so that they can be erased. */
const place = (evaluation: string) => ({
  table: 'evaluation_texts',
  column: 'text_enc',
  row: evaluation,
})

/** None where nothing was said. */
export async function ratingTextStatements(
  { keys, ids }: Pick<Context, 'keys' | 'ids'>,
  { id: evaluation, caseNumber }: { readonly id: string; readonly caseNumber: string },
  text: string | null,
): Promise<readonly Statement[]> {
  if (text === null) return []
  const textEnc = await encryptField(keys, place(evaluation), text, ids.random(12))
  return [insertEvaluationText({ evaluation, caseNumber, textEnc })]
}

/** Null where nothing was said, or it is erased. Throws where somebody has changed it in the database. */
export async function ratingText(
  { keys }: Pick<Context, 'keys'>,
  { id, textEnc }: { readonly id: string; readonly textEnc: string | null },
): Promise<string | null> {
  if (textEnc === null || textEnc === '') return null
  const opened = await decryptField(keys, place(id), textEnc)
  if (!opened.ok) throw new Error(`the words of a rating cannot be read: ${opened.failure.reason}`)
  return opened.value
}
