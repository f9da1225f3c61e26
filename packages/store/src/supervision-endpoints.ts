import { numberOrNull, textOrNull } from './cells.ts'
import type { supervisionEndpoints } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements of the endpoints by which receivers are reached outside this site. Addresses and keys are encrypted. */
export type EndpointRow = typeof supervisionEndpoints.$inferSelect

const decode = (rows: readonly Readonly<Record<string, SqlValue>>[]): readonly EndpointRow[] =>
  rows.map((row) => ({
    id: String(row.id),
    channel: String(row.channel),
    receiver: String(row.receiver),
    addressEnc: String(row.address_enc),
    addressIndex: String(row.address_index),
    keysEnc: textOrNull(row.keys_enc),
    previousUntil: numberOrNull(row.previous_until),
    challengeHash: textOrNull(row.challenge_hash),
    challengeUntil: numberOrNull(row.challenge_until),
    challengeTries: Number(row.challenge_tries),
    state: String(row.state),
    createdAt: Number(row.created_at),
    createdBy: String(row.created_by),
    verifiedAt: numberOrNull(row.verified_at),
    disabledAt: numberOrNull(row.disabled_at),
  }))

/** Unless the receiver has as many as it may: the statement then adds nothing. */
export const insertEndpoint = /* @__PURE__ */ handwritten<never, EndpointRow & { readonly most: number }>(
  `INSERT INTO supervision_endpoints (id, channel, receiver, address_enc, address_index, keys_enc, challenge_tries, state, created_at, created_by)
   SELECT ?, ?, ?, ?, ?, ?, 0, 'pending', ?, ?
   WHERE (SELECT count(*) FROM supervision_endpoints WHERE receiver = ? AND state <> 'disabled') < ?`,
  [
    'id',
    'channel',
    'receiver',
    'addressEnc',
    'addressIndex',
    'keysEnc',
    'createdAt',
    'createdBy',
    'receiver',
    'most',
  ],
  () => [],
)

export const endpointById = /* @__PURE__ */ handwritten<EndpointRow, { readonly id: string }>(
  'SELECT * FROM supervision_endpoints WHERE id = ?',
  ['id'],
  decode,
)

/** A page by id; of one receiver where one is named. */
export const endpointsPage = /* @__PURE__ */ handwritten<
  EndpointRow,
  { readonly after: string; readonly receiver: string | null; readonly limit: number }
>(
  'SELECT * FROM supervision_endpoints WHERE id > ?1 AND (?2 IS NULL OR receiver = ?2) ORDER BY id LIMIT ?3',
  ['after', 'receiver', 'limit'],
  decode,
)

/** Where these receivers are reached, as a JSON list of them. */
export const activeEndpoints = /* @__PURE__ */ handwritten<
  { readonly id: string; readonly receiver: string; readonly channel: string },
  { readonly receivers: string; readonly limit: number }
>(
  `SELECT id, receiver, channel FROM supervision_endpoints
   WHERE state <> 'disabled' AND state = 'active' AND receiver IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?`,
  ['receivers', 'limit'],
  (rows) =>
    rows.map((row) => ({
      id: String(row.id),
      receiver: String(row.receiver),
      channel: String(row.channel),
    })),
)

type Challenge = {
  readonly id: string
  readonly hash: string
  readonly until: number
  readonly tries: number
  /** One that runs out later than this was sent too lately to be replaced. */
  readonly unlessAfter: number
}
/** Another challenge in place of the one before; answers its id where it took that place. */
export const setChallenge = /* @__PURE__ */ handwritten<{ readonly id: string }, Challenge>(
  `UPDATE supervision_endpoints SET challenge_hash = ?, challenge_until = ?, challenge_tries = ?
   WHERE id = ? AND state = 'pending' AND (challenge_until IS NULL OR challenge_until <= ?) RETURNING id`,
  ['hash', 'until', 'tries', 'id', 'unlessAfter'],
  (rows) => rows.map((row) => ({ id: String(row.id) })),
)

/** Counts one try of the challenge; without a row there is none left. */
export const tryChallenge = /* @__PURE__ */ handwritten<
  { readonly hash: string },
  { readonly id: string; readonly now: number }
>(
  `UPDATE supervision_endpoints SET challenge_tries = challenge_tries - 1
   WHERE id = ? AND state = 'pending' AND challenge_tries > 0 AND challenge_until > ? RETURNING challenge_hash`,
  ['id', 'now'],
  (rows) => rows.map((row) => ({ hash: String(row.challenge_hash) })),
)

export const verifyEndpoint = /* @__PURE__ */ handwritten<
  never,
  { readonly id: string; readonly hash: string; readonly now: number }
>(
  `UPDATE supervision_endpoints SET state = 'active', verified_at = ?, challenge_hash = NULL, challenge_until = NULL, challenge_tries = 0
   WHERE id = ? AND state = 'pending' AND challenge_hash = ?`,
  ['now', 'id', 'hash'],
  () => [],
)

/** Other keys, where nobody has replaced them meanwhile. */
export const rotateEndpointKeys = /* @__PURE__ */ handwritten<
  never,
  { readonly id: string; readonly before: string; readonly keysEnc: string; readonly previousUntil: number }
>(
  `UPDATE supervision_endpoints SET keys_enc = ?, previous_until = ? WHERE id = ? AND keys_enc = ? AND state <> 'disabled'`,
  ['keysEnc', 'previousUntil', 'id', 'before'],
  () => [],
)

export const disableEndpoint = /* @__PURE__ */ handwritten<
  never,
  { readonly id: string; readonly now: number }
>(
  `UPDATE supervision_endpoints SET state = 'disabled', disabled_at = ?, challenge_hash = NULL, challenge_until = NULL,
     challenge_tries = 0 WHERE id = ? AND state <> 'disabled'`,
  ['now', 'id'],
  () => [],
)
