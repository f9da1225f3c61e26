import type { Clock, EpochMs } from '@tongban/kernel'
import { makeShard, setStatus } from '@tongban/licences'
import {
  type Database,
  lastStatusChange,
  notValidInList,
  type Statement,
  statusChangesAfter,
  statusListByNumber,
} from '@tongban/store'
import { STATUS, type StatusValue } from '@tongban/verifier'
import type { Context } from '../../context.ts'

/**
 * What the status lists of this region say, in the memory of one isolate: a shard is decoded once, 32 KiB, and brought up
 * to date from the list of changes. Before an answer that list is read anew unless that was done within the last second,
 * so that what was revoked is refused in every isolate a second after the revocation was answered. What cannot be read
 * is never answered from something older. Requests at once share one read; one read is under way at a time, so that
 * changes are applied in their order. A clock that goes back, back past any instant seen here, makes everything due:
 * by it what is old would look fresh.
 */
export const FRESH_MS = 1_000
/** 16 MiB of shards; the one not asked for the longest goes first. */
const HELD_SHARDS = 512
/** Who is further behind starts from the lists themselves. */
const CHANGES_PAGE = 5_000
/** For one request: a list may be let go of between a read and its answer. */
const MOST_READS = 3
/** New lists of one read, two statements each: who asks for a thousand at once makes others wait no longer for theirs. */
const LISTS_PER_READ = 40
/** Numbers that were found to be no list's; the oldest go first. */
const REMEMBERED_MISSING = 1_000

export type HeldShard = {
  readonly bytes: Uint8Array
  /** Differs from every earlier content of the list in this isolate. */
  readonly version: number
  /** Everything answered before this instant is in it. */
  readonly asOf: EpochMs
}
/** `missing`: no licence was ever issued into such a list. `unreadable`: the database did not answer. */
export type ShardAnswer = HeldShard | 'missing' | 'unreadable'

export type StatusRegister = {
  /** At once where it is held and fresh, so that the many who ask wait for nothing. */
  shardOf(ctx: Reading, list: number): ShardAnswer | Promise<ShardAnswer>
  /** Whether there was no such list a moment ago. For whoever makes up numbers; a licence names a list that is there. */
  wasMissing(list: number): boolean
  /** A status was just changed from here: nothing read before counts as fresh, not even for a second. */
  changed(): void
}
type Reading = Pick<Context, 'database' | 'after'>
/** What the statements of one read answer, each its own part of it. */
type StatusRows = {
  readonly seq?: number
  readonly list?: number
  readonly statusIndex?: number
  readonly statusValue?: number
}
type Held = { readonly bytes: Uint8Array; version: number }
/** How a read ended, and of the lists it was to bring those that do not exist. */
type Outcome = { readonly isRead: boolean; readonly missing: ReadonlySet<number> }
type Read = {
  readonly lists: Set<number>
  startedAt: EpochMs
  after: number
  readonly done: Promise<Outcome>
}

export function openStatusRegister({
  clock,
  log,
}: { readonly clock: Clock } & Pick<Context, 'log'>): StatusRegister {
  const held = new Map<number, Held>()
  let seq: number | null = null
  let asOf = Number.NEGATIVE_INFINITY
  let versions = 0
  /** Changes made from here, and how many of them were there when what is held was read. */
  let changes = 0
  let read = 0
  let running: Read | undefined
  /** In their order, each after the one before it. */
  const waiting: Read[] = []
  const missingAt = new Map<number, EpochMs>()
  /** The latest instant seen. */
  let latest = Number.NEGATIVE_INFINITY

  function moment(): EpochMs {
    const now = clock.now()
    if (now < latest) {
      changes += 1
      missingAt.clear()
    }
    latest = now
    return now
  }

  const isFresh = (since: EpochMs) => read === changes && asOf >= since - FRESH_MS

  /** The read this request may wait for: one that began late enough and brings this list, else the next one. */
  function join(ctx: Reading, list: number, since: EpochMs): Promise<Outcome> {
    const under = running
    if (
      under !== undefined &&
      under.startedAt >= since - FRESH_MS &&
      under.after === changes &&
      (held.has(list) || under.lists.has(list))
    )
      return under.done
    const isHeld = held.has(list)
    // What is held already comes with any read; what is not, with the first that brings it or has room for it.
    const next = waiting.find(({ lists }) => isHeld || lists.has(list) || lists.size < LISTS_PER_READ)
    const { lists, done } = next ?? queued(ctx, since)
    if (!isHeld) lists.add(list)
    return done
  }

  function queued(ctx: Reading, since: EpochMs): Read {
    const wanted = new Set<number>()
    const before = (waiting.at(-1) ?? running)?.done
    const begun: Read = { lists: wanted, startedAt: since, after: changes, done: next() }
    async function next(): Promise<Outcome> {
      await before
      running = begun
      waiting.shift()
      begun.startedAt = moment()
      begun.after = changes
      try {
        return { isRead: true, missing: await update(ctx.database, [...wanted], begun) }
      } catch (thrown) {
        log('statusUnreadable', { error: thrown instanceof Error ? thrown.name : typeof thrown })
        return { isRead: false, missing: new Set() }
      } finally {
        if (running === begun) running = undefined
      }
    }
    waiting.push(begun)
    // Others wait for it too: it goes on when the one who began it has gone.
    ctx.after(begun.done)
    return begun
  }

  /** Answers which of the lists do not exist. */
  async function update(
    database: Database,
    lists: readonly number[],
    { startedAt, after }: Pick<Read, 'startedAt' | 'after'>,
  ): Promise<ReadonlySet<number>> {
    const from = seq
    const since = from === null ? null : statusChangesAfter({ seq: from, limit: CHANGES_PAGE })
    const loads = lists.flatMap((list) => [statusListByNumber({ list }), notValidInList({ list })])
    const rows = await database.read<readonly Statement<StatusRows>[]>([
      lastStatusChange({}),
      ...(since === null ? [] : [since]),
      ...loads,
    ])
    const [last, ...rest] = rows
    const changed = since === null ? [] : (rest.shift() ?? [])
    const behind = changed.length === CHANGES_PAGE
    if (behind) held.clear()
    else for (const each of changed) apply(each)
    const missing = new Set<number>()
    for (const [at, list] of lists.entries()) {
      const [known] = rest[2 * at] ?? []
      if (known === undefined) {
        missing.add(list)
        missingAt.set(list, startedAt)
      } else hold(list, rest[2 * at + 1] ?? [])
    }
    for (const [list, at] of missingAt) {
      if (missingAt.size <= REMEMBERED_MISSING && startedAt - at <= FRESH_MS) break
      missingAt.delete(list)
    }
    seq = last?.[0]?.seq ?? 0
    asOf = startedAt
    read = after
    return missing
  }

  function apply({ list, statusIndex, statusValue }: StatusRows): void {
    const shard = list === undefined ? undefined : held.get(list)
    if (shard === undefined || statusIndex === undefined || statusValue === undefined) return
    setStatus(shard.bytes, statusIndex, statusValueOf(statusValue))
    versions += 1
    shard.version = versions
  }

  function hold(list: number, rows: readonly StatusRows[]): void {
    versions += 1
    const entries = rows.map(({ statusIndex, statusValue }) => ({
      index: statusIndex ?? 0,
      value: statusValueOf(statusValue ?? STATUS.other),
    }))
    held.set(list, { bytes: makeShard(entries), version: versions })
    for (const oldest of held.keys()) {
      if (held.size <= HELD_SHARDS) break
      held.delete(oldest)
    }
  }

  function answer(list: number): HeldShard | undefined {
    const shard = held.get(list)
    if (shard === undefined) return undefined
    if (held.size > HELD_SHARDS / 2) {
      held.delete(list)
      held.set(list, shard)
    }
    return { bytes: shard.bytes, version: shard.version, asOf }
  }

  async function brought(ctx: Reading, list: number, since: EpochMs): Promise<ShardAnswer> {
    for (let tried = 0; tried < MOST_READS; tried += 1) {
      const { isRead, missing } = await join(ctx, list, since)
      if (!isRead) return 'unreadable'
      const found = isFresh(since) ? answer(list) : undefined
      if (found !== undefined) return found
      if (missing.has(list)) return 'missing'
      // Held when this began to wait, and let go of meanwhile: brought by the next read.
    }
    return 'unreadable'
  }

  return {
    shardOf(ctx, list) {
      const since = moment()
      const known = isFresh(since) ? answer(list) : undefined
      return known ?? brought(ctx, list, since)
    },
    wasMissing(list) {
      const now = moment()
      const at = missingAt.get(list)
      return at !== undefined && now - at <= FRESH_MS
    },
    changed() {
      changes += 1
    },
  }
}

/** Two bits of a list; what the database should never hold is none of the states that count as valid. */
const statusValueOf = (stored: number): StatusValue =>
  stored === STATUS.valid || stored === STATUS.invalid || stored === STATUS.suspended ? stored : STATUS.other
