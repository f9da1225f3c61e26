import type { EpochMs } from '@tongban/kernel'
import { keyedDigest } from '@tongban/privacy'
import type { SessionDesk } from './desk.ts'
import type { OpenedSession } from './read.ts'

/**
 * When an official was last at their session (GB/T 22239-2019 8.1.4.1 b: a session left alone ends by itself). The browser brings it
 * back, under a keyed digest and for this session alone, so that no visit writes anything; without it nobody was there. An
 * applicant’s session ends with its own time: what they have filled in at home is not taken from them.
 */
const MARK = /^(\d{13})\.([0-9a-f]{32})$/
/** A mark younger than this is as good as a new one. */
const KEPT_MS = 60_000

const markOf = async ({ keys }: Pick<SessionDesk, 'keys'>, idHash: string, at: EpochMs): Promise<string> =>
  `${at}.${await keyedDigest(keys, 'sessionSeen', `${idHash}|${at}`)}`

/** What the browser keeps from now on. */
export const seenNow = (desk: SessionDesk, idHash: string): Promise<string> =>
  markOf(desk, idHash, desk.clock.now())

export type Attended = 'leftAlone' | 'due' | 'fresh'

/** `leftAlone`: the session is over. `due`: the mark is to be made anew. */
export async function attended(
  desk: SessionDesk,
  { idHash, actor }: Pick<OpenedSession, 'idHash' | 'actor'>,
  mark: string | undefined,
  idleMs: number,
): Promise<Attended> {
  if (actor.kind !== 'official') return 'fresh'
  const [, time = '', digest] = MARK.exec(mark ?? '') ?? []
  const at = Number(time)
  // Made up it would have to be right in 128 bits, and is good for nothing but a session that is held already.
  if (digest === undefined || (await markOf(desk, idHash, at)) !== mark) return 'leftAlone'
  const since = desk.clock.now() - at
  if (since >= idleMs) return 'leftAlone'
  return since >= KEPT_MS ? 'due' : 'fresh'
}
