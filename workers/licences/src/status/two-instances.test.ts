import { environmentSchema, logOf, parseEnv, systemClock, systemIds } from '@tongban/http'
import { type Context, licenceIssuer, openRegion, regionEnvironment } from '@tongban/services'
import { licenceByIdentifier } from '@tongban/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { MACHINE } from '../../../../packages/services/src/licences/actor.ts'
import { licenceStatusStatements } from '../../../../packages/services/src/licences/change.ts'
import { licenceSlot } from '../../../../packages/services/src/licences/draw.ts'
import { prepareIssue } from '../../../../packages/services/src/licences/issue.ts'
import { certificateOf } from '../../../../test/certificate.ts'
import { testEnvironment } from '../../../../test/environment.ts'

/**
 * The promise about revocation, with two instances of the built Worker on one database, as two places of the platform
 * are: neither shares memory with the other, and both are kept busy so that each holds the status in memory. The clock
 * is the machine's.
 */
const { TEST_SIGNING_KEY: _, TEST_PARTNER_KEYS: __, TONGBAN_AUDIT_KEY: ___, ...settings } = testEnvironment
const instance = (name: string) => ({
  config: {
    name,
    main: 'workers/licences/src/index.ts',
    compatibility_date: '2026-07-01',
    send_metrics: false,
    vars: settings,
    d1_databases: [
      {
        binding: 'DB',
        database_name: 'tongban',
        database_id: '00000000-0000-4000-8000-000000000000',
        migrations_dir: 'migrations',
      },
    ],
  },
})
const server = createTestHarness({ workers: [instance('licences-here'), instance('licences-there')] })
const here = server.getWorker<{ DB: D1Database }>('licences-here')
const there = server.getWorker<{ DB: D1Database }>('licences-there')
let ctx: Context

beforeAll(async () => {
  await server.listen()
  await here.applyD1Migrations('DB')
  const { DB } = await here.getEnv()
  const env = parseEnv(environmentSchema.extend(regionEnvironment), { ...settings, DB })
  const ports = { clock: systemClock, ids: systemIds, log: logOf('test') }
  ctx = await openRegion(env, ports, { issuer: licenceIssuer })({
    actor: { kind: 'clock', subject: 'test' },
    requestId: 'test',
    after: () => undefined,
  })
}, 60_000)
afterAll(() => server.close())

const holder = { name: '演示甲', birthOn: '1950-01-01', idNumber: '519999195001019010' }

async function issued() {
  const slot = licenceSlot(ctx)
  const [rows] = await ctx.database.read([slot.statement])
  const prepared = await prepareIssue(ctx, [certificateOf(holder, { at: Date.now() })], slot.take(rows))
  if (!prepared.ok) throw new Error(prepared.failure.code)
  expect(await ctx.database.write(prepared.value.statements)).toEqual({ ok: true, value: undefined })
  const [licence] = prepared.value.issued
  if (licence === undefined) throw new Error('nothing was issued')
  return licence
}

async function revoke(identifier: string): Promise<void> {
  const [[row]] = await ctx.database.read([licenceByIdentifier({ identifier })])
  if (row === undefined) throw new Error('no such licence')
  const happening = { type: 'revoke', at: Date.now(), actor: MACHINE, data: {} }
  const { statements } = await licenceStatusStatements(ctx, row, 'revoked', happening)
  expect(await ctx.database.write(statements)).toEqual({ ok: true, value: undefined })
}

type Told = { readonly sentAt: number; readonly valid: boolean; readonly state: string }

/** Guarantee: the door answers by its contract. */
const readVerdict = (value: unknown) => value as Told

async function ask(worker: typeof here, credential: string): Promise<Told> {
  const sentAt = Date.now()
  const response = await worker.fetch('http://region.test/licences/v1/verify', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ credential }),
  })
  const { valid, state } = readVerdict(await response.json())
  return { sentAt, valid, state }
}

test('is a revoked licence refused by both a second after the revocation was answered, and ever after?', async () => {
  const { credential, identifier } = await issued()
  // Both hold the shard, and have read it at different times.
  expect(await ask(here, credential)).toMatchObject({ valid: true })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await ask(there, credential)).toMatchObject({ valid: true })
  await revoke(identifier)
  const answeredAt = Date.now()
  const told: Told[] = []
  const late = () => told.filter(({ sentAt }) => sentAt >= answeredAt + 1_000)
  // However slowly it is answered on a machine that does other things too: some rounds lie behind the second.
  while (Date.now() < answeredAt + 1_200 || late().length < 6) {
    told.push(...(await Promise.all([ask(here, credential), ask(there, credential)])))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(late().filter(({ valid, state }) => valid || state !== 'ended')).toEqual([])
}, 20_000)
