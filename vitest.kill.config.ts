import { defineConfig } from 'vitest/config'

/** What takes minutes and starts regions as the start script does: `npm run check:deep`. */
export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'test/deep/**/*.test.ts',
      'packages/decisions/src/analysis/*.brute-force.test.ts',
      'packages/decisions/src/feel/fuzz.test.ts',
      'packages/catalogue/src/literals.test.ts',
    ],
    // Property tests that run in part with every change run whole here.
    env: { TONGBAN_DEEP: '1' },
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
})
