import { readFileSync } from 'node:fs'
import { claimOf, findItem, regionProfile } from '@tongban/catalogue'
import { compileDmn, difference, withConstants } from '@tongban/decisions'
import type { Json } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { differencesOf } from './differences.ts'
import { NOTHING } from './totals.ts'

/** Which changes of a version have to be explained before it is published. */

const CODE = 'elderly-allowance'
const DMN = readFileSync(`packages/catalogue/src/items/${CODE}/rules.dmn`, 'utf8')
const found = findItem(CODE, '2026-11-23')
const region = regionProfile('510116')
if (!found.ok || !region.ok) throw new Error('no such item or region')
const item = found.value
const claim = claimOf(region.value, item)

async function planOf(dmn = DMN, change: Record<string, Json> = {}) {
  const plan = await compileDmn(dmn)
  if (!plan.ok || !claim.ok) throw new Error('not compiled')
  const bound = withConstants(plan.value, { parameters: { ...claim.value.parameters, ...change } })
  if (!bound.ok) throw new Error('parameters refused')
  return bound.value
}

async function toExplain(dmn: string, change: Record<string, Json> = {}) {
  const [old, now] = [await planOf(), await planOf(dmn, change)]
  return differencesOf(now, difference(old, now, { definitions: item.facts }), NOTHING, item.facts)
}

const replaced = (from: string, to: string) => {
  const dmn = DMN.replace(from, to)
  expect(dmn).not.toBe(DMN)
  return dmn
}

test('is nothing asked for where nobody is treated differently?', async () => {
  expect(await toExplain(DMN)).toEqual([])
  // A note for readers has no effect.
  expect(await toExplain(replaced('起领年龄', '开始领取的年龄'))).toEqual([])
})

test('is a parameter explained once, and not again with every row and expression that refers to it?', async () => {
  const ids = (await toExplain(DMN, { minimumAge: 75, amount70: 260 })).map(({ id }) => id).toSorted()
  expect(ids).toEqual(['parameter:parameters.amount70', 'parameter:parameters.minimumAge'])
})

test('is a row that was changed explained by its rule, in words of both languages?', async () => {
  const dmn = replaced('<text>&lt; 80</text>', '<text>&lt; 85</text>').replace(
    '<text>[80..90)</text>',
    '<text>[85..90)</text>',
  )
  const differences = await toExplain(dmn)
  expect(differences.map(({ id }) => id)).toEqual([
    'row:result/result_r1/changed',
    'row:result/result_r2/changed',
  ])
  for (const { zh, en } of differences) {
    expect(zh).toMatch(/第 \d 行.*。$/s)
    expect(en).toMatch(/row \d.*\.$/s)
  }
})
