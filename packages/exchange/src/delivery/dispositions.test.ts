import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../message.ts'
import { type Arrived, type Disposition, disposeOf, type Known } from './dispositions.ts'

const arrived = (id: string, subject: string, seq: number, digest = `digest of ${id}`): Arrived => ({
  digest,
  message: asMessage({ id, subject, seq }),
})
/** Guarantee: nothing else of a message is looked at. */
const asMessage = (part: object) => part as Message

const known = (id: string, caseNumber: string, seq: number, digest = `digest of ${id}`): Known => ({
  id,
  caseNumber,
  seq,
  digest,
})
const states = (dispositions: readonly Disposition[]) =>
  dispositions.map((each) => (each.state === 'refused' ? each.code : each.state))

test('is what is new stored, and what was stored before receipted again?', () => {
  const disposed = disposeOf([arrived('a', 'X', 1), arrived('b', 'X', 2)], [known('a', 'X', 1)])
  expect(states(disposed)).toEqual(['repeated', 'stored'])
})

test('is another content under a known id refused, however often it comes?', () => {
  const stored = [known('a', 'X', 1)]
  const other = arrived('a', 'X', 1, 'another digest')
  expect(states(disposeOf([other, other], stored))).toEqual(['digestMismatch', 'digestMismatch'])
})

test('is another message under a number that is taken refused, and does its number elsewhere stay free?', () => {
  const disposed = disposeOf([arrived('b', 'X', 1), arrived('c', 'Y', 1)], [known('a', 'X', 1)])
  expect(states(disposed)).toEqual(['sequenceTaken', 'stored'])
})

test('does the first of two with one id, or with one number, within a delivery count?', () => {
  const disposed = disposeOf(
    [arrived('a', 'X', 1), arrived('a', 'X', 1), arrived('a', 'X', 1, 'another'), arrived('b', 'X', 1)],
    [],
  )
  expect(states(disposed)).toEqual(['stored', 'repeated', 'digestMismatch', 'sequenceTaken'])
})

test('whatever comes and in however many deliveries, has each id one digest and each number one message?', () => {
  const message = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    subject: fc.constantFrom('X', 'Y'),
    seq: fc.integer({ min: 1, max: 3 }),
    digest: fc.constantFrom('1', '2'),
  })
  fc.assert(
    fc.property(fc.array(fc.array(message, { maxLength: 8 }), { maxLength: 6 }), (deliveries) => {
      const stored: Known[] = []
      for (const delivery of deliveries) {
        const came = delivery.map(({ id, subject, seq, digest }) => arrived(id, subject, seq, digest))
        const disposed = disposeOf(came, stored)
        for (const [at, { message, digest }] of came.entries()) {
          const { id, subject: caseNumber, seq } = message
          if (disposed[at]?.state === 'stored') stored.push({ id, caseNumber, seq, digest })
          const before = stored.find((each) => each.id === id)
          // Receipted if and only if exactly this stands stored.
          expect(disposed[at]?.state !== 'refused').toBe(before?.digest === digest)
        }
      }
      expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length)
      expect(new Set(stored.map(({ caseNumber, seq }) => `${caseNumber}${seq}`)).size).toBe(stored.length)
    }),
  )
})
