import { randomBytes } from 'node:crypto'
import type { MessageDraft, SealedMessage } from '@tongban/exchange'
import { sealDrafts } from '@tongban/exchange/wire'
import { systemIds } from '@tongban/http'
import { makeCaseNumber } from '@tongban/kernel'
import { type ExchangeRegion, HANDLES, HANDS_OVER, ITEM, OFFICE } from './regions.ts'

/**
 * Applications handed over, each a case of its own, as the product seals them: the content is a JWE of 2 kB to the key of
 * the office there. Sealing belongs to the change of the case, not to its delivery, and is done beforehand.
 */
/** Header, wrapped key, nonce and tag of the JWE take the rest. */
const CONTENT_CHARACTERS = 1_235
/** At once; each waits for the platform's threads. */
const AT_ONCE = 500

export type Sealing = {
  readonly partner: ExchangeRegion
  readonly now: number
  readonly route: string
  readonly agreement: string
}

export async function makeMessages(
  count: number,
  first: number,
  { partner, now, route, agreement }: Sealing,
): Promise<readonly SealedMessage[]> {
  const today = new Date(now).toISOString().slice(0, 10)
  const keysOf = () => partner.shown
  const sealed: SealedMessage[] = []
  for (let from = 0; from < count; from += AT_ONCE) {
    const drafts = Array.from(
      { length: Math.min(AT_ONCE, count - from) },
      (_, at): MessageDraft => ({
        id: systemIds.uuid(),
        type: 'case.submitted',
        to: HANDLES,
        subject: makeCaseNumber(HANDS_OVER, today, first + from + at + 1),
        at: now,
        seq: 1,
        previous: '0'.repeat(64),
        agreement,
        route,
        data: {
          itemCode: ITEM,
          itemVersion: '2026-01',
          situation: 'ownAccount',
          mode: 'online',
          channel: 'web',
          receivedAt: now,
          transferredAt: now,
          path: [HANDS_OVER],
          applicationDigest: randomBytes(32).toString('hex'),
        },
        personal: {
          text: randomBytes(CONTENT_CHARACTERS).toString('base64url').slice(0, CONTENT_CHARACTERS),
        },
        office: OFFICE,
      }),
    )
    sealed.push(...(await sealDrafts({ region: HANDS_OVER, now, keysOf }, drafts)))
  }
  return sealed
}
