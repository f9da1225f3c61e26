import { defineConfig } from 'vitest/config'

/** The tests that mutation testing runs: pure rooms only, in Node, one process. */
export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'packages/{calendar,cases,kernel,privacy,http}/src/**/*.test.ts',
      'packages/services/src/notices/backoff.test.ts',
    ],
  },
})
