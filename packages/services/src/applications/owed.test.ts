import { nationalCalendar } from '@tongban/calendar'
import { append, type Happening, limitsOf } from '@tongban/cases'
import { ITEMS, REGIONS } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import { limitRulesOf } from '../cases/limit-rules.ts'
import { owedNow } from './owed.ts'

const at = Date.parse('2026-11-23T09:00:00+08:00')
const step = (type: Happening['type']): Happening => ({
  type,
  at,
  actorKind: 'machine',
  actorSubject: 'rules',
  data: {},
})

const claimed = REGIONS.flatMap((region) =>
  region.claims.flatMap((claim) => {
    const item = ITEMS.find(
      ({ code, taskVersion }) => code === claim.itemCode && taskVersion === claim.taskVersion,
    )
    return item === undefined ? [] : [{ item, claim }]
  }),
)

test('does no limit of any item run on once it was granted at receipt, and one run while it is in review?', async () => {
  expect(claimed.length).toBeGreaterThan(0)
  for (const each of claimed) {
    const granted = await append('', null, [step('received'), step('accepted'), step('granted')])
    const referred = await append('', null, [step('received'), step('accepted'), step('referred')])
    if (!granted.ok || !referred.ok) throw new Error('not a way through the table')
    const all = limitsOf(limitRulesOf(each.item, each.claim), granted.value.fold, nationalCalendar)
    expect(
      all.filter(({ running }) => running),
      each.item.code,
    ).toEqual([])
    expect(owedNow({ calendar: nationalCalendar }, each, granted.value.fold)).toBeUndefined()
    expect(owedNow({ calendar: nationalCalendar }, each, referred.value.fold), each.item.code).toBeDefined()
  }
})
