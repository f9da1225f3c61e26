import { randomBytes } from 'node:crypto'

/** A fresh ring with one field key and the blind index key, as `openFieldKeys` of @tongban/privacy reads it. */
export function makeFieldKeys(id: string): string {
  const key = () => randomBytes(32).toString('base64url')
  return JSON.stringify({ current: id, keys: { [id]: key() }, index: key() })
}
