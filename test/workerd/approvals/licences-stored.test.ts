import { beforeEach, expect, test, vi } from 'vitest'
import type { IssuedView } from '../../../packages/services/src/licences/issue.ts'
import { asHolder, shown as present, redeem } from '../../issued-licences.ts'
import { official } from '../../kit.ts'
import { citizen, coldIsolate, must, NOW, sign } from '../../region.ts'
import { bring, issue, reasonsOf, shown, verify } from '../../shown-licences.ts'

/** A licence that is found by its row: what its row says counts at once, whatever the list in memory still says. */
const holder = citizen('1950-01-01', 931)
const send = coldIsolate()
let licence: IssuedView
beforeEach(async () => {
  vi.setSystemTime(NOW)
  licence = await issue(holder)
  // The isolate holds its list, and will not ask for it again within this second.
  expect((await verify(shown(licence), null, send)).body.valid).toBe(true)
})

const byIdentifier = async () => {
  const token = await sign('inspector-1', official('window', 'services'))
  const body = { identifier: licence.identifier, holder: { idKind: 'residentId', idNumber: holder.idNumber } }
  return verify({ ...body, use: { reason: 'counter' } }, token, send)
}
const byCode = async () => redeem(must(await present(holder, licence.identifier), 201).body.code, send)
const lastUse = async () => {
  const { body } = must(
    await asHolder(holder, 'GET', `/licences/v1/licences/${licence.identifier}/uses`),
    200,
  )
  return (body.uses as { way: string; state: string }[])[0]
}

const STRICTER = [
  ['suspended', 'suspend', 'suspended', 'status:suspended', 2],
  ['revoked', 'revoke', 'ended', 'status:ended', 1],
  ['transferredOut', 'transferOut', 'ended', 'status:other', 3],
] as const

test.each(STRICTER)(
  'is one found by its identifier %s at once, and recorded as it was told?',
  async (state, act, told, reason, value) => {
    await bring(licence.identifier, state, act)
    const answer = await byIdentifier()
    expect([answer.status, answer.body.valid, answer.body.state]).toEqual([200, false, told])
    expect([reasonsOf(answer), answer.body.status]).toMatchObject([[reason], { value, asOf: NOW }])
    expect(await lastUse()).toMatchObject({ way: 'identifier', state: told })
  },
)

test.each(STRICTER)(
  'is one whose code was shown %s at once, and recorded as it was told?',
  async (state, act, told, reason) => {
    const { body } = must(await present(holder, licence.identifier), 201)
    await bring(licence.identifier, state, act)
    const answer = await redeem(body.code, send)
    expect([answer.status, answer.body.valid, answer.body.state, reasonsOf(answer)]).toEqual([
      200,
      false,
      told,
      [reason],
    ])
    expect(await lastUse()).toMatchObject({ way: 'code', state: told })
  },
)

test('does a row that holds make nothing valid that the list says is not?', async () => {
  await bring(licence.identifier, 'suspended', 'suspend')
  vi.setSystemTime(NOW + 1_001)
  expect((await verify(shown(licence), null, send)).body.state).toBe('suspended')
  await bring(licence.identifier, 'valid', 'restore')
  expect((await byIdentifier()).body.state).toBe('suspended')
  const told = await byCode()
  expect(told.body.state).toBe('suspended')
  expect(await lastUse()).toMatchObject({ way: 'code', state: 'suspended' })
})
