import type { Courier, InHand, MessageDraft, SealedMessage } from '@tongban/exchange'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'

/**
 * The courier of a test without exchange keys: it numbers and digests as the real one does and keeps what would be sealed
 * beside the message, by its id. Nothing is sent; who was to be sent to is noted.
 */
export type MemoryCourier = Courier & {
  readonly drafts: readonly MessageDraft[]
  readonly sent: readonly (readonly string[])[]
  /** What was handed on with it, already leased. */
  readonly handed: readonly (InHand | undefined)[]
  /** What was to be sealed in the last message of this type. */
  readonly personalOf: (type: MessageDraft['type']) => Json
}

export function memoryCourier(source: string): MemoryCourier {
  const drafts: MessageDraft[] = []
  const sent: (readonly string[])[] = []
  const handed: (InHand | undefined)[] = []
  return {
    drafts,
    sent,
    handed,
    personalOf: (type) => drafts.findLast((draft) => draft.type === type)?.personal ?? null,
    async seal(all) {
      drafts.push(...all)
      const heads = new Map<string, string>()
      const sealed: SealedMessage[] = []
      for (const { at, personal: _, office: __, ...draft } of all) {
        const line = `${draft.to}|${draft.subject}`
        const message = {
          ...draft,
          specversion: '1.0',
          source,
          time: new Date(at).toISOString(),
          datacontenttype: 'application/json',
          previous: heads.get(line) ?? draft.previous,
        } as const
        const body = canonicalJson(message)
        const digest = await sha256Hex(body)
        heads.set(line, digest)
        sealed.push({ message, body, digest })
      }
      return sealed
    },
    async send(partners, inHand) {
      sent.push(partners)
      handed.push(inHand)
    },
    keys: async () => [],
  }
}
