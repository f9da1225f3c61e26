import { type Actor, type IdKind, personOf } from '@tongban/kernel'
import { blindIndex, type FieldKeys } from '@tongban/privacy'

/** Under which index a person or organisation is found in cases. */
export function partyIndex(keys: FieldKeys, party: { readonly idKind: IdKind; readonly idNumber: string }) {
  return blindIndex(keys, 'party', `${party.idKind}|${party.idNumber}`)
}

/** An official at work acts with the same verified token all day; the door gives the same actor for it. */
const known = new WeakMap<Actor, { readonly key: CryptoKey; readonly index: string }>()

/** The index of whoever acts: an applicant by identity, wherever they were identified, an official by the provider's subject. */
export async function actorIndex(keys: FieldKeys, actor: Actor): Promise<string> {
  const found = known.get(actor)
  if (found?.key === keys.index) return found.index
  const index = await indexOf(keys, actor)
  known.set(actor, { key: keys.index, index })
  return index
}

function indexOf(keys: FieldKeys, actor: Actor): Promise<string> {
  const person = personOf(actor)
  if (person !== null) return partyIndex(keys, person)
  return blindIndex(keys, 'subject', actor.kind === 'nobody' ? '' : `${actor.kind}|${actor.subject}`)
}
