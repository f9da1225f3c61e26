/** The very checks of packages/verifier, inside workerd. */
import { describe, it } from 'vitest'
import { CHECKS, openWorld } from '../../../packages/verifier/test/checks/index.ts'

describe('the verifier in workerd', () => {
  it.each(CHECKS.map((check) => [check.question, check] as const))('%s', async (_, check) => {
    await check.run(await openWorld())
  })
})
