import type { EpochMs } from '@tongban/kernel'
import { decryptField, mask } from '@tongban/privacy'
import type { EndpointRow } from '@tongban/store'
import type { Context } from '../../context.ts'
import { type ReceiverView, receiverViewer } from '../deliver/receivers.ts'
import { addressPlace } from './keys.ts'

/** An endpoint as administrators see it: of an address or a number the ends alone, of a key nothing. */
export type EndpointView = {
  readonly id: string
  readonly channel: string
  readonly receiver: ReceiverView
  readonly address: string
  readonly state: string
  readonly createdAt: EpochMs
  readonly verifiedAt: EpochMs | null
  readonly disabledAt: EpochMs | null
  /** Until when the signing key before the present one signs too. */
  readonly previousUntil: EpochMs | null
  /** Until when a challenge can be answered; null where none is open. */
  readonly challengeUntil: EpochMs | null
}
/** With the signing key, which is shown this once; null of e-mail and SMS, which have none. */
export type EndpointSecretView = EndpointView & { readonly signingKey: string | null }

export async function endpointView(
  ctx: Context,
  row: EndpointRow,
  describe = receiverViewer(ctx),
): Promise<EndpointView> {
  const { id, channel, state, createdAt, verifiedAt, disabledAt, previousUntil, challengeUntil } = row
  const address = await decryptField(ctx.keys, addressPlace(id), row.addressEnc)
  const now = ctx.clock.now()
  return {
    id,
    channel,
    receiver: await describe(row.receiver),
    address: address.ok ? masked(channel, address.value) : '******',
    state,
    createdAt,
    verifiedAt,
    disabledAt,
    previousUntil: previousUntil !== null && previousUntil > now ? previousUntil : null,
    challengeUntil: challengeUntil !== null && challengeUntil > now ? challengeUntil : null,
  }
}

/** `z***@example.cn`, `138****5678`; of a URL its host, since a path may hold a secret of the receiver’s. */
function masked(channel: string, address: string): string {
  if (channel === 'sms') return mask('phone', address)
  if (channel === 'webhook') return `${URL.parse(address)?.origin ?? ''}/***`
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at > 1 ? 1 : 0)}***${address.slice(at)}`
}
