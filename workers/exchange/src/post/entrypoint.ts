import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Courier, InHand, MessageDraft, SealedMessage } from '@tongban/exchange'
import type { PartnerKey } from '@tongban/exchange/wire'
import { courierOf } from '@tongban/services'
import { connectCall } from '../connect.ts'

/**
 * What the Workers in which cases change ask of the one that holds the exchange keys. No HTTP route leads here: only a
 * Worker bound to this entrypoint can call it. It seals messages as described, never bytes handed in.
 */
export class Post extends WorkerEntrypoint<object> implements Courier {
  async seal(drafts: readonly MessageDraft[]): Promise<readonly SealedMessage[]> {
    return courierOf(await this.context()).seal(drafts)
  }

  async send(partners: readonly string[], inHand?: InHand): Promise<void> {
    await courierOf(await this.context()).send(partners, inHand)
  }

  async keys(): Promise<readonly PartnerKey[]> {
    return courierOf(await this.context()).keys()
  }

  private context() {
    return connectCall(this.env, (work) => this.ctx.waitUntil(work))
  }
}
