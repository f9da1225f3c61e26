import { attended, endSessionOf, type OpenedSession, readSession, seenNow } from '@tongban/services'
import type { Visit } from '../visit.ts'

type At = Pick<Visit, 'desk' | 'cookie' | 'setCookie'>

/** The session of whoever looks, with what they have filled in under this name; an official’s that was left alone ends here. */
export async function sessionAt(
  { desk, cookie, setCookie }: At,
  draftName: string | null,
  idleMs: number,
): Promise<{ readonly session: OpenedSession | null; readonly isLeftAlone: boolean }> {
  const held = cookie('session')
  const session = held === undefined ? null : await readSession(desk, held, draftName)
  if (session === null) return { session, isLeftAlone: false }
  const there = await attended(desk, session, cookie('seen'), idleMs)
  if (there === 'due') setCookie('seen', await seenNow(desk, session.idHash))
  if (there !== 'leftAlone') return { session, isLeftAlone: false }
  await endSessionOf(desk, session, false)
  for (const name of ['session', 'seen'] as const) setCookie(name, '', 0)
  return { session: null, isLeftAlone: true }
}
