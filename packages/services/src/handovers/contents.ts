import type { OpenedMessage } from '@tongban/exchange'
import { encryptJson } from '@tongban/privacy'
import { insertContent, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'

/** What a partner told that is personal, kept under this region's own keys for as long as the case is kept. */
type Cell = {
  readonly caseNumber: string
  readonly partner: string
  readonly direction: string
  readonly seq: number
}

export const contentPlace = ({ caseNumber, partner, direction, seq }: Cell) => ({
  table: 'exchange_contents',
  column: 'content_enc',
  row: `${caseNumber}/${partner}/${direction}/${seq}`,
})

/** For the batch that applies the message; nothing where nothing in it is personal. */
export async function keptContent(
  { keys, ids }: Pick<Context, 'keys' | 'ids'>,
  { message, personal }: OpenedMessage,
): Promise<readonly Statement[]> {
  if (personal === null) return []
  const { subject: caseNumber, source: partner, seq } = message
  const cell = { caseNumber, partner, direction: 'in', seq }
  const contentEnc = await encryptJson(keys, contentPlace(cell), personal, ids.random(12))
  return [insertContent({ ...cell, contentEnc })]
}
