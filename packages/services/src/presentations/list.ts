import { civilTimeAt } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import { type PresentationRow, presentationsOfHolder } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { namesOfUsers, type UserName } from '../licences/user-names.ts'
import { readNames } from './read-names.ts'

/** What became of the codes that somebody showed: who used each and when, and whether a copy of it was shown after. */
export type ShownBefore = {
  readonly identifier: string
  readonly claims: readonly string[]
  readonly createdAt: EpochMs
  readonly expiresAt: EpochMs
  readonly state: 'open' | 'used' | 'expired'
  readonly usedAt: EpochMs | null
  readonly usedBy: UserName | null
  /** How often it was shown once more, and when last. */
  readonly repeated: number
  readonly repeatedAt: EpochMs | null
  readonly warning: Text | null
}

const MOST = 100

/** The newest first; what nobody used is forgotten after a day. */
export async function listPresentations(ctx: Context): Promise<readonly ShownBefore[]> {
  const now = ctx.clock.now()
  const holderIndex = await actorIndex(ctx.keys, ctx.actor)
  const [rows] = await ctx.database.read([presentationsOfHolder({ holderIndex, limit: MOST })])
  const users = rows.map(({ usedBy }) => readUser(usedBy))
  const nameOf = await namesOfUsers(
    ctx,
    users.filter((user) => user !== null),
  )
  return rows.map((row, at) => {
    const user = users[at] ?? null
    return viewOf(row, user === null ? null : nameOf(user), now)
  })
}

function viewOf(row: PresentationRow, usedBy: UserName | null, now: EpochMs): ShownBefore {
  const { identifier, createdAt, expiresAt, usedAt, repeated, repeatedAt } = row
  const state = usedAt !== null ? 'used' : expiresAt <= now ? 'expired' : 'open'
  return {
    identifier,
    claims: readNames(row.claims),
    createdAt,
    expiresAt,
    state,
    usedAt,
    usedBy,
    repeated,
    repeatedAt,
    warning: repeatedAt === null ? null : shownAgain(repeatedAt, repeated),
  }
}

const shownAgain = (at: EpochMs, times: number): Text => ({
  zh: `此码使用后又被出示 ${times} 次，最近一次在 ${civilTimeAt(at)}，均未通过。可能有人持有您亮证码的截屏或者复制件，请留意。`,
  en: `After it was used a copy of your code was shown again ${times} times, last at ${civilTimeAt(at)} (Beijing time); each was refused. Somebody may hold a picture of it.`,
})

type StoredUser = {
  readonly kind: string
  readonly subject: string
  readonly department: string | null
  readonly post: string | null
}

/** Whoever showed the code is its holder, who is not told in which roles it was used. */
const readUser = (text: string | null) =>
  text === null ? null : { ...asStored(JSON.parse(text)), roles: null }
/** Guarantee: who used a code was written by `redeem`. */
const asStored = (user: unknown) => user as StoredUser
