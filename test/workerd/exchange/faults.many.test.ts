import { beforeAll, expect, test } from 'vitest'
import { auditBoth } from '../../exchange-ledger.ts'
import { handIn, newCases, publishAt, registerAt } from '../../simulated-cases.ts'
import { simulate } from '../../simulated-regions.ts'
import { carry, carryBoth, pass, quiesce } from '../../simulated-run.ts'

/**
 * Many cases of one item that is decided at once, handed in while the line loses, doubles, delays, changes and refuses
 * most of what goes over it, in deliveries of many messages.
 */
const CASES = 1020
const WAVE = 20

beforeAll(async () => {
  const sim = await simulate('many')
  await publishAt(sim.b, '2026-12-24')
})

test(`do ${CASES} cases come through more than 500 faults, each once, with its licence?`, async ({
  task,
}) => {
  const sim = await simulate('many 1')
  const cases = newCases(Array(CASES).fill('granted'))
  await registerAt(sim.b, cases)
  sim.line.share = 0.8
  for (let at = 0; at < CASES; at += WAVE) {
    // Their own deliveries go one by one, on a line that fails nearly always.
    await Promise.all(cases.slice(at, at + WAVE).map((each) => handIn(sim, each)))
    for (let turn = 0; turn < 4; turn += 1) {
      await sim.deliverLate()
      if (turn === 1) await carryBoth(sim)
      else {
        await carry(sim, sim.a)
        await carry(sim, sim.b)
      }
      pass(61_000)
    }
  }
  for (let turn = 0; turn < 30; turn += 1) {
    await sim.deliverLate()
    await carry(sim, sim.a)
    await carry(sim, sim.b)
    pass(130_000)
  }
  await quiesce(sim, cases)
  const { wrong, figures } = await auditBoth(sim, cases)
  const faults = [...sim.line.counted.values()].reduce((sum, each) => sum + each, 0)
  Object.assign(task.meta, {
    cases: figures.cases,
    messages: figures.messages,
    faults: Object.fromEntries(sim.line.counted),
  })
  expect(wrong).toEqual([])
  expect(figures.outcomes).toEqual({ granted: CASES })
  expect(faults).toBeGreaterThanOrEqual(500)
}, 900_000)
