import { expect, test } from 'vitest'
import { asApp, issueKeyTo } from '../../issued-licences.ts'
import { ask } from '../../kit.ts'
import { citizen, coldIsolate, everyRow, must, tokenOf } from '../../region.ts'
import { issue, shown, verify } from '../../shown-licences.ts'

/** A licences Worker to which its keys, or the origin of its region, were not given: it says so, and does the rest. */
const LACKING = [
  ['its keys', { TONGBAN_ISSUER_KEYS: undefined }],
  ['the origin of the region', { TONGBAN_PUBLIC_ORIGIN: undefined }],
  ['both, which are empty', { TONGBAN_ISSUER_KEYS: '', TONGBAN_PUBLIC_ORIGIN: '' }],
] as const

test.each(LACKING)('without %s, is it said what is not configured?', async (_, change) => {
  const send = coldIsolate(change)
  const licence = await issue()
  const key = await issueKeyTo(['verify', 'verify:batch', 'redeem'])
  const before = await everyRow()
  const get = (path: string) => ask(send, null, 'GET', path)
  const answers = [
    await get('/licences/.well-known/jwt-vc-issuer'),
    await get('/.well-known/jwt-vc-issuer/licences'),
    await get('/licences/trust-bundle'),
    await get('/licences/status'),
    await get('/licences/status/1'),
    await verify(shown(licence), null, send),
    await ask(send, null, 'POST', '/licences/v1/presentations/redeem', { code: '0'.repeat(26) }),
  ]
  for (const { status, body } of answers) expect([status, body.code]).toEqual([503, 'licencesNotConfigured'])
  expect(answers[0]?.text).toContain('TONGBAN_ISSUER_KEYS')
  // Nothing was counted or used up.
  expect(await everyRow()).toEqual(before)
  const batch = await asApp(key, '/licences/v1/verify/batch', { items: [shown(licence)] }, send)
  expect([batch.status, batch.body.code]).toEqual([503, 'licencesNotConfigured'])
})

test.each(LACKING)('without %s, does a holder read his own?', async (_, change) => {
  const holder = citizen('1950-01-01', 941)
  const { identifier } = await issue(holder)
  const send = coldIsolate(change)
  const token = await tokenOf(holder)
  must(await ask(send, token, 'GET', `/licences/v1/licences/${identifier}`), 200)
  must(await ask(send, null, 'GET', '/licences/v1/types'), 200)
})
