import { expect, test } from 'vitest'
import { type AgreementStatement, readAgreementStatement, signAgreement } from './agreement-signature.ts'
import { AT, HANDLING, makeRegion, RECEIVING, signerOf } from './wire.fixture.ts'

/** Who has signed an agreement, and when. */
const region = await makeRegion()
const other = await makeRegion()
const content: AgreementStatement = {
  act: 'sign',
  agreement: 'chuanyu@1',
  digest: 'a'.repeat(64),
  signer: RECEIVING,
  at: AT,
}
const token = await signAgreement(content, signerOf(region))
const read = async (text = token, keys = region.shown, now = AT) => {
  const result = await readAgreementStatement(text, { region: RECEIVING, keys }, now)
  return result.ok ? result.value : result.failure
}

test('is what was signed read back, and again much later?', async () => {
  expect(await read()).toEqual(content)
  expect(await read(token, region.shown, AT + 10 * 365 * 86_400)).toEqual(content)
})

test('is a key that ran out since still whose it was, and a revoked one nobody’s?', async () => {
  const over = region.shown.map((key) => ({ ...key, until: AT + 1 }))
  expect(await read(token, over, AT + 100)).toEqual(content)
  expect(
    await read(
      token,
      region.shown.map((key) => ({ ...key, until: AT })),
    ),
  ).toBe('unknownKey')
  expect(
    await read(
      token,
      region.shown.map((key) => ({ ...key, revokedAt: AT + 1 })),
      AT + 1,
    ),
  ).toBe('unknownKey')
})

test('does nothing else count?', async () => {
  const [header = '', payload = '', signature = ''] = token.split('.')
  expect(await read(token, other.shown)).toBe('unknownKey')
  expect(await read(`${header}.${payload}.${'A'.repeat(signature.length)}`)).toBe('wrong')
  expect(await read(`${token}=`)).toBe('malformed')
  expect(await read(`${header}.${payload}`)).toBe('malformed')
  expect(await read(await signAgreement({ ...content, signer: HANDLING }, signerOf(region)))).toBe(
    'notTheirs',
  )
  expect(await read(await signAgreement({ ...content, at: AT + 61 }, signerOf(region)))).toBe('time')
  const forged = await signAgreement({ ...content, digest: 'b'.repeat(64) }, signerOf(other))
  expect(await read(`${header}.${forged.split('.')[1]}.${signature}`)).toBe('wrong')
})
