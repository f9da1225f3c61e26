import { expect } from 'vitest'
import type { Answered } from './kit.ts'
import { everyRow, logged } from './region.ts'

/**
 * Sends something that must be refused, and checks all that holds of every refusal: a problem with a code, nothing
 * stored, and nothing of the given texts in the answer or in what was logged.
 */
export async function expectRefused(
  send: () => Promise<Answered>,
  [status, code]: readonly [status: number, code: string],
  secrets: readonly string[],
): Promise<Answered> {
  const before = await everyRow()
  const lines = logged.length
  const answer = await send()
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({ title: expect.any(String), detail: expect.any(String), status })
  expect(await everyRow()).toEqual(before)
  const told = [answer.text, ...[...answer.headers.values()], ...logged.slice(lines)].join('\n')
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([])
  expect(logged.length).toBeGreaterThan(lines)
  return answer
}
