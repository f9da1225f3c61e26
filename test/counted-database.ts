/** A D1 binding that counts round trips: each batch, and each statement run by itself, is one. */
export function countTrips(database: D1Database) {
  let trips = 0
  const alone = new Set<PropertyKey>(['run', 'all', 'first', 'raw'])
  const real = new WeakMap<object, D1PreparedStatement>()
  const watch = (statement: D1PreparedStatement): D1PreparedStatement => {
    const watched = new Proxy(statement, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => watch(target.bind(...values))
        if (alone.has(name)) trips += 1
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    real.set(watched, statement)
    return watched
  }
  const counted = {
    prepare: (sql: string) => watch(database.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) => {
      trips += 1
      return database.batch(statements.map((statement) => real.get(statement) ?? statement))
    },
  }
  return {
    counted,
    /** Trips since it was asked last. */
    taken: () => {
      const since = trips
      trips = 0
      return since
    },
  }
}
