import { WorkerEntrypoint } from 'cloudflare:workers'
import { environmentSchema, logOf, parseEnv, systemClock, systemIds } from '@tongban/http'
import {
  type BulletinToSign,
  type Context,
  eraseCases,
  type Keeper,
  openRegion,
  regionEnvironment,
  sealDays,
  signBulletin,
} from '@tongban/services'
import { ADAPTERS } from '../adapters.ts'

/**
 * What the job runner asks of the one Worker that holds the audit key. No HTTP route leads here: only a Worker bound to
 * this entrypoint can call it.
 */
export class Evidence extends WorkerEntrypoint<object> implements Keeper {
  async sealDays(): Promise<string> {
    return sealDays(await this.context())
  }

  async eraseCases(): Promise<string> {
    return eraseCases(await this.context())
  }

  async signBulletin(draft: BulletinToSign): Promise<string | null> {
    return signBulletin(await this.context(), draft)
  }

  private async context(): Promise<Context> {
    const env = parseEnv(environmentSchema.extend(regionEnvironment), this.env)
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('casework') }, ADAPTERS)
    return open({
      actor: { kind: 'clock', subject: 'cron' },
      requestId: systemIds.uuid(),
      after: (work) => this.ctx.waitUntil(work),
    })
  }
}
