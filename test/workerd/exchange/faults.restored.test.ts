import { beforeAll, expect, test } from 'vitest'
import { compareAllHeads } from '../../../packages/services/src/exchange/at-work.ts'
import { auditBoth } from '../../exchange-ledger.ts'
import { keepTables } from '../../keep-tables.ts'
import { handIn, newCases, publishAt, registerAt, someKinds } from '../../simulated-cases.ts'
import { type SimulatedRegion, simulate, tablesOf } from '../../simulated-regions.ts'
import { HOUR_MS, MINUTE_MS, pass, quiesce, untilQuiet } from '../../simulated-run.ts'

/**
 * A region gets an older database back: all its tables as they were some hours ago, and new isolates over them. What it
 * has forgotten the other still has.
 */
beforeAll(async () => {
  const sim = await simulate('restored')
  await publishAt(sim.b, '2026-12-24')
})

async function backup({ database }: SimulatedRegion) {
  const tables = (await tablesOf(database)).filter(
    (name) => !['d1_migrations', 'registry_records'].includes(name),
  )
  return keepTables(database, tables)
}

test.each([
  ['b', 2, 0],
  ['b', 20, 2],
  ['a', 2, 0],
  ['a', 20, 2],
] as const)(
  'are the sides alike after %s has got an older database back, of %i hours before, and %i further cases were handed in before anybody noticed?',
  async (victim, hours, more) => {
    const sim = await simulate(`restored ${victim} ${more}`)
    const early = newCases(someKinds(6, 'early'))
    // 500112 decides anew what it granted in the time it has forgotten, under another licence: none of that kind here.
    const late = newCases(
      victim === 'b' ? ['reviewed', 'elsewhere', 'reviewed', 'elsewhere'] : someKinds(6, 'late'),
    )
    const after = newCases(someKinds(more, 'after'))
    await registerAt(sim.b, [...early, ...late, ...after])
    for (const each of early) await handIn(sim, each)
    await untilQuiet(sim)
    const restore = await backup(sim[victim])
    pass(hours * HOUR_MS)
    if (hours > 12) await registerAt(sim.b, [...early, ...late, ...after])
    for (const each of late) await handIn(sim, each)
    await untilQuiet(sim)
    pass(10 * MINUTE_MS)
    await restore()
    sim.a.restart()
    sim.b.restart()
    // Before anybody applies again: a number that was given in the time that is forgotten would be given twice.
    await sim[victim].job(compareAllHeads)
    for (const each of after) await handIn(sim, each)
    await quiesce(sim, [...early, ...late, ...after])
    const { wrong } = await auditBoth(sim, [...early, ...late, ...after])
    expect(wrong, sim.lines().join('\n')).toEqual([])
  },
  240_000,
)
