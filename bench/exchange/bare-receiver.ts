import type { BareAnswer, BareDelivery } from './bare.ts'

/**
 * The bare side that receives: inbox, cases and read-back in one batch of three statements, however many messages come.
 * The answer names what was read back.
 */
type Env = { readonly DB: D1Database }

export default {
  async fetch(request: Request, { DB }: Env): Promise<Response> {
    const { messages } = await request.json<BareDelivery>()
    const now = Date.now()
    const rows = JSON.stringify(
      messages.map((message) => {
        const { id, subject, seq, type } = message
        return { id, subject, seq, type, body: JSON.stringify(message) }
      }),
    )
    const [, , back] = await DB.batch<{ id: string }>([
      DB.prepare(INBOX).bind(now, rows),
      DB.prepare(CASES).bind(now, rows),
      DB.prepare(READ_BACK).bind(rows),
    ])
    const answer: BareAnswer = { stored: back?.results.map(({ id }) => id) ?? [] }
    return Response.json(answer)
  },
}

const INBOX = `INSERT INTO inbox (id, case_number, seq, type, body, at)
  SELECT value ->> 'id', value ->> 'subject', value ->> 'seq', value ->> 'type', value ->> 'body', ?
  FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`
const CASES = `INSERT INTO cases (case_number, state, at)
  SELECT value ->> 'subject', 'received', ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`
const READ_BACK = `SELECT i.id FROM json_each(?) j JOIN inbox i ON i.id = j.value ->> 'id'
  JOIN cases c ON c.case_number = i.case_number`
