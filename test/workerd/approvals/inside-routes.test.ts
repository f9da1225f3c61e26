import type { InsideRoute } from '@tongban/catalogue'
import { submit } from '@tongban/services'
import { expect, test } from 'vitest'
import { advertising, officialToken, somebody } from '../../case-steps.ts'
import { contextOf } from '../../context.ts'
import { ask } from '../../kit.ts'
import { courier, DB, must, nextKey, worker } from '../../region.ts'

/**
 * 镇域通办、全城通办: handed in at the window of one division, handled by the department of another division of the region,
 * found by the routing function of the routes between regions; nothing goes over the wire. The transport bureau stands
 * for the office of the town.
 */
const TOWN = '510116101'
const route = (change: Partial<InsideRoute> = {}): InsideRoute => ({
  itemCode: 'outdoor-advertising',
  division: TOWN,
  department: 'transport',
  from: '2026-01-01',
  until: null,
  ...change,
})

async function handIn(region: string, insideRoutes: readonly InsideRoute[] = [route()]): Promise<string> {
  const window = {
    kind: 'official',
    subject: 'window-health',
    roles: ['window'],
    department: 'health',
    post: 'window',
    name: '窗口演示',
  } as const
  const ctx = await contextOf(window)
  const body = advertising(somebody(), { representation: { kind: 'staffAssisted' }, channel: 'window' })
  const form = { ...body.form, site: { region, address: '演示路 1 号' } }
  const taken = await submit(
    { ...ctx, region: { ...ctx.region, insideRoutes } },
    // Guarantee: as the door would have read it.
    { ...body, form } as unknown as Parameters<typeof submit>[1],
    nextKey(),
    Date.now(),
  )
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
  return String(taken.value.answer.caseNumber)
}
const readAs = async (department: string, number: string) =>
  ask(worker, await officialToken('handler', { department }), 'GET', `/approvals/v1/cases/${number}`)

test('does a matter of another division reach the department there, recorded and shown, without the wire?', async () => {
  const number = await handIn(`${TOWN}002`)
  const { body } = must(await readAs('transport', number), 200)
  expect(body).toMatchObject({ department: 'transport', division: TOWN, state: 'inReview', handovers: [] })
  // It is that department's: it goes on with it, and the one of the region has no part in it.
  expect((await readAs('city-management', number)).status).toBe(404)
  const token = await officialToken('chief', { department: 'transport' })
  const assigned = await ask(worker, token, 'POST', `/approvals/v1/cases/${number}/assign`, {
    to: 'demo-510116-transport-handler',
  })
  expect(must(assigned, 200).body).toMatchObject({ department: 'transport', division: TOWN })
  const row = await DB.prepare('SELECT department_code FROM cases WHERE case_number = ?').bind(number).first()
  expect(row).toEqual({ department_code: 'transport' })
  for (const table of ['handovers', 'exchange_messages'])
    expect(await DB.prepare(`SELECT count(*) AS n FROM ${table}`).first()).toEqual({ n: 0 })
  expect(courier.drafts).toEqual([])
})

test('is what lies in no such division, or after its route has ended, handled as before?', async () => {
  for (const number of [
    await handIn('510116'),
    await handIn('510116102'),
    await handIn(TOWN, [route({ until: '2026-02-01' })]),
    await handIn(TOWN, [route({ itemCode: 'road-occupation' })]),
  ]) {
    const { body } = must(await readAs('city-management', number), 200)
    expect(body).toMatchObject({ department: 'city-management', division: null })
  }
})

test('does the nearest division win where several contain the place?', async () => {
  const routes = [route(), route({ division: `${TOWN}002`, department: 'health' })]
  expect(must(await readAs('health', await handIn(`${TOWN}002`, routes)), 200).body).toMatchObject({
    division: `${TOWN}002`,
  })
  expect(must(await readAs('transport', await handIn(`${TOWN}003`, routes)), 200).body).toMatchObject({
    division: TOWN,
  })
})
