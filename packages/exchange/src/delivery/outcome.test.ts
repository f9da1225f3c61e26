import { expect, test } from 'vitest'
import { refusalOf } from './outcome.ts'

const signedAt = 1_800_000_000_000
const of = (status: number, more: { code?: string; serverTime?: number } = {}) =>
  refusalOf({ status, signedAt, ...more })

test('may what a busy, moved or failing partner answers pass later?', () => {
  for (const status of [301, 404, 405, 408, 409, 425, 429, 500, 502, 503, 504, 599])
    expect(of(status)).toMatchObject({ class: 'retry', failed: status !== 429 })
})

test('is a key that the partner does not know yet no fault of the message?', () => {
  expect(of(401, { code: 'signatureRefused', serverTime: signedAt + 5_000 })).toMatchObject({
    class: 'retry',
  })
  expect(of(401)).toMatchObject({ class: 'retry', reason: 'status 401' })
})

test('is a request told that its time is off sent again by the time it was told?', () => {
  const serverTime = signedAt - 400_000
  expect(of(401, { code: 'signatureRefused', serverTime })).toEqual({
    class: 'clock',
    reason: 'status 401 signatureRefused',
    serverTime,
  })
  // Not authentic is another matter, and another status no time.
  expect(of(503, { serverTime })).toMatchObject({ class: 'retry' })
})

test('is what speaks of the content set apart, and what forbids all of it alike?', () => {
  for (const status of [400, 413, 422]) expect(of(status)).toMatchObject({ class: 'invalid' })
  expect(of(403, { code: 'noAgreement' })).toEqual({ class: 'forbidden', reason: 'status 403 noAgreement' })
})
