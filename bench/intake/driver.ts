import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Driven, Load } from './load.ts'

/**
 * Sends requests over so many kept connections for so long, each connection the next as soon as it has its answer. A
 * process of its own: reads a `Load` from standard input, writes a `Driven`.
 */
type Answer = { readonly status: number; readonly text: string }

const load: Load = JSON.parse(await text(process.stdin))
const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
const times: number[] = []
let sent = 0
let wrong = 0
let example: string | null = null

function send(number: number): Promise<Answer> {
  const { token, body } = load.requests[number % load.requests.length] ?? {
    token: '',
    body: '',
  }
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Idempotency-Key': `${load.keyPrefix}${String(number).padStart(12, '0')}`,
  }
  return new Promise((settle, reject) => {
    const sending = request(load.url, { method: 'POST', agent, headers }, (response) => {
      text(response).then((read) => settle({ status: response.statusCode ?? 0, text: read }), reject)
    })
    sending.once('error', reject)
    sending.end(body)
  })
}

async function connection(until: number): Promise<void> {
  while (performance.now() < until && (load.repeats || sent < load.requests.length)) {
    const startedAt = performance.now()
    const number = sent
    sent += 1
    const answer = await send(number)
    times.push(performance.now() - startedAt)
    if (answer.status === load.wanted.status && answer.text.includes(load.wanted.text)) continue
    wrong += 1
    example ??= `${answer.status} ${answer.text.slice(0, 400)}`
  }
}

const startedAt = performance.now()
const until = startedAt + load.seconds * 1000
await Promise.all(Array.from({ length: load.connections }, () => connection(until)))
const seconds = (performance.now() - startedAt) / 1000
agent.destroy()
times.sort((a, b) => a - b)
const percentile = (part: number) => times[Math.floor(times.length * part)] ?? Number.NaN
const driven: Driven = {
  answers: times.length,
  wrong,
  example,
  seconds,
  p50Milliseconds: percentile(0.5),
  p99Milliseconds: percentile(0.99),
}
process.stdout.write(JSON.stringify(driven))
