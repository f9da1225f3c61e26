import approvals from 'approvals.js'
import type { Recorded } from './recording.ts'

/**
 * The built approvals Worker, unchanged, behind a database that notes each batch. It fills the baseline's database
 * through the product's own doors and shows what the baseline has to do by hand. `GET /recorded` answers the batches
 * since the last time.
 */
type Env = { readonly DB: D1Database }

const batches: (readonly (Recorded | undefined)[])[] = []
const noted = new WeakMap<object, Recorded>()
/** The product keeps what it makes for an environment; so there is one noting environment for each. */
const environments = new WeakMap<Env, Env>()

export default {
  async fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
    if (new URL(request.url).pathname === '/recorded') return Response.json(batches.splice(0))
    const noting = environments.get(env) ?? { ...env, DB: notingDatabase(env.DB) }
    environments.set(env, noting)
    return approvals.fetch(request, noting, execution)
  },
}

function notingDatabase(database: D1Database): D1Database {
  return new Proxy(database, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => notingStatement(target.prepare(sql), sql)
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) => {
          batches.push(statements.map((statement) => noted.get(statement)))
          return target.batch(statements)
        }
      }
      throw new Error(`the recorder does not know ${String(name)} of a database`)
    },
  })
}

const notingStatement = (statement: D1PreparedStatement, sql: string) => ({
  bind(...params: (string | number | null)[]) {
    const bound = statement.bind(...params)
    noted.set(bound, { sql, params })
    return bound
  },
})
