import type { officialIdentities } from './schema/index.ts'
import { handwritten } from './statement.ts'

/** Statements of by which index officials are known as citizens. */
export type OfficialIdentityRow = typeof officialIdentities.$inferSelect

/** Seen once more is the same row: who is new is told by the order of writing. */
export const keepOfficialIdentity = /* @__PURE__ */ handwritten<never, OfficialIdentityRow>(
  `INSERT INTO official_identities (official, identity, department, seen_at) VALUES (?, ?, ?, ?)
   ON CONFLICT (official, identity) DO UPDATE SET department = excluded.department, seen_at = excluded.seen_at`,
  ['official', 'identity', 'department', 'seenAt'],
  () => [],
)
export const forgetOfficialIdentities = /* @__PURE__ */ handwritten<never, { readonly before: number }>(
  'DELETE FROM official_identities WHERE seen_at < ?',
  ['before'],
  () => [],
)
