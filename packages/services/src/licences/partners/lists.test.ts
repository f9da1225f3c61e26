import { openTrust } from '@tongban/verifier'
import { expect, test } from 'vitest'
import { openPartnerLists } from './lists.ts'
import { memoryPartnerLists } from './memory-lists.ts'

/** Which lists of partners are asked for at all, and how often; what they say is tried with the whole door. */
const BASE = 'https://yubei.example.cn/licences/status/'
const regions = [
  {
    region: '500112',
    name: { zh: '渝北', en: 'Yubei' },
    issuer: 'https://yubei.example.cn/licences',
    statusBase: BASE,
    keys: [],
  },
]
const trust = await openTrust(regions)

function opened() {
  const source = memoryPartnerLists()
  const state = { now: 0, told: [] as string[] }
  const lists = openPartnerLists(source, {
    trust,
    regions,
    seconds: 10,
    clock: { now: () => state.now },
    log: (event) => state.told.push(event),
  })
  return { source, state, lists, ask: async (uri: string) => lists.shardOf({ after: () => undefined }, uri) }
}

test.each([
  'https://yubei.example.cn/other',
  'https://yubei.example.cn/licences/status/',
  `${BASE}../../admin`,
  `${BASE}1?x=1`,
  `${BASE}1/2`,
  'https://yubei.example.cn.evil.test/licences/status/1',
  'http://169.254.169.254/latest/meta-data',
])('is %s never asked for?', async (uri) => {
  const { ask, source } = opened()
  expect(await ask(uri)).toBeUndefined()
  expect(source.asked).toEqual([])
})

test('is a partner that does not answer asked once a second by all together, and told of?', async () => {
  const { ask, source, state, lists } = opened()
  await Promise.all([ask(`${BASE}1`), ask(`${BASE}1`), ask(`${BASE}1`)])
  await ask(`${BASE}1`)
  expect([source.asked.length, state.told, lists.isFailing(`${BASE}1`)]).toEqual([
    1,
    ['partnerListFailed'],
    true,
  ])
  state.now += 1_000
  await ask(`${BASE}1`)
  expect(source.asked).toHaveLength(2)
})

test('is a token that is no list not taken?', async () => {
  const { ask, source, lists } = opened()
  source.set(`${BASE}1`, { state: 'fetched', token: 'x', etag: null })
  expect(await ask(`${BASE}1`)).toBeUndefined()
  expect([lists.isFailing(`${BASE}1`), lists.isFailing(`${BASE}2`)]).toEqual([true, false])
})
