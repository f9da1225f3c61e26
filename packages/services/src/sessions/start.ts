import type { Actor, EpochMs, Json } from '@tongban/kernel'
import { encryptField, encryptJson, keyedDigest } from '@tongban/privacy'
import { dropSessionDrafts, endSession, forgetDrafts, forgetSessions, insertSession } from '@tongban/store'
import { idHashOf, newCookie, placeOf, type SessionDesk } from './desk.ts'

/** A day's work. A session ends with its token at the latest, and never lives longer than this. */
const LONGEST_MS = 12 * 3_600_000
const FORGOTTEN_AT_ONCE = 50

export type SignedIn = {
  readonly actor: Extract<Actor, { kind: 'applicant' | 'official' }>
  /** The bearer token the pages hand on to the API. */
  readonly token: string
  readonly tokenEndsAt: EpochMs
}

/**
 * Begins a session under a new cookie, always: one that the browser held before is ended in the same batch, so that nobody
 * can give somebody a session beforehand. A few that have run out are forgotten on the way.
 */
export async function startSession(
  desk: SessionDesk,
  { actor, token, tokenEndsAt }: SignedIn,
  before: string | undefined,
): Promise<{ readonly cookie: string; readonly idHash: string }> {
  const { keys, ids, clock, database } = desk
  const cookie = await newCookie(desk)
  const idHash = await idHashOf(desk, cookie)
  if (idHash === null) throw new Error('a new cookie does not hold')
  const now = clock.now()
  const expiresAt = Math.min(now + LONGEST_MS, tokenEndsAt)
  const earlier = before === undefined ? null : await idHashOf(desk, before)
  const written = await database.write([
    insertSession({
      idHash,
      subjectIndex: await keyedDigest(keys, 'sessionSubject', actor.subject),
      actorSealed: await encryptJson(keys, placeOf('actor_sealed', idHash), jsonOf(actor), ids.random(12)),
      tokenSealed: await encryptField(keys, placeOf('token_sealed', idHash), token, ids.random(12)),
      startedAt: now,
      expiresAt,
    }),
    ...(earlier === null
      ? []
      : [dropSessionDrafts({ sessionHash: earlier }), endSession({ idHash: earlier })]),
    forgetDrafts({ now, limit: FORGOTTEN_AT_ONCE }),
    forgetSessions({ now, limit: FORGOTTEN_AT_ONCE }),
  ])
  if (!written.ok) throw new Error(`two sessions met: ${written.failure.table}`)
  return { cookie, idHash }
}

/** Guarantee: an actor is plain data of texts and lists of texts. */
const jsonOf = (actor: SignedIn['actor']) => actor as unknown as Json
