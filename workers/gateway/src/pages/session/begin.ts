import { type SignedIn, seenNow, startSession } from '@tongban/services'
import { type Answer, redirect } from '../answer.ts'
import type { Visit } from '../visit.ts'

/**
 * Begins the session of whoever has signed in, under new cookies; one that this browser had before is ended. Leads to where
 * they wanted to go; an official who wanted nothing in particular to their desk.
 */
export async function beginSession(v: Visit, signedIn: SignedIn, to: string): Promise<Answer> {
  const { cookie, idHash } = await startSession(v.desk, signedIn, v.sessionCookie)
  v.setCookie('session', cookie)
  if (signedIn.actor.kind !== 'official') return redirect(to)
  v.setCookie('seen', await seenNow(v.desk, idHash))
  return redirect(to === '/' ? '/desk' : to)
}
