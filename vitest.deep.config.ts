import { defineConfig } from 'vitest/config'

/** The tests that mutation testing runs: pure rooms only, in Node, one process. */
export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'packages/{calendar,cases,kernel,privacy}/src/**/*.test.ts',
      // Of the shared shell only the rights are mutated, and its doors are no pure room.
      'packages/http/src/rights.test.ts',
      'packages/services/src/notices/backoff.test.ts',
    ],
  },
})
