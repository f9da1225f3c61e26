import { STANDARD_EVALUATION_POLICY } from '@tongban/evaluations'
import { insertDefaults } from '@tongban/store'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { expireInvitations } from '../../../packages/services/src/evaluations/invitations/expire.ts'
import { clockContext } from '../../context.ts'
import { ask, official } from '../../kit.ts'
import { countOf, rateAs, rating, served, servedAtWindow } from '../../rated.ts'
import { DB, must, NOW, newcomer, nextKey, publish, RULES, sign, worker } from '../../region.ts'

/** Silence is silence: what nobody rated is written nowhere, and where a region insists, apart. */

const DAY = 86_400_000
/** 24:00 in Shanghai of the n-th day after the day of the cases. */
const endOfDay = (n: number) => Date.UTC(2026, 10, 23, 16) + n * DAY
const expire = async (cursor: string | null = null) => expireInvitations(await clockContext(), cursor)

const asSupervisor = async (subject: string, path: string, body?: object) =>
  ask(
    worker,
    await sign(subject, official('supervisor', 'services')),
    'POST',
    `/evaluations/v1/policies${path}`,
    body,
    {
      'Idempotency-Key': nextKey(),
    },
  )
async function insistFrom(fromOn: string, change: object): Promise<void> {
  const policy = { ...STANDARD_EVALUATION_POLICY, ...change }
  const { body } = must(await asSupervisor('one', '', { fromOn, policy }), 201)
  must(await asSupervisor('two', `/${body.id}/publish`), 200)
}
const defaults = async () =>
  (await DB.prepare('SELECT * FROM evaluation_defaults ORDER BY at, case_number').all()).results

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(async () => {
  vi.setSystemTime(NOW)
  const tables = [
    'service_events',
    'evaluations',
    'evaluation_texts',
    'evaluation_defaults',
    'evaluation_policies',
  ]
  await DB.batch(tables.map((table) => DB.prepare(`DELETE FROM ${table}`)))
})

test('is an invitation that ran out told of, once, and nothing written of it?', async () => {
  await served(await newcomer())
  const { token } = await served(await newcomer())
  must(await rateAs(null, rating(token)), 201)
  vi.setSystemTime(endOfDay(30) - 1)
  const early = await expire()
  expect(early.outcome).toBe('ran out 0, noted as default 0')
  vi.setSystemTime(endOfDay(30))
  const late = await expire(early.cursor)
  expect(late).toMatchObject({ outcome: 'ran out 1, noted as default 0', rows: 1 })
  expect((await expire(late.cursor)).outcome).toBe('ran out 0, noted as default 0')
  expect(await defaults()).toEqual([])
  expect(await countOf('evaluations')).toBe(1)
})

test('is silence noted apart where the policy of the day insists, after its days and never for what was rated?', async () => {
  await insistFrom('2026-11-24', { defaultAfterDays: 40 })
  const before = await served(await newcomer())
  vi.setSystemTime(NOW + DAY)
  const silent = await served(await newcomer())
  const { token } = await served(await newcomer())
  must(await rateAs(null, rating(token, { level: 1, options: ['108'] })), 201)
  vi.setSystemTime(endOfDay(41) - 1)
  const early = await expire()
  expect(early.outcome).toBe('ran out 1, noted as default 0')
  vi.setSystemTime(endOfDay(41))
  const late = await expire(early.cursor)
  expect(late.outcome).toBe('ran out 1, noted as default 1')
  const noted = [
    { case_number: silent.caseNumber, service_number: 1, department: 'civil-affairs', at: endOfDay(41) },
  ]
  expect(await defaults()).toEqual(noted)
  // Again from the beginning: told of again, noted once; the older service went by the policy of its own day.
  expect((await expire()).outcome).toBe('ran out 2, noted as default 0')
  expect((await expire('no cursor')).outcome).toBe('ran out 2, noted as default 0')
  expect(await defaults()).toEqual(noted)
  expect(before.caseNumber).not.toBe(silent.caseNumber)
})

test('is a service that is rated while the job runs left alone, and one of a visit that was rated?', async () => {
  const { token, caseNumber } = await served(await newcomer())
  must(await rateAs(null, rating(token)), 201)
  const ctx = await clockContext()
  const services = JSON.stringify([{ caseNumber, serviceNumber: 1 }])
  expect(await ctx.database.read([insertDefaults({ services, now: NOW })])).toEqual([[]])
  const visited = await servedAtWindow(await newcomer())
  // Another service of the same visit, which was rated by the pad.
  await DB.prepare(
    `INSERT INTO service_events (case_number, service_number, kind, channel, department_code, at, "window", staff)
     SELECT case_number, 99, kind, channel, department_code, at, "window", staff FROM service_events WHERE case_number = ?
     ORDER BY service_number LIMIT 1`,
  )
    .bind(visited)
    .run()
  const silentNow = await countOf('service_events WHERE "window" IS NOT NULL')
  expect(silentNow).toBeGreaterThan(1)
  await DB.prepare(
    `UPDATE evaluations SET visit = (SELECT strftime('%Y-%m-%d', s.at / 1000 + 28800, 'unixepoch') || '/' || s.department_code
       || '/' || s."window" || '/' || c.applicant_index FROM service_events s JOIN cases c ON c.case_number = s.case_number
       WHERE s.service_number = 99)`,
  ).run()
  vi.setSystemTime(endOfDay(30))
  const others = await countOf('service_events WHERE "window" IS NULL AND region IS NULL')
  expect((await expire()).rows).toBe(others - 1)
})

test('are thousands of silent services gone through page by page, and each noted?', async () => {
  await insistFrom('2026-11-24', { defaultAfterDays: 30 })
  vi.setSystemTime(NOW + DAY)
  const { caseNumber } = await served(await newcomer())
  await DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2300)
     INSERT INTO service_events (case_number, service_number, kind, channel, department_code, at)
     SELECT ?, i, 'decision', 'web', 'civil-affairs', ? FROM n`,
  )
    .bind(caseNumber, NOW + DAY)
    .run()
  vi.setSystemTime(endOfDay(31))
  expect(await expire()).toMatchObject({ outcome: 'ran out 2300, noted as default 2300', rows: 2300 })
  expect(await countOf('evaluation_defaults')).toBe(2300)
})
