import { expect, test } from 'vitest'
import { digestOf } from '../wire/digest.ts'
import { messageSchema } from '../wire/envelope.ts'
import { A, B, makeBundle, sides } from './bundle.fixture.ts'
import { headDigest, headOf, timelineOf } from './timeline.ts'
import { verifyEvidence } from './verify.ts'

const messagesOf = async () => {
  const bundle = await makeBundle(await sides())
  return Promise.all(
    bundle.messages.map(async ({ body }) => {
      const message = messageSchema.parse(JSON.parse(body))
      return { message, digest: await digestOf(message) }
    }),
  )
}

test('do both sides show the same timeline and head, in whatever order they hold the messages?', async () => {
  const messages = await messagesOf()
  const turned = messages.toReversed()
  expect(timelineOf(turned)).toEqual(timelineOf(messages))
  expect(headOf([A, B], turned)).toEqual(headOf([A, B], messages))
})

test('does a clock set back not turn the order of a region round?', async () => {
  const messages = (await messagesOf()).map((each) =>
    each.message.type === 'case.decided'
      ? { ...each, message: { ...each.message, time: '2026-01-01T00:00:00.000Z' } }
      : each,
  )
  const types = timelineOf(messages).map(({ type }) => type)
  expect(types.indexOf('case.decided')).toBeGreaterThan(types.indexOf('case.accepted'))
})

test('does a message more, or another, give another head?', async () => {
  const messages = await messagesOf()
  const digests = await Promise.all(
    [
      messages,
      messages.slice(1),
      messages.slice(0, -1),
      messages.map((each) => ({ ...each, digest: 'f'.repeat(64) })),
    ].map((list) => headDigest('c', headOf([A, B], list))),
  )
  expect(new Set(digests).size).toBe(3)
  const bundle = await makeBundle(await sides())
  const report = await verifyEvidence(bundle, null)
  expect(report.ok && Object.keys(report.value.head).toSorted()).toEqual([B, A])
})
