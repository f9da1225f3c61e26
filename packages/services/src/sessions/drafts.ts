import { type Failure, fail, type Json, ok, type Result } from '@tongban/kernel'
import { encryptJson } from '@tongban/privacy'
import { dropOldestDrafts, dropSessionDraft, putSessionDraft } from '@tongban/store'
import { draftPlace, type SessionDesk } from './desk.ts'

/**
 * What somebody has filled in and not handed in yet: kept with the session alone, under its keys, and gone with it. It is
 * bounded in size and in number, so that nobody who is signed in fills the database with it.
 */
const MOST_CHARACTERS = 256 * 1024
const MOST_OF_A_SESSION = 30

export async function putDraft(
  { database, keys, ids, clock }: SessionDesk,
  sessionHash: string,
  name: string,
  content: Json,
): Promise<Result<void, Failure>> {
  if (JSON.stringify(content).length > MOST_CHARACTERS)
    return fail({ code: 'bodyTooLarge', limitBytes: MOST_CHARACTERS })
  const contentSealed = await encryptJson(keys, draftPlace(sessionHash, name), content, ids.random(12))
  const written = await database.write([
    putSessionDraft({ sessionHash, name, contentSealed, updatedAt: clock.now() }),
    dropOldestDrafts({ sessionHash, kept: MOST_OF_A_SESSION }),
  ])
  if (!written.ok) throw new Error(`a draft met another: ${written.failure.table}`)
  return ok(undefined)
}

export async function dropDraft({ database }: SessionDesk, sessionHash: string, name: string): Promise<void> {
  await database.write([dropSessionDraft({ sessionHash, name })])
}
