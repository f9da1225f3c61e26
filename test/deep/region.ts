import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { TrustedRegion } from '@tongban/verifier'
import { deliverRegistries } from '../../scripts/demo/deliver.ts'
import { officialsOf } from '../../scripts/demo/officials.ts'
import { publishRules } from '../../scripts/demo/publish.ts'
import { environmentOf } from '../../scripts/region/environment.ts'
import { CONFIGS, placesOf } from '../../scripts/region/places.ts'
import { assertPortFree } from '../../scripts/region/port.ts'
import { endGroup } from '../../scripts/region/process-file.ts'
import { membersOf } from '../../scripts/region/processes.ts'
import { waitUntilReady } from '../../scripts/region/ready.ts'
import { originOf, otherThan, REGIONS, type Region } from '../../scripts/region/regions.ts'
import { openSecrets } from '../../scripts/region/secrets.ts'
import { applyMigrations, serve } from '../../scripts/region/wrangler.ts'
import { todayInShanghai } from '../../scripts/seed/day.ts'
import { peopleOf } from '../../scripts/seed/people.ts'
import type { Person } from '../../scripts/seed/person.ts'
import { registriesOf } from '../../scripts/seed/registries.ts'
import { type Bearer, signToken } from '../../scripts/token/sign.ts'
import { freePort } from '../e2e/local-server.ts'

/**
 * One region as the start script runs it, in a folder of its own and on a free port: a process group with its own
 * registry and database, which can be killed whole and started again over what it left.
 */
export const CODE = '510116'

export type Outbound = Readonly<Record<`TONGBAN_${string}`, string>>
export type Place = Awaited<ReturnType<typeof openPlace>>

export async function openPlace(outbound: Outbound, code = CODE) {
  const root = await mkdtemp(resolve(tmpdir(), 'tongban-deep-'))
  const places = placesOf(code, root)
  const secrets = await openSecrets(code, places)
  for (const folder of [places.log, places.registry]) await mkdir(folder, { recursive: true })
  const { zh, en } = REGIONS.find((each) => each.code === code) ?? { zh: code, en: code }
  const region: Region = { code, zh, en, port: await freePort() }
  const origin = originOf(region)
  const today = todayInShanghai(Date.now())
  const people = peopleOf(code, today)
  const sign = (bearer: Bearer) => signToken(code, secrets, bearer)
  const officials = officialsOf(code)
  /** The process group that serves now. */
  let group: number | undefined

  const signal = (name: NodeJS.Signals) => {
    if (group !== undefined && membersOf(group).length > 0) process.kill(-group, name)
  }
  // Whatever ends this process, nothing it started outlives it.
  process.on('exit', () => signal('SIGKILL'))

  return {
    origin,
    places,
    people,
    today,
    tokenOf: ({ name, idNumber }: Person) =>
      sign({ kind: 'applicant', name, idNumber, idKind: 'residentId', realNameLevel: 'L3' }),
    officialToken: (role: keyof typeof officials) => sign(officials[role]),
    region,
    secrets,
    /** Migrates and starts, and answers once this very start serves. */
    async start(trusted: readonly TrustedRegion[] = []) {
      await assertPortFree(region)
      const bootId = crypto.randomUUID()
      const env = { ...environmentOf(region, places, secrets, trusted, bootId), ...outbound }
      await applyMigrations(region, places, env)
      const child = serve(region, places, env, CONFIGS)
      group = child.pid
      const ended = new AbortController()
      child.once('exit', () => ended.abort())
      await waitUntilReady(region, places, bootId, ended.signal)
      if (ended.signal.aborted) throw new Error('the region ended while it was starting')
    },
    async setUp() {
      const [admin, drafter, approver] = await Promise.all(
        [officials.admin, officials.drafter, officials.approver].map(sign),
      )
      if (!admin || !drafter || !approver) throw new Error('no tokens')
      await deliverRegistries(region, admin, registriesOf(code, otherThan(code), today, people))
      await publishRules(region, { drafter, approver }, today)
    },
    /** The processes that serve it. */
    running: () => (group === undefined ? [] : membersOf(group)),
    /** kill -9 of all its processes at once, this very moment. */
    kill() {
      if (group === undefined) throw new Error('not started')
      process.kill(-group, 'SIGKILL')
    },
    /** Until none of its processes is left. */
    async untilGone() {
      while (group !== undefined && membersOf(group).length > 0) await wait(20)
    },
    stop: async () => {
      if (group !== undefined) await endGroup(group)
    },
    remove: () => rm(root, { recursive: true, force: true }),
  }
}
