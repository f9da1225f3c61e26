import type { sessionDrafts, sessions } from './schema/sessions.ts'
import { handwritten } from './statement.ts'

/** Statements of the sessions of the pages and of what is filled in during them. */

export type SessionRow = typeof sessions.$inferSelect
export type SessionDraftRow = typeof sessionDrafts.$inferSelect

const none = () => []

export const insertSession = /* @__PURE__ */ handwritten<never, SessionRow>(
  `INSERT INTO sessions (id_hash, subject_index, actor_sealed, token_sealed, started_at, expires_at)
   VALUES (?, ?, ?, ?, ?, ?)`,
  ['idHash', 'subjectIndex', 'actorSealed', 'tokenSealed', 'startedAt', 'expiresAt'],
  none,
)

/** The session, where it has not run out at this instant; one that was ended is not there any more. */
export const openSession = /* @__PURE__ */ handwritten<
  Pick<SessionRow, 'actorSealed' | 'tokenSealed' | 'expiresAt'>,
  { readonly idHash: string; readonly now: number }
>(
  `SELECT actor_sealed, token_sealed, expires_at FROM sessions
   WHERE id_hash = ? AND expires_at > ?`,
  ['idHash', 'now'],
  (rows) =>
    rows.map((row) => ({
      actorSealed: String(row.actor_sealed),
      tokenSealed: String(row.token_sealed),
      expiresAt: Number(row.expires_at),
    })),
)

export const sessionDraft = /* @__PURE__ */ handwritten<
  Pick<SessionDraftRow, 'contentSealed'>,
  { readonly sessionHash: string; readonly name: string }
>(
  'SELECT content_sealed FROM session_drafts WHERE session_hash = ? AND name = ?',
  ['sessionHash', 'name'],
  (rows) => rows.map((row) => ({ contentSealed: String(row.content_sealed) })),
)

/** Kept only as long as there is the session: what another tab sends while one signs out is not. */
export const putSessionDraft = /* @__PURE__ */ handwritten<never, SessionDraftRow>(
  `INSERT INTO session_drafts (session_hash, name, content_sealed, updated_at)
   SELECT id_hash, ?2, ?3, ?4 FROM sessions WHERE id_hash = ?1
   ON CONFLICT (session_hash, name) DO UPDATE SET content_sealed = excluded.content_sealed, updated_at = excluded.updated_at`,
  ['sessionHash', 'name', 'contentSealed', 'updatedAt'],
  none,
)

/** Those of a session beyond so many, the oldest first. */
export const dropOldestDrafts = /* @__PURE__ */ handwritten<
  never,
  { readonly sessionHash: string; readonly kept: number }
>(
  `DELETE FROM session_drafts WHERE session_hash = ?1 AND name IN
     (SELECT name FROM session_drafts WHERE session_hash = ?1 ORDER BY updated_at DESC LIMIT -1 OFFSET ?2)`,
  ['sessionHash', 'kept'],
  none,
)

export const dropSessionDraft = /* @__PURE__ */ handwritten<
  never,
  { readonly sessionHash: string; readonly name: string }
>('DELETE FROM session_drafts WHERE session_hash = ? AND name = ?', ['sessionHash', 'name'], none)

export const dropSessionDrafts = /* @__PURE__ */ handwritten<never, { readonly sessionHash: string }>(
  'DELETE FROM session_drafts WHERE session_hash = ?',
  ['sessionHash'],
  none,
)

export const endSession = /* @__PURE__ */ handwritten<never, { readonly idHash: string }>(
  'DELETE FROM sessions WHERE id_hash = ?',
  ['idHash'],
  none,
)

/** All of somebody: first what was filled in during them, then the sessions. */
export const dropDraftsOf = /* @__PURE__ */ handwritten<never, { readonly subjectIndex: string }>(
  `DELETE FROM session_drafts WHERE session_hash IN (SELECT id_hash FROM sessions WHERE subject_index = ?)`,
  ['subjectIndex'],
  none,
)
export const endSessionsOf = /* @__PURE__ */ handwritten<never, { readonly subjectIndex: string }>(
  'DELETE FROM sessions WHERE subject_index = ?',
  ['subjectIndex'],
  none,
)

/** Drafts of sessions that have run out, and then the sessions: so many at a time. */
export const forgetDrafts = /* @__PURE__ */ handwritten<
  never,
  { readonly now: number; readonly limit: number }
>(
  `DELETE FROM session_drafts WHERE session_hash IN
     (SELECT id_hash FROM sessions WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
  ['now', 'limit'],
  none,
)
export const forgetSessions = /* @__PURE__ */ handwritten<
  never,
  { readonly now: number; readonly limit: number }
>(
  `DELETE FROM sessions WHERE id_hash IN
     (SELECT id_hash FROM sessions WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
  ['now', 'limit'],
  none,
)
