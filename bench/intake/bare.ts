import { APPLY, type Recorded, type Recording, type Recordings } from './recording.ts'

/**
 * The baseline: for each application it takes the body as bytes without looking at it, executes a recorded read batch
 * and a recorded write batch, and answers the recorded answer. Same statements, same bytes; only the case number, the
 * Idempotency-Key and the matter granted are replaced, by texts of the same length, where a row must be unique. No router, no token, no
 * check, no decision, no encryption, no log.
 */
type Env = { readonly DB: D1Database }
type Value = string | number | null
type Fresh = { readonly caseNumber: string; readonly key: string; readonly matter: string }
type Fill = (fresh: Fresh) => Value
type Statement = { readonly sql: string; readonly fills: readonly Fill[] }
type Script = {
  readonly read: readonly Statement[]
  readonly write: readonly Statement[]
  readonly answer: Fill
  readonly recording: Recording
}

let scripts: readonly Script[] = []
let lease: Statement | undefined
let leaseEvery = Number.POSITIVE_INFINITY
let count = 0

export default {
  async fetch(request: Request, { DB }: Env): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/recordings') return learn(await request.json<Recordings>())
    if (pathname !== APPLY) return new Response(null, { status: 404 })
    await request.arrayBuffer()
    const number = count
    count += 1
    const script = scripts[number % scripts.length]
    if (script === undefined || lease === undefined) return new Response('nothing recorded', { status: 503 })
    const fresh = freshFor(script.recording, number)
    const read = number % leaseEvery === 0 ? [...script.read, lease] : script.read
    await DB.batch(read.map((statement) => bound(DB, statement, fresh)))
    await DB.batch(script.write.map((statement) => bound(DB, statement, fresh)))
    const headers = { 'Content-Type': 'application/json; charset=UTF-8' }
    return new Response(String(script.answer(fresh)), { status: 201, headers })
  },
}

const bound = (database: D1Database, { sql, fills }: Statement, fresh: Fresh) =>
  database.prepare(sql).bind(...fills.map((fill) => fill(fresh)))

function learn(recordings: Recordings): Response {
  scripts = recordings.all.map((recording) => ({
    recording,
    read: recording.read.map((statement) => templateOf(statement, recording)),
    write: recording.write.map((statement) => templateOf(statement, recording)),
    answer: fillOf(recording.answer, recording),
  }))
  const [first] = recordings.all
  lease = first && templateOf(recordings.lease, first)
  leaseEvery = recordings.leaseEvery
  return new Response(null, { status: 204 })
}

const templateOf = ({ sql, params }: Recorded, recording: Recording): Statement => ({
  sql,
  fills: params.map((param) => fillOf(param, recording)),
})

/** A text is cut once where its unique parts stand, and put together per application. */
function fillOf(value: Value, { caseNumber, key, matter }: Recording): Fill {
  if (typeof value !== 'string') return () => value
  if (value === key) return (fresh) => fresh.key
  if (value === matter) return (fresh) => fresh.matter
  const parts = value.split(caseNumber)
  return parts.length === 1 ? () => value : (fresh) => parts.join(fresh.caseNumber)
}

/** Region and day stay in front, as in real numbers, so that indexes grow at the same end. */
function freshFor({ caseNumber, key, matter }: Recording, number: number): Fresh {
  const sequence = String(number)
  return {
    caseNumber: `${caseNumber.slice(0, 14)}Z${sequence.padStart(caseNumber.length - 15, '0')}`,
    key: `bare${sequence.padStart(key.length - 4, '0')}`,
    matter: `bare${sequence.padStart(matter.length - 4, '0')}`,
  }
}
