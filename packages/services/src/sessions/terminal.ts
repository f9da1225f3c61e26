import { decryptField, encryptField } from '@tongban/privacy'
import type { SessionDesk } from './desk.ts'

/**
 * The key of a terminal 评价终端, kept by the browser of the terminal itself, sealed under the session keys: whoever reads what the
 * browser keeps has no key, and nothing of it is in the database. It ends when the key is revoked (or the session keys are gone).
 */
const PLACE = { table: 'sessions', column: 'terminal', row: 'cookie' }

/** As long as a browser keeps a cookie at most (RFC 6265bis 5.5). */
export const TERMINAL_SECONDS = 400 * 86_400

export const sealTerminal = ({ keys, ids }: SessionDesk, key: string): Promise<string> =>
  encryptField(keys, PLACE, key, ids.random(12))

/** Null where it was not sealed here. */
export async function openTerminal({ keys }: SessionDesk, sealed: string): Promise<string | null> {
  const opened = await decryptField(keys, PLACE, sealed)
  return opened.ok ? opened.value : null
}
