import { keyedDigest } from '@tongban/privacy'
import { dropDraftsOf, dropSessionDrafts, endSession, endSessionsOf } from '@tongban/store'
import type { SessionDesk } from './desk.ts'
import type { OpenedSession } from './read.ts'

/** Ends this session, or with it every other of the same person; nothing of them is kept, nor of what was filled in. */
export async function endSessionOf(
  { database, keys }: SessionDesk,
  { idHash, actor }: OpenedSession,
  everywhere: boolean,
): Promise<void> {
  const subjectIndex = everywhere ? await keyedDigest(keys, 'sessionSubject', actor.subject) : null
  await database.write([
    dropSessionDrafts({ sessionHash: idHash }),
    endSession({ idHash }),
    ...(subjectIndex === null ? [] : [dropDraftsOf({ subjectIndex }), endSessionsOf({ subjectIndex })]),
  ])
}
