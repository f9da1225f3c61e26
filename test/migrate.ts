import { startAnew } from './start-anew.ts'

/** Runs before each workerd test file; files share a runtime. */
await startAnew()
