import { WorkerEntrypoint } from 'cloudflare:workers'
import type { HandoverDesk } from '@tongban/services'
import { deskAt } from './desk.ts'

/**
 * What the exchange asks of the Worker that changes the cases of two regions. No HTTP route leads here: only a Worker bound
 * to this entrypoint can call it, and it has checked whose signature each message bears.
 */
export class Desk extends WorkerEntrypoint<object> implements HandoverDesk {
  async apply(...asked: Parameters<HandoverDesk['apply']>) {
    return (await this.desk()).apply(...asked)
  }

  async settle() {
    return (await this.desk()).settle()
  }

  async takeInFile(...asked: Parameters<HandoverDesk['takeInFile']>) {
    return (await this.desk()).takeInFile(...asked)
  }

  async restore(...asked: Parameters<HandoverDesk['restore']>) {
    return (await this.desk()).restore(...asked)
  }

  async catchUp(...asked: Parameters<HandoverDesk['catchUp']>) {
    return (await this.desk()).catchUp(...asked)
  }

  private desk() {
    return deskAt(this.env)((work) => this.ctx.waitUntil(work))
  }
}
