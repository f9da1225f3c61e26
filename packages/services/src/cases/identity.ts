import type { Actor, IdKind } from '@tongban/kernel'
import { blindIndex, type FieldKeys } from '@tongban/privacy'

/** Under which index a person or organisation is found in cases. */
export function partyIndex(keys: FieldKeys, party: { readonly idKind: IdKind; readonly idNumber: string }) {
  return blindIndex(keys, 'party', `${party.idKind}|${party.idNumber}`)
}

/** The index of whoever acts: an applicant by identity, an official by the provider's subject. */
export function actorIndex(keys: FieldKeys, actor: Actor): Promise<string> {
  if (actor.kind === 'applicant') return partyIndex(keys, actor.person)
  return blindIndex(keys, 'subject', actor.kind === 'nobody' ? '' : `${actor.kind}|${actor.subject}`)
}
