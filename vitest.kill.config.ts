import { defineConfig } from 'vitest/config'

/** What takes minutes and starts regions as the start script does: `npm run check:deep`. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/deep/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
})
