import { parseCode } from '@tongban/services'

/** What somebody pasted, scanned or chose as a file, told apart: a licence file, a credential, a paper code or a one-time code. */
export type Question =
  | { readonly way: 'shown'; readonly body: Readonly<Record<string, unknown>> }
  /** Asked about first: checking it uses it up. `text` keeps the address, which says whose code it is. */
  | { readonly way: 'code'; readonly text: string }
  | { readonly way: 'empty' | 'image' | 'notUnderstood' }

/** A licence with all its disclosures takes a few kilobytes. */
export const MOST_CHARACTERS = 100_000

export function questionOf(text: string): Question {
  const given = text.trim()
  if (given === '') return { way: 'empty' }
  if (given.startsWith('{')) return ofFile(given)
  if (given.startsWith('TB1:')) return { way: 'shown', body: { paper: given } }
  if (given.includes('~')) return { way: 'shown', body: { credential: given.replaceAll(/\s/g, '') } }
  return parseCode(given) === undefined ? { way: 'notUnderstood' } : { way: 'code', text: given }
}

/** A licence file as it is, or the answer to an application, of which the first licence is meant. */
function ofFile(text: string): Question {
  const read = parsed(text)
  const file = isGroup(read) && Array.isArray(read.licences) ? read.licences[0] : read
  if (!isGroup(file) || typeof file.credential !== 'string') return { way: 'notUnderstood' }
  return { way: 'shown', body: { format: 'tongban-licence/1', ...file } }
}

const IMAGE = /^image\//
/** What was chosen as a file. A picture can only be read in the page. */
export const questionOfFile = async (file: File): Promise<Question> => {
  if (IMAGE.test(file.type)) return { way: 'image' }
  return file.size > MOST_CHARACTERS ? { way: 'notUnderstood' } : questionOf(await file.text())
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The host of a scanned address that is not of this region; null for a code alone and for one's own. */
export function otherHost(text: string, origin: string): string | null {
  const given = text.trim()
  if (!/^https?:/i.test(given) || !URL.canParse(given)) return null
  const { host } = new URL(given)
  return host === new URL(origin).host ? null : host
}
