import { readFileSync } from 'node:fs'
import { claimOf, findItem, regionProfile } from '@tongban/catalogue'
import { compileDmn, withConstants } from '@tongban/decisions'
import { expect, test } from 'vitest'
import { tryRules } from './trial.ts'

const ITEMS = [
  'elderly-allowance',
  'graduate-settlement',
  'sole-trader-registration',
  'unemployment-registration',
  'hygiene-permit-cancellation',
]

/** What the trial says of an item's published rules. */
async function tried(code: string) {
  const item = findItem(code, '2026-11-23')
  const region = regionProfile('510116')
  if (!item.ok || !region.ok) throw new Error('no such item or region')
  const claim = claimOf(region.value, item.value)
  const plan = await compileDmn(readFileSync(`packages/catalogue/src/items/${code}/rules.dmn`, 'utf8'))
  if (!claim.ok || !plan.ok) throw new Error('not compiled')
  const bound = withConstants(plan.value, { parameters: claim.value.parameters })
  if (!bound.ok) throw new Error('parameters refused')
  return tryRules(bound.value, item.value, '2026-11-23').map((error) => error.en)
}

test.each(ITEMS)('do the rules of %s pass the trial?', async (code) => {
  expect(await tried(code)).toEqual([])
})

/** A small model that compiles: a table of hindrances that looks at nothing, and an outcome. */
const small = (hitPolicy: string, outcome: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="small" name="small" namespace="urn:test">
  <inputData id="i" name="receivedOn"><variable id="iv" name="receivedOn" typeRef="date"/></inputData>
  <decision id="h" name="hindrances"><variable id="hv" name="hindrances"/>
    <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="${hitPolicy}">
      <input id="c"><inputExpression id="ce" typeRef="date"><text>receivedOn</text></inputExpression></input>
      <output id="o1" name="rule" typeRef="string"/><output id="o2" name="route" typeRef="string"/>
      <rule id="row"><inputEntry id="x"><text>&lt; date("1900-01-01")</text></inputEntry>
        <outputEntry id="y"><text>"X1"</text></outputEntry><outputEntry id="z"><text>"refer"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision id="o" name="outcome"><variable id="ov" name="outcome" typeRef="string"/>
    <literalExpression id="oe"><text>${outcome}</text></literalExpression></decision>
  <decision id="res" name="result"><variable id="rv" name="result" typeRef="number"/>
    <literalExpression id="re"><text>1</text></literalExpression></decision>
</definitions>`

async function triedSmall(hitPolicy: string, outcome: string) {
  const item = findItem('elderly-allowance', '2026-11-23')
  const plan = await compileDmn(small(hitPolicy, outcome))
  if (!item.ok || !plan.ok) throw new Error(plan.ok ? 'no such item' : JSON.stringify(plan.failure))
  return tryRules(plan.value, item.value, '2026-11-23').map((error) => error.en)
}

test('is a table of hindrances that is no collection refused?', async () => {
  expect(await triedSmall('UNIQUE', '"refer"')).toEqual([expect.stringContaining('COLLECT')])
})

test('are rules that approve while everything is unknown refused?', async () => {
  expect(await triedSmall('COLLECT', '"approve"')).toEqual([
    expect.stringContaining('Nothing may follow from what is unknown'),
  ])
  expect(await triedSmall('COLLECT', '"refer"')).toEqual([])
})
