import { beforeAll, expect, test } from 'vitest'
import { ask } from '../../kit.ts'
import { asOfficial, must, publish, RULES, submitted, TODAY, worker } from '../../region.ts'

/** The rulebook 规则公示: read and tried by anybody, without a name. */
const ITEM = 'elderly-allowance'
const PATH = `/approvals/v1/items/${ITEM}/rules`
const get = (path: string) => ask(worker, null, 'GET', path)
const tryThem = (facts: object, on?: string) =>
  ask(worker, null, 'POST', `${PATH}/try`, { facts, ...(on === undefined ? {} : { on }) })

beforeAll(async () => {
  must(await publish(ITEM, RULES[ITEM]), 200)
})

/** The plain case as the page offers it, and a person of 72 from here. */
async function plainCase(): Promise<Record<string, unknown>> {
  const { body } = must(await get(`${PATH}/words`), 200)
  const usual = (body.facts as { name: string; usual: { value?: unknown } | null }[]).flatMap(
    ({ name, usual }) => (usual === null || usual.value === undefined ? [] : [[name, usual.value] as const]),
  )
  return {
    ...Object.fromEntries(usual),
    'applicant.idBirthDate': '1954-05-06',
    birthDate: '1954-05-06',
    hukouRegion: '510116',
    lifeStatus: 'alive',
    deathRecorded: false,
    'payee.holderMatches': true,
  }
}

test('does the rulebook name the item, its version and what is still to come?', async () => {
  must(await publish(ITEM, RULES[ITEM], { effectiveOn: '2026-12-01' }), 200)
  const { body } = must(await get('/approvals/v1/rulebook'), 200)
  expect(body.items).toMatchObject([
    {
      code: ITEM,
      inForce: { version: 1, effectiveOn: TODAY },
      coming: [{ version: 2, effectiveOn: '2026-12-01' }],
      stopped: false,
    },
  ])
})

test('is each row a sentence with its conditions, its article and its cells, in the language of the reader?', async () => {
  const { body } = must(await get(`${PATH}/words?version=1`), 200)
  const tables = body.tables as { name: string; columns: string[]; rows: Record<string, unknown>[] }[]
  const hindrances = tables.find(({ name }) => name === 'hindrances')
  expect(hindrances?.rows.length).toBeGreaterThan(10)
  for (const row of hindrances?.rows ?? []) {
    expect(row.said).not.toBe('')
    expect(row.basis).not.toBe('')
    expect(row.cells).toHaveLength(hindrances?.columns.length ?? 0)
  }
  expect(body.item).toBe('高龄老人津贴')
})

test('do the rules say yes to a plain case, and tell which rows did not stand against it?', async () => {
  const { body } = must(await tryThem(await plainCase()), 200)
  expect(body).toMatchObject({ outcome: { code: 'approve' }, held: [], unsure: [], unknown: [], version: 1 })
  expect(body.granted).not.toBeNull()
})

test('do they name the row that stands against it?', async () => {
  const { body } = must(
    await tryThem({ ...(await plainCase()), 'applicant.idBirthDate': '1970-05-06', birthDate: '1970-05-06' }),
    200,
  )
  expect(body).toMatchObject({ outcome: { code: 'refer' }, granted: null })
  expect((body.held as { rule: string }[]).map(({ rule }) => rule)).toEqual(['E2'])
  expect((body.trace as Record<string, unknown[]>).hindrances).toContain(true)
})

test('does nothing stated lead to a person, and never to yes or no?', async () => {
  const { body } = must(await tryThem({}), 200)
  expect(body).toMatchObject({ outcome: { code: 'refer' }, result: null })
  expect((body.unknown as string[]).length).toBeGreaterThan(3)
})

test('is a real number refused, as are values of another type and facts the rules do not look at?', async () => {
  const { status, body } = await tryThem({
    'applicant.idNumber': '519999195405069013',
    birthDate: 'yesterday',
    hukouRegion: '双流',
    lifeStatus: 'well',
    shoeSize: 42,
  })
  expect(status).toBe(422)
  expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer).toSorted()).toEqual([
    '/facts/applicant.idNumber',
    '/facts/birthDate',
    '/facts/hukouRegion',
    '/facts/lifeStatus',
    '/facts/shoeSize',
  ])
})

test('does a publisher read the file of a draft and who proposes to resume?', async () => {
  const id = await submitted(ITEM, RULES[ITEM])
  const file = await asOfficial('publisher', 'GET', `/approvals/v1/rules/${id}/dmn`)
  expect(file.status).toBe(200)
  must(await asOfficial('publisher', 'POST', `/approvals/v1/rules/${id}/stop`, { reason: '核查' }), 200)
  must(await asOfficial('publisher', 'POST', `/approvals/v1/rules/${id}/resume`, { reason: '查清' }), 200)
  const { body } = must(await asOfficial('publisher', 'GET', `/approvals/v1/rules/${id}`), 200)
  expect(body).toMatchObject({ stopped: true, switch: { reason: '核查', proposal: { reason: '查清' } } })
  expect(must(await get('/approvals/v1/rulebook'), 200).body.items).toMatchObject([{ stopped: true }])
})
