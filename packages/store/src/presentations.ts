import * as STATEMENTS from './compiled/statements.ts'
import type { LicenceRow, LicenceUseRow } from './licences.ts'
import type { presentations } from './schema/licences.ts'
import { command, handwritten, select } from './statement.ts'

/**
 * Statements of one-time codes 亮证码. Whoever redeems one runs those below in this order in one batch, which is one
 * transaction: of any number at the same time exactly one consumes it, and its use is recorded with it or not at all.
 */

export type PresentationRow = typeof presentations.$inferSelect

/** The newest first. */
export const presentationsOfHolder = /* @__PURE__ */ select<
  PresentationRow,
  { readonly holderIndex: string; readonly limit: number }
>(STATEMENTS.presentationsOfHolder)
export const presentationByHash = /* @__PURE__ */ select<PresentationRow, { readonly codeHash: string }>(
  STATEMENTS.presentationByHash,
)

type Window = { readonly bucket: string; readonly windowAt: number }
type ByCode = { readonly codeHash: string }

/** Counts a guess: an attempt with a code that does not exist. One with a code that does is none. */
export const countGuess = /* @__PURE__ */ handwritten<never, Window & ByCode>(
  `INSERT INTO attempts (bucket, window_at, count)
   SELECT ?, ?, 1 WHERE NOT EXISTS (SELECT 1 FROM presentations WHERE code_hash = ?)
   ON CONFLICT (bucket, window_at) DO UPDATE SET count = count + 1`,
  ['bucket', 'windowAt', 'codeHash'],
  () => [],
)
/** No row where nothing was counted in the window. */
export const guessesSoFar = /* @__PURE__ */ select<{ readonly count: number }, Window>(
  STATEMENTS.guessesSoFar,
)

const FEW_GUESSES =
  'coalesce((SELECT count FROM attempts WHERE bucket = ? AND window_at = ?), 0) <= CAST(? AS INTEGER)'

type Redeeming = Window & ByCode & { readonly most: number; readonly now: number; readonly usedBy: string }

type Presenting = Window &
  ByCode & {
    readonly most: number
    readonly identifier: string
    readonly holderIndex: string
    /** JSON object: by type and version of a licence, as `type version`, what a code shows of one. */
    readonly claims: string
    readonly today: string
    readonly createdAt: number
    readonly expiresAt: number
  }

/** Makes a code of a licence that holds today, for its holder, unless that one has asked for too many. */
export const insertPresentation = /* @__PURE__ */ handwritten<never, Presenting>(
  () => `INSERT INTO presentations (code_hash, identifier, holder_index, claims, created_at, expires_at, repeated)
   SELECT ?, licences.identifier, licences.holder_index, shown.value, ?, ?, 0
   FROM licences JOIN json_each(?) AS shown ON shown.key = licences.type || ' ' || licences.type_version
   WHERE licences.identifier = ? AND licences.holder_index = ? AND licences.state = 'valid'
     AND licences.valid_from <= ? AND (licences.valid_until IS NULL OR licences.valid_until >= ?)
     AND ${FEW_GUESSES}`,
  [
    'codeHash',
    'createdAt',
    'expiresAt',
    'claims',
    'identifier',
    'holderIndex',
    'today',
    'today',
    'bucket',
    'windowAt',
    'most',
  ],
  () => [],
)

/** Consumes the code unless it was, has expired, or its reader has guessed too often. */
export const consumePresentation = /* @__PURE__ */ handwritten<never, Redeeming>(
  () => `UPDATE presentations SET used_at = ?, used_by = ?
   WHERE code_hash = ? AND used_at IS NULL AND expires_at > ? AND ${FEW_GUESSES}`,
  ['now', 'usedBy', 'codeHash', 'now', 'bucket', 'windowAt', 'most'],
  () => [],
)
/** Remembers that a code which somebody else had used was shown again. */
export const repeatPresentation = /* @__PURE__ */ handwritten<never, Redeeming>(
  () => `UPDATE presentations SET repeated_at = ?, repeated = repeated + 1
   WHERE code_hash = ? AND used_at IS NOT NULL AND used_by <> ? AND ${FEW_GUESSES}`,
  ['now', 'codeHash', 'usedBy', 'bucket', 'windowAt', 'most'],
  () => [],
)
/** Records the use of the licence, where this very request has consumed the code. */
export const recordRedeemed = /* @__PURE__ */ handwritten<
  never,
  ByCode & { readonly usedBy: string } & Omit<LicenceUseRow, 'identifier' | 'claims' | 'state' | 'way'>
>(
  `INSERT INTO licence_uses
     (use_id, identifier, at, way, actor_kind, actor_subject, department, roles, post, purpose, case_number,
      claims, state)
   SELECT ?, presentations.identifier, ?, 'code', ?, ?, ?, ?, ?, ?, ?, presentations.claims, licences.state
   FROM presentations JOIN licences ON licences.identifier = presentations.identifier
   WHERE presentations.code_hash = ? AND presentations.used_by = ?`,
  [
    'useId',
    'at',
    'actorKind',
    'actorSubject',
    'department',
    'roles',
    'post',
    'purpose',
    'caseNumber',
    'codeHash',
    'usedBy',
  ],
  () => [],
)
/** What the reader was told of its state in the end. */
export const updateUseState = /* @__PURE__ */ command<{ readonly useId: string; readonly state: string }>(
  STATEMENTS.updateUseState,
)
export const licenceOfCode = /* @__PURE__ */ select<LicenceRow, ByCode>(STATEMENTS.licenceOfCode)

/** Forgets a few codes that nobody used and that expired before. What was used stays with its holder. */
export const forgetPresentations = /* @__PURE__ */ handwritten<
  never,
  { readonly before: number; readonly limit: number }
>(
  `DELETE FROM presentations WHERE code_hash IN
     (SELECT code_hash FROM presentations WHERE expires_at < ? AND used_at IS NULL LIMIT ?)`,
  ['before', 'limit'],
  () => [],
)

/** A holder's licences, the newest first, from where the page before ended. */
export const licencesHeld = /* @__PURE__ */ select<
  LicenceRow,
  {
    readonly holderIndex: string
    readonly beforeAt: number
    readonly before: string
    readonly limit: number
  }
>(STATEMENTS.licencesHeld)

/**
 * What the same holder has beside a licence, of the types that fall with its type, and that still stands: JSON list of
 * `{on, type}`. Oldest first.
 */
export const licencesDepending = /* @__PURE__ */ select<
  LicenceRow,
  { readonly identifier: string; readonly types: string }
>(STATEMENTS.licencesDepending)
/** The version that took the place of this one. */
export const successorOf = /* @__PURE__ */ select<
  { readonly identifier: string },
  { readonly previous: string }
>(STATEMENTS.successorOf)
