/**
 * The one timeline of a case between two regions: a function of their messages alone, so that both sides, which hold the
 * same messages, show the same. Its head names the last message of each side; two heads tell whether they do hold the same.
 */
import { canonicalJson, sha256Hex } from '@tongban/kernel'
import { MESSAGE_TYPES, type Message, NO_MESSAGE_BEFORE, type RegionCode } from '../message.ts'

export type TimelineEntry = {
  readonly at: number
  readonly by: RegionCode
  readonly seq: number
  readonly type: Message['type']
  readonly id: string
  readonly digest: string
  readonly zh: string
  readonly en: string
  readonly data: Message['data']
}

type Numbered = { readonly message: Message; readonly digest: string }

/**
 * Each region's messages in its own order, woven together by the instants they tell of; of one instant the region of the
 * smaller code goes first. A clock that was set back in between does not turn a region's own order round.
 */
export const timelineOf = (messages: readonly Numbered[]): readonly TimelineEntry[] =>
  [...new Set(messages.map(({ message }) => message.source))]
    .flatMap((region) => inOrder(messages.filter(({ message }) => message.source === region)))
    .toSorted(
      (a, b) =>
        a.from - b.from ||
        (a.entry.by < b.entry.by ? -1 : Number(a.entry.by > b.entry.by)) ||
        a.entry.seq - b.entry.seq,
    )
    .map(({ entry }) => entry)

function inOrder(
  messages: readonly Numbered[],
): readonly { readonly from: number; readonly entry: TimelineEntry }[] {
  let from = 0
  return messages
    .toSorted((a, b) => a.message.seq - b.message.seq)
    .map(({ message: { time, source, seq, type, id, data }, digest }) => {
      const { zh, en } = MESSAGE_TYPES[type]
      const at = Date.parse(time)
      from = Math.max(from, at)
      return { from, entry: { at, by: source, seq, type, id, digest, zh, en, data } }
    })
}

/** The last message of each region of a case, by region code. */
export type CaseHead = {
  readonly [region: RegionCode]: { readonly seq: number; readonly digest: string }
}

export function headOf(
  regions: readonly [RegionCode, RegionCode],
  messages: readonly { readonly message: Pick<Message, 'source' | 'seq'>; readonly digest: string }[],
): CaseHead {
  return Object.fromEntries(
    regions.map((region) => {
      const last = messages
        .filter(({ message }) => message.source === region)
        .toSorted((a, b) => b.message.seq - a.message.seq)[0]
      return [region, { seq: last?.message.seq ?? 0, digest: last?.digest ?? NO_MESSAGE_BEFORE }]
    }),
  )
}

/** One digest for the head of both sides, for comparing at a glance. */
export const headDigest = (caseNumber: string, head: CaseHead): Promise<string> =>
  sha256Hex(canonicalJson({ caseNumber, head }))
