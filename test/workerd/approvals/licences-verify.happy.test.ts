import { beforeAll, expect, test, vi } from 'vitest'
import type { IssuedView } from '../../../packages/services/src/licences/issue.ts'
import { certificateOf } from '../../certificate.ts'
import { countTrips } from '../../counted-database.ts'
import { ask, official } from '../../kit.ts'
import { asOfficial, citizen, coldIsolate, DB, NOW, sign, worker } from '../../region.ts'
import {
  bring,
  holderKey,
  issue,
  issueAll,
  reasonsOf,
  revoke,
  shown,
  verify,
  warningsOf,
} from '../../shown-licences.ts'

/** 核验: what anyone is told of a licence, and who is written down for it. */
const holder = citizen('1950-01-01')
let licence: IssuedView
beforeAll(async () => {
  licence = await issue(holder)
})

test('does a fresh licence hold, under both signatures, and is it said as of when?', async () => {
  const answer = await verify(shown(licence))
  expect([answer.status, answer.body.valid, reasonsOf(answer)]).toEqual([200, true, []])
  expect(answer.body).toMatchObject({
    state: 'valid',
    licence: { identifier: licence.identifier, validFrom: '2026-11-01', validUntil: null },
    issuer: { region: '510116', alg: 'ES256', also: ['SM2-SM3'], authority: '成都市双流区民政局（演示）' },
    claims: { holderName: holder.name, amountYuan: 200 },
    status: { value: 0, maxStalenessSeconds: 1 },
  })
  expect(warningsOf(answer)).toEqual(['demonstration'])
  const { asOf } = answer.body.status as { asOf: number }
  expect(NOW - asOf).toBeLessThanOrEqual(1_000)
})

test('does the code on its paper hold, and is a copy spoken of?', async () => {
  const answer = await verify({ paper: licence.paper })
  expect([answer.status, answer.body.valid, reasonsOf(answer)]).toEqual([200, true, []])
  expect(warningsOf(answer)).toContain('paper:copy')
})

test('is what the holder keeps back not told?', async () => {
  const [jwt] = licence.credential.split('~')
  const answer = await verify({ credential: `${jwt}~` })
  expect([answer.body.valid, answer.body.claims]).toEqual([true, {}])
})

test('does the holder’s proof of possession hold once for a nonce, and never again?', async () => {
  const device = await holderKey()
  const bound = await issue(citizen('1950-01-01', 905), { holderKey: device.jwk })
  const asked = { nonce: 'nonce-0001', aud: 'https://bank.example' }
  const credential = await device.present(bound.credential, asked)
  expect((await verify({ credential, ...asked })).body.valid).toBe(true)
  const again = await verify({ credential, ...asked })
  expect([again.status, again.body.valid, reasonsOf(again)]).toEqual([200, false, ['keyBinding:replayed']])
  const newly = { ...asked, nonce: 'nonce-0002' }
  expect(
    (await verify({ credential: await device.present(bound.credential, newly), ...newly })).body.valid,
  ).toBe(true)
})

test.each([
  ['suspended', 'suspend', 'suspended', 'status:suspended'],
  ['revoked', 'revoke', 'ended', 'status:ended'],
  ['cancelled', 'cancel', 'ended', 'status:ended'],
  ['transferredOut', 'transferOut', 'ended', 'status:other'],
] as const)(
  'is one that is %s refused a second later, in every isolate?',
  async (state, act, said, reason) => {
    const other = await issue(citizen('1950-01-01', 906))
    const another = coldIsolate()
    expect((await verify(shown(other))).body.valid).toBe(true)
    expect((await verify(shown(other), null, another)).body.valid).toBe(true)
    await bring(other.identifier, state, act)
    vi.setSystemTime(Date.now() + 1_001)
    for (const send of [worker, another, coldIsolate()]) {
      const answer = await verify(shown(other), null, send)
      expect([answer.body.valid, answer.body.state, reasonsOf(answer)]).toEqual([false, said, [reason]])
    }
  },
)

test('does one that was suspended and restored hold again?', async () => {
  const other = await issue(citizen('1950-01-01', 907))
  await bring(other.identifier, 'suspended', 'suspend')
  await bring(other.identifier, 'valid', 'restore')
  vi.setSystemTime(Date.now() + 1_001)
  expect((await verify(shown(other))).body.valid).toBe(true)
})

test('is no database asked for a visitor while the statuses are a second old?', async () => {
  const trips = countTrips(DB)
  const send = coldIsolate({ DB: trips.counted })
  await verify(shown(licence), null, send)
  trips.taken()
  for (let at = 0; at < 5; at += 1) expect((await verify(shown(licence), null, send)).body.valid).toBe(true)
  expect(trips.taken()).toBe(0)
  vi.setSystemTime(Date.now() + 1_001)
  await verify(shown(licence), null, send)
  expect(trips.taken()).toBe(1)
})

test('do requests at once share one reading of the statuses?', async () => {
  const trips = countTrips(DB)
  const send = coldIsolate({ DB: trips.counted })
  const answers = await Promise.all(Array.from({ length: 8 }, () => verify(shown(licence), null, send)))
  expect(answers.map(({ body }) => body.valid)).toEqual(answers.map(() => true))
  expect(trips.taken()).toBe(1)
})

test('is an official who states what for answered, and is that written down?', async () => {
  const token = await sign('window-1', official('window', 'services'))
  const use = { reason: 'counter' }
  const answer = await verify({ ...shown(licence), use }, token)
  expect([answer.status, answer.body.valid]).toEqual([200, true])
  const row = await DB.prepare("SELECT * FROM licence_uses WHERE way = 'credential'").first()
  expect(row).toMatchObject({
    identifier: licence.identifier,
    actor_kind: 'official',
    purpose: 'counter',
    state: 'valid',
    department: 'services',
  })
  expect(JSON.stringify(row)).not.toContain(holder.idNumber)
})

test('does an official find a licence by its identifier and its holder, and is that written down?', async () => {
  const token = await sign('window-1', official('window', 'services'))
  const by = { idKind: 'residentId', idNumber: holder.idNumber }
  const use = { reason: 'handleCase', caseNumber: licence.identifier }
  const refused = await verify({ identifier: licence.identifier, holder: by, use }, token)
  expect([refused.status, refused.body.code]).toEqual([422, 'invalidInput'])
  const answer = await verify(
    { identifier: licence.identifier, holder: by, claims: ['holderName'], use: { reason: 'counter' } },
    token,
  )
  expect([answer.status, answer.body.valid]).toEqual([200, true])
  expect(answer.body.claims).toEqual({ holderName: holder.name })
  const row = await DB.prepare("SELECT * FROM licence_uses WHERE way = 'identifier'").first()
  expect(row).toMatchObject({ identifier: licence.identifier, purpose: 'counter' })
})

test('is each of a batch answered in its place, with one load of a list?', async () => {
  const many = await issueAll(
    Array.from({ length: 12 }, (_, at) => certificateOf(citizen('1949-01-01', 900 + at))),
  )
  await revoke(many[3]?.identifier ?? '')
  const trips = countTrips(DB)
  const send = coldIsolate({ DB: trips.counted })
  const token = await sign('supervisor-1', official('supervisor', 'services'))
  const items = [...many.map(shown), { paper: licence.paper }, { credential: 'x' }]
  const answer = await ask(send, token, 'POST', '/licences/v1/verify/batch', {
    items,
    use: { reason: 'supervise' },
  })
  const verdicts = answer.body.verdicts as { valid: boolean; state: string }[]
  expect([answer.status, verdicts.map(({ valid }) => valid)]).toEqual([
    200,
    [...many.map((_, at) => at !== 3), true, false],
  ])
  expect(verdicts.at(-1)?.state).toBe('invalid')
  // One for the statuses, one for the record of use.
  expect(trips.taken()).toBe(2)
  const { used } = (await DB.prepare(
    "SELECT count(*) AS used FROM licence_uses WHERE purpose = 'supervise'",
  ).first<{ used: number }>()) ?? { used: 0 }
  expect(used).toBe(many.length + 1)
})

test('may a supervisor verify a batch, and is a hundred the most?', async () => {
  const items = Array.from({ length: 101 }, () => shown(licence))
  const answer = await asOfficial('supervisor', 'POST', '/licences/v1/verify/batch', {
    items,
    use: { reason: 'supervise' },
  })
  expect([answer.status, answer.body.code]).toEqual([422, 'invalidInput'])
})

test('is a whole licence file taken as it was kept, alone and in a batch, and one that was changed refused?', async () => {
  const { identifier, validFrom, ...rest } = licence
  expect(licence.format).toBe('tongban-licence/1')
  const { format, credential, signatures, renditions, paper } = licence
  for (const body of [
    licence,
    { format, credential, signatures, renditions, paper },
    { ...licence, paper: null },
  ]) {
    const answer = await verify(body)
    expect([answer.status, answer.body.valid, reasonsOf(answer)]).toEqual([200, true, []])
  }
  const other = await issue(citizen('1950-01-01', 931))
  for (const changed of [
    { ...licence, identifier: other.identifier },
    { ...licence, validFrom: '2020-01-01' },
    { ...rest, identifier, validFrom, validUntil: '2099-12-31' },
    { ...licence, paper: other.paper },
  ]) {
    const answer = await verify(changed)
    expect([answer.status, answer.body.valid, reasonsOf(answer)]).toEqual([200, false, ['file:differs']])
  }
  const token = await sign('supervisor-2', official('supervisor', 'services'))
  const batch = { items: [licence], use: { reason: 'supervise' } }
  const { body } = await ask(worker, token, 'POST', '/licences/v1/verify/batch', batch)
  expect(body.verdicts).toMatchObject([{ valid: true }])
})

test('is what is malformed in a batch answered in its place, and the others verified?', async () => {
  const token = await sign('supervisor-3', official('supervisor', 'services'))
  const items = [
    shown(licence),
    5,
    { credential: 1 },
    {},
    { credential: 'x', code: 'y' },
    { identifier: licence.identifier },
    { format: 'other', credential: 'x' },
    shown(licence),
  ]
  const use = { reason: 'supervise' }
  const answer = await ask(worker, token, 'POST', '/licences/v1/verify/batch', { items, use })
  const verdicts = answer.body.verdicts as { valid: boolean; reasons: { code: string; zh: string }[] }[]
  expect([answer.status, verdicts.map(({ valid }) => valid)]).toEqual([
    200,
    [true, false, false, false, false, false, false, true],
  ])
  for (const [at, { reasons }] of verdicts.slice(1, 7).entries())
    expect(reasons).toMatchObject([
      { code: 'request:malformed', zh: expect.stringContaining(`/items/${at + 1}`) },
    ])
})
