import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Applied, CaseTaker, OpenedMessage } from '@tongban/exchange'
import { takerOf } from './taker.ts'

/**
 * What the exchange asks of the Worker that decides applications: to take over one that a partner region has handed in. No
 * HTTP route leads here: only a Worker bound to this entrypoint can call it.
 */
export class Taking extends WorkerEntrypoint<object> implements CaseTaker {
  apply(opened: OpenedMessage): Promise<Applied> {
    return takerOf(this.env)(opened, (work) => this.ctx.waitUntil(work))
  }
}
