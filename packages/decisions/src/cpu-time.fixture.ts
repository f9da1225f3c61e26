/**
 * Milliseconds this thread has worked so far. What a bound of a few milliseconds is held against: other tests run
 * beside, and waiting for a core is no cost of what is measured.
 */
export function workedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
