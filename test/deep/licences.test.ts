import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openTrust, readStatusToken, statusAt, type Trust } from '@tongban/verifier'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicIssuerKeys } from '../../scripts/region/issuer-keys.ts'
import { ROOT } from '../../scripts/region/places.ts'
import { p50, rounded } from './figures.ts'
import { type LicencesPlace, openLicencesPlace } from './licences-place.ts'
import { bytesOf, fillLicences, LICENCES, LISTS, type RealLicence } from './many-licences.ts'
import { CODE } from './region.ts'

/**
 * The licences Worker over ten million licences: what a verification takes, what a revocation takes until the list shows
 * it, and how much memory all the lists of such a region take. The figures go into `docs/deep/licences.json`.
 */
const REVOCATIONS = 40
const REVOCATION_MS = 50
const GROWTH_MB = 64
/** An isolate asks for what changed once a second; the list that is fetched after this is made anew. */
const STALE_MS = 1_050
const REPORT = resolve(ROOT, 'docs/deep/licences.json')

let place: LicencesPlace
let real: readonly RealLicence[]
let trust: Trust
const figures: Record<string, unknown> = {}

beforeAll(async () => {
  place = await openLicencesPlace()
  await place.start()
  await place.migrate()
  await place.stop()
  const startedAt = performance.now()
  real = await fillLicences(place)
  figures.filledInSeconds = Math.round((performance.now() - startedAt) / 1000)
  figures.databaseMb = Math.round(bytesOf(place.databaseFile()) / 2 ** 20)
  await place.start()
  const { issuer } = place
  const keys = publicIssuerKeys(place.secrets.issuerKeys)
  trust = await openTrust([
    { region: CODE, name: { zh: '', en: '' }, issuer, statusBase: `${issuer}/status/`, keys },
  ])
}, 1_800_000)
afterAll(async () => {
  await place.stop()
  place.remove()
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? 'unknown' }
  const report = {
    command: 'npx vitest run --config vitest.kill.config.ts licences',
    machine,
    licences: LICENCES,
    lists: LISTS,
    ...figures,
  }
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`)
})

async function verify(credential: string) {
  const startedAt = performance.now()
  const response = await place.ask('/licences/v1/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ credential }),
  })
  const verdict: { valid?: boolean; reasons?: readonly { code: string }[] } = await response.json()
  return { ms: performance.now() - startedAt, status: response.status, verdict }
}

test('do the lists of ten million licences fit into a small share of memory, and is each verified in no time?', async () => {
  expect((await verify('nothing')).verdict.valid).toBe(false)
  await wait(2_000)
  const before = place.memory()
  const times = { firstOfItsList: [] as number[], others: [] as number[] }
  const seen = new Set<number>()
  for (const { credential, list } of real) {
    const { ms, verdict } = await verify(credential)
    if (verdict.valid !== true) throw new Error(`not valid: ${JSON.stringify(verdict)}`)
    times[seen.has(list) ? 'others' : 'firstOfItsList'].push(ms)
    seen.add(list)
  }
  const lists: number[] = []
  const tokens: string[] = []
  for (let list = 1; list <= LISTS; list += 1) {
    const startedAt = performance.now()
    const response = await place.ask(`/licences/status/${list}`)
    tokens.push(await response.text())
    lists.push(performance.now() - startedAt)
    expect(response.status).toBe(200)
  }
  const after = place.memory()
  const growthMb = rounded(after.nowMb - before.nowMb)
  figures.verifications = real.length
  figures.verifyP50Ms = rounded(p50(times.others))
  figures.verifyFirstOfItsListP50Ms = rounded(p50(times.firstOfItsList))
  figures.listP50Ms = rounded(p50(lists))
  figures.residentMb = {
    started: rounded(before.nowMb),
    afterAllLists: rounded(after.nowMb),
    growth: growthMb,
    peakGrowth: rounded(after.peakMb - before.nowMb),
  }
  figures.listCharactersP50 = p50(tokens.map(({ length }) => length))
  expect(seen.size).toBe(LISTS)
  for (const licence of real) expect(await statusOf(tokens[licence.list - 1] ?? '', licence)).toBe(0)
  expect(growthMb).toBeLessThanOrEqual(GROWTH_MB)
})

test('is a licence revoked, and its list signed anew and fetched, within a moment?', async () => {
  const headers = { authorization: `Bearer ${await place.headToken()}`, 'content-type': 'application/json' }
  const times = { revoke: [] as number[], list: [] as number[], both: [] as number[] }
  const step = Math.floor(real.length / REVOCATIONS)
  for (let round = 0; round < REVOCATIONS; round += 1) {
    const licence = real[round * step]
    if (licence === undefined) throw new Error('too few licences')
    await wait(STALE_MS)
    const startedAt = performance.now()
    const revoked = await place.ask(`/licences/v1/licences/${licence.identifier}/annul`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        reason: '经复核不符合条件',
        ground: 'unqualified',
        orderNumber: `川双民撤〔2026〕${round + 1}号`,
      }),
    })
    const answer = await revoked.text()
    const answeredAt = performance.now()
    const token = await (await place.ask(`/licences/status/${licence.list}`)).text()
    const endedAt = performance.now()
    expect([revoked.status, answer.slice(0, 300)]).toEqual([200, expect.stringContaining('annulled')])
    expect(await statusOf(token, licence)).toBe(1)
    const { verdict } = await verify(licence.credential)
    expect([verdict.valid, verdict.reasons?.map(({ code }) => code)]).toEqual([false, ['status:ended']])
    times.revoke.push(answeredAt - startedAt)
    times.list.push(endedAt - answeredAt)
    times.both.push(endedAt - startedAt)
  }
  figures.revocations = REVOCATIONS
  figures.revokeP50Ms = rounded(p50(times.revoke))
  figures.listAfterRevocationP50Ms = rounded(p50(times.list))
  figures.revokeAndListP50Ms = rounded(p50(times.both))
  expect(p50(times.both)).toBeLessThanOrEqual(REVOCATION_MS)
})

async function statusOf(token: string, { list, index }: RealLicence): Promise<number | undefined> {
  const shard = await readStatusToken(token, {
    uri: `${place.issuer}/status/${list}`,
    trust,
    now: Date.now(),
  })
  if ('fault' in shard) throw new Error(shard.fault.en)
  return statusAt(shard, index)
}
