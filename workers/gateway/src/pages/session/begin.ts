import { type SignedIn, seenNow, startSession } from '@tongban/services'
import type { Visit } from '../visit.ts'

/** Begins the session of whoever has signed in, under new cookies; one that this browser had before is ended. */
export async function beginSession(v: Visit, signedIn: SignedIn): Promise<void> {
  const { cookie, idHash } = await startSession(v.desk, signedIn, v.sessionCookie)
  v.setCookie('session', cookie)
  if (signedIn.actor.kind === 'official') v.setCookie('seen', await seenNow(v.desk, idHash))
}
