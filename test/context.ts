import { env } from 'cloudflare:workers'
import { environmentSchema, logOf, parseEnv, systemClock, systemIds } from '@tongban/http'
import type { Actor } from '@tongban/kernel'
import {
  type Adapters,
  auditKeyRing,
  type Context,
  factSources,
  fileBucket,
  licenceIssuer,
  messageChannels,
  nationalPlatform,
  noticeGateway,
  openRegion,
  openRulePlans,
  regionEnvironment,
  renditionService,
  sealingService,
  superiorPlatform,
} from '@tongban/services'

const ALL = {
  plans: openRulePlans,
  sources: factSources,
  notifier: noticeGateway,
  channels: messageChannels,
  sealer: sealingService,
  superior: superiorPlatform,
  national: nationalPlatform,
  renditionMaker: renditionService,
  files: fileBucket,
  auditKeys: auditKeyRing,
  issuer: licenceIssuer,
} satisfies Adapters

/** What the services are given in the region of a workerd test; `change` replaces bindings. */
export async function contextOf(actor: Actor, change: object = {}): Promise<Context> {
  const settings = parseEnv(environmentSchema.extend(regionEnvironment), { ...env, ...change })
  const open = openRegion(settings, { clock: systemClock, ids: systemIds, log: logOf('test') }, ALL)
  return open({ actor, requestId: 'test', after: () => undefined })
}

export const clockContext = (change: object = {}) => contextOf({ kind: 'clock', subject: 'cron' }, change)
