import { openTerminal } from '@tongban/services'
import type { Asked } from '../api.ts'
import type { Visit } from '../visit.ts'

/** What the pages of a pad show the API in place of anybody’s token: the key of the terminal, where this browser keeps one. */
export type Terminal = Required<Pick<Asked, 'headers'>>

export async function terminalOf(v: Visit): Promise<Terminal | null> {
  const kept = v.cookie('pad')
  const key = kept === undefined || kept === '' ? null : await openTerminal(v.desk, kept)
  return key === null ? null : shownKey(key)
}

/** RFC 9110 11.6.2, as the API issues it: `ApiKey id.secret`. */
export const shownKey = (key: string): Terminal => ({ headers: { Authorization: `ApiKey ${key}` } })
