import type { Actor, EpochMs, Json } from '@tongban/kernel'
import { decryptField, decryptJson } from '@tongban/privacy'
import { openSession, sessionDraft } from '@tongban/store'
import { draftPlace, idHashOf, placeOf, type SessionDesk } from './desk.ts'
import type { SignedIn } from './start.ts'

export type OpenedSession = {
  readonly idHash: string
  readonly actor: SignedIn['actor']
  readonly token: string
  readonly expiresAt: EpochMs
  /** What was filled in under the name asked for; null for nothing. */
  readonly draft: Json | null
}

/**
 * The session of this cookie, with the draft of this name: one read batch. Null for a cookie that was not given out here,
 * and for a session that is over.
 */
export async function readSession(
  desk: SessionDesk,
  cookie: string,
  draftName: string | null,
): Promise<OpenedSession | null> {
  const idHash = await idHashOf(desk, cookie)
  if (idHash === null) return null
  const [[row], [draft]] = await desk.database.read([
    openSession({ idHash, now: desk.clock.now() }),
    sessionDraft({ sessionHash: idHash, name: draftName ?? '' }),
  ])
  if (row === undefined) return null
  const [actor, token] = await Promise.all([
    decryptJson(desk.keys, placeOf('actor_sealed', idHash), row.actorSealed),
    decryptField(desk.keys, placeOf('token_sealed', idHash), row.tokenSealed),
  ])
  // Sealed under keys that are no longer held: whoever it was signs in again.
  if (!actor.ok || !token.ok) return null
  const filled =
    draft === undefined || draftName === null
      ? null
      : await decryptJson(desk.keys, draftPlace(idHash, draftName), draft.contentSealed)
  return {
    idHash,
    actor: asActor(actor.value),
    token: token.value,
    expiresAt: row.expiresAt,
    draft: filled?.ok ? filled.value : null,
  }
}

/** Guarantee: what `startSession` sealed, unchanged, since the seal holds. */
const asActor = (value: Json) => value as unknown as Extract<Actor, { kind: 'applicant' | 'official' }>
