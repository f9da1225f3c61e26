/** A statement as it was bound. */
export type NotedStatement = {
  readonly sql: string
  readonly params: readonly (string | number | null)[]
}

/** A database that notes each batch it is asked for, and asks the real one. */
export function notingDatabase(
  database: D1Database,
  note: (batch: readonly (NotedStatement | undefined)[]) => void,
): D1Database {
  const noted = new WeakMap<object, NotedStatement>()
  const notingStatement = (statement: D1PreparedStatement, sql: string) => ({
    bind(...params: (string | number | null)[]) {
      const bound = statement.bind(...params)
      noted.set(bound, { sql, params })
      return bound
    },
  })
  return new Proxy(database, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => notingStatement(target.prepare(sql), sql)
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) => {
          note(statements.map((statement) => noted.get(statement)))
          return target.batch(statements)
        }
      }
      throw new Error(`the recorder does not know ${String(name)} of a database`)
    },
  })
}
