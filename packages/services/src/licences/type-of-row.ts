import { type LicenceType, typeOf } from '@tongban/licences'
import type { LicenceRow } from '@tongban/store'

/** The very version of the type a licence was issued by; a licence of a type that is gone is a bug. */
export function typeOfRow({ type, typeVersion }: Pick<LicenceRow, 'type' | 'typeVersion'>): LicenceType {
  const found = typeOf(type, typeVersion)
  if (found === undefined) throw new Error(`no such type of licence: ${type} ${typeVersion}`)
  return found
}
