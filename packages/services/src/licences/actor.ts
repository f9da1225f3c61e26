import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'

/** Who did something to a licence, as its events and the record of its use name them: by kind and blind index. */
export type LicenceActor = { readonly kind: string; readonly subject: string }

export async function licenceActor({ actor, keys }: Pick<Context, 'actor' | 'keys'>): Promise<LicenceActor> {
  // An app is no person: its id is what its holder of the key is told by.
  if (actor.kind === 'app') return { kind: 'app', subject: actor.subject }
  return { kind: actor.kind, subject: await actorIndex(keys, actor) }
}

/** The machine that decided by published rules. */
export const MACHINE: LicenceActor = { kind: 'machine', subject: 'rules' }
