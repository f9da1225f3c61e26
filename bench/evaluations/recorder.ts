import evaluations from 'evaluations.js'
import { notingDatabase } from '../load/noting-database.ts'
import { type Bound, type Lesson, RATE, type Script } from './recording.ts'

/**
 * The built evaluations Worker, unchanged, behind a database that notes each batch. It is sent ratings one by one and answers,
 * for each, what the baseline has to do by hand: `POST /lesson` with a list of bodies.
 */
type Env = { readonly DB: D1Database }
type Sent = { readonly headers: Record<string, string>; readonly body: string }

const numbers = new Map<string, number>()
let batches: (readonly Bound[])[] = []
let fresh: string[] = []
/** The product keeps what it makes for an environment; so there is one noting environment for each. */
let noting: (Env & object) | undefined

export default {
  async fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
    if (new URL(request.url).pathname !== '/lesson') return new Response(null, { status: 404 })
    noting ??= {
      ...env,
      DB: notingDatabase(env.DB, (batch) => batches.push(batch.map((one) => boundOf(one)))),
    }
    const scripts: Script[] = []
    fresh = []
    for (const { headers, body } of await request.json<readonly Sent[]>()) {
      batches = []
      const rated = await evaluations.fetch(
        new Request(new URL(RATE, request.url), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body,
        }),
        noting,
        execution,
      )
      const answer = await rated.text()
      if (rated.status !== 201) return new Response(`${rated.status} ${answer}`, { status: 500 })
      scripts.push({ batches, answer })
    }
    return Response.json({ texts: fresh, scripts } satisfies Lesson)
  },
}

function boundOf(one: { sql: string; params: Bound[1] } | undefined): Bound {
  if (one === undefined) throw new Error('a statement was batched that was not bound here')
  const known = numbers.get(one.sql)
  if (known !== undefined) return [known, one.params]
  numbers.set(one.sql, numbers.size)
  fresh.push(one.sql)
  return [numbers.size - 1, one.params]
}
