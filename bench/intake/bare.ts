import type { LicenceDraft, LicenceSigner } from '@tongban/licences'
import { APPLY, type Keys, type Own, type Recorded, type Recording, type Recordings } from './recording.ts'

/**
 * The baseline: for each application it takes the body as bytes without looking at it, executes a recorded read batch,
 * lets the same licences Worker sign the same draft where a licence was issued, executes the recorded write batch, and
 * answers the recorded answer. Same statements, same bytes; only the case number, what was drawn for the licence and the
 * keys of the person are replaced, by those of another person of the same registers, made beforehand and of the same
 * length: so each application reads rows nobody has read before it, and writes where no other has written, as ours
 * does. No router, no token, no check, no decision, no encryption, no log; what comes back signed is not looked at.
 */
type Env = { readonly DB: D1Database; readonly LICENCES: LicenceSigner }
type Value = string | number | null
type Fill = (own: Own) => Value
type Statement = { readonly sql: string; readonly fills: readonly Fill[] }
type Script = {
  readonly read: readonly Statement[]
  readonly write: readonly Statement[]
  readonly answer: Fill
  readonly recording: Recording
}

let scripts: readonly Script[] = []
let people: readonly Keys[] = []
let lease: Statement | undefined
let leaseEvery = Number.POSITIVE_INFINITY
let count = 0

export default {
  async fetch(request: Request, { DB, LICENCES }: Env): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/recordings') return learn(await request.json<Recordings>())
    if (pathname !== APPLY) return new Response(null, { status: 404 })
    await request.arrayBuffer()
    const number = count
    count += 1
    const script = scripts[number % scripts.length]
    const keys = people[number]
    if (script === undefined || lease === undefined || keys === undefined) {
      return new Response('nothing recorded, or nobody left to apply', { status: 503 })
    }
    const own = { ...keys, caseNumber: numberFor(script.recording, number) }
    const read = number % leaseEvery === 0 ? [...script.read, lease] : script.read
    await DB.batch(read.map((statement) => bound(DB, statement, own)))
    const { drafts } = script.recording
    if (drafts !== null) await LICENCES.sign(drafts.map((draft) => draftOf(draft, own)))
    await DB.batch(script.write.map((statement) => bound(DB, statement, own)))
    const headers = { 'Content-Type': 'application/json; charset=UTF-8' }
    return new Response(String(script.answer(own)), { status: 201, headers })
  },
}

const bound = (database: D1Database, { sql, fills }: Statement, own: Own) =>
  database.prepare(sql).bind(...fills.map((fill) => fill(own)))

const draftOf = (draft: LicenceDraft, { identifier = '', place }: Own): LicenceDraft => ({
  ...draft,
  identifier,
  status: { ...draft.status, index: Number(place) },
})

function learn(recordings: Recordings): Response {
  scripts = recordings.all.map((recording) => ({
    recording,
    read: recording.read.map((statement) => templateOf(statement, recording)),
    write: recording.write.map((statement) => templateOf(statement, recording)),
    answer: fillOf(recording.answer, recording),
  }))
  people = recordings.people
  const [first] = recordings.all
  lease = first && templateOf(recordings.lease, first)
  leaseEvery = recordings.leaseEvery
  return new Response(null, { status: 204 })
}

const templateOf = ({ sql, params }: Recorded, recording: Recording): Statement => ({
  sql,
  fills: params.map((param) =>
    isPlace(sql, param, recording) ? ({ place }) => Number(place) : fillOf(param, recording),
  ),
})

/** The place in the status list is the one number that no two licences share. */
const isPlace = (sql: string, param: Value, { own }: Recording): boolean =>
  typeof param === 'number' && String(param) === own.place && /insert into "?licences"?[ (]/i.test(sql)

/** A text is cut once where its own parts stand, and put together per application. */
function fillOf(value: Value, { own }: Recording): Fill {
  if (typeof value !== 'string') return () => value
  const [first = '', ...more] = cut(value, own)
  const [part, ...others] = more
  if (part === undefined) return () => value
  if (others.length === 0 && first === '' && part.after === '') return (fresh) => fresh[part.name] ?? ''
  return (fresh) => {
    let text = first
    for (const { name, after } of more) text += fresh[name] + after
    return text
  }
}

type Cut = readonly [first: string, ...more: { readonly name: string; readonly after: string }[]]

function cut(text: string, own: Own): Cut {
  const found = Object.keys(own)
    // A number among others: where it stands alone it is bound as one, and elsewhere it keeps its recorded digits.
    .filter((name) => name !== 'place')
    .map((name) => ({ name, value: own[name] ?? '', at: text.indexOf(own[name] ?? '') }))
    .filter(({ at }) => at >= 0)
  const [first] = found.toSorted((a, b) => a.at - b.at)
  if (first === undefined) return [text]
  const { name, value, at } = first
  const [after, ...more] = cut(text.slice(at + value.length), own)
  return [text.slice(0, at), { name, after }, ...more]
}

/** Region and day stay in front, as in real numbers, so that indexes grow at the same end. */
const numberFor = ({ own: { caseNumber } }: Recording, number: number): string =>
  `${caseNumber.slice(0, 14)}Z${String(number).padStart(caseNumber.length - 15, '0')}`
