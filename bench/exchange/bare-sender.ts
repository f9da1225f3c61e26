import { type BareAnswer, DELIVER } from './bare.ts'

/**
 * The bare side that sends: claims what waits under a lease, posts it, and marks it as stored when the answer names it.
 * `POST /?limit=` drains with so many messages a request until nothing waits.
 */
type Env = { readonly DB: D1Database; readonly RECEIVER: string }
type Claimed = { readonly id: string; readonly body: string }

const LEASE_MS = 60_000

export default {
  async fetch(request: Request, { DB, RECEIVER }: Env): Promise<Response> {
    const limit = Number(new URL(request.url).searchParams.get('limit'))
    let count = 0
    for (;;) {
      const now = Date.now()
      const holder = crypto.randomUUID()
      const { results } = await DB.prepare(CLAIM)
        .bind(holder, now + LEASE_MS, now, limit)
        .all<Claimed>()
      if (results.length === 0) return Response.json({ count })
      const answer = await fetch(RECEIVER + DELIVER, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: `{"messages":[${results.map(({ body }) => body).join(',')}]}`,
      })
      const { stored } = await answer.json<BareAnswer>()
      await DB.prepare(SETTLE).bind(Date.now(), JSON.stringify(stored)).run()
      count += stored.length
    }
  },
}

const CLAIM = `UPDATE outbox SET leased_by = ?, next_at = ? WHERE rowid IN (
    SELECT rowid FROM outbox WHERE state = 'waiting' AND next_at <= ? ORDER BY case_number, seq LIMIT ?)
  RETURNING id, body`
const SETTLE = `UPDATE outbox SET state = 'stored', done_at = ?, leased_by = NULL
  WHERE state = 'waiting' AND id IN (SELECT value FROM json_each(?))`
