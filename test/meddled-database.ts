/** A D1 binding that runs `before(n)` ahead of its n-th batch: what others do meanwhile, at a moment of our choice. */
export function meddle(database: D1Database, before: (trip: number) => Promise<unknown> | undefined) {
  let trip = 0
  return {
    prepare: (sql: string) => database.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      trip += 1
      await before(trip)
      return database.batch(statements)
    },
  }
}
