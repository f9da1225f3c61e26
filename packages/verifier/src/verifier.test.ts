import { describe, it } from 'vitest'
import { CHECKS, openWorld } from '../test/checks/index.ts'

const world = openWorld()

describe('the verifier in Node', () => {
  it.each(CHECKS.map((check) => [check.question, check] as const))('%s', async (_, check) => {
    await check.run(await world)
  })
})
