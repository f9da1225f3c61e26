import type { Failure, StepWords } from '@tongban/kernel'
import { decryptField, encryptField } from '@tongban/privacy'
import type { Context } from '../context.ts'

/** What was said with a step of a notice, a card or a rectification order, kept encrypted beside it; names of people stand in free words. */
export type WordsTable = 'notice_steps' | 'card_steps' | 'rectification_steps'

const place = (table: WordsTable, id: string, seq: number) => ({
  table,
  column: 'texts_enc',
  row: `${id}/${seq}`,
})

export async function sealWords(
  { keys, ids }: Pick<Context, 'keys' | 'ids'>,
  table: WordsTable,
  id: string,
  seq: number,
  words: string | null,
): Promise<string | null> {
  return words === null ? null : encryptField(keys, place(table, id, seq), words, ids.random(12))
}

export async function openWords(
  { keys }: Pick<Context, 'keys'>,
  table: WordsTable,
  id: string,
  { seq, textsEnc }: { readonly seq: number; readonly textsEnc: string | null },
): Promise<string | null> {
  if (textsEnc === null || textsEnc === '') return null
  const opened = await decryptField(keys, place(table, id, seq), textsEnc)
  if (!opened.ok) throw new Error(`words of a step cannot be read: ${opened.failure.reason}`)
  return opened.value
}

type Said = { readonly zh: string; readonly en: string }

/** A step that its table does not have from here, and what it has instead. */
export const notPossible = (
  what: Said,
  state: string,
  stateWords: Said,
  steps: readonly (Said & { readonly code: string })[],
): Failure => ({
  code: 'stepNotPossible',
  state,
  possible: steps.map(({ code }) => code),
  words: {
    what,
    state: stateWords,
    possible: steps,
    instead: { zh: '无须再办理。', en: 'Nothing more is to be done.' },
  } satisfies StepWords,
})
