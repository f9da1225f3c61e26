import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Driven, Load } from './load.ts'

/**
 * Sends requests over so many kept connections for so long, each connection the next as soon as it has its answer. A
 * process of its own: reads a `Load` from standard input, writes a `Driven`. On plain sockets, with requests written out
 * beforehand: an HTTP client of Node's costs more than the fastest Worker measured here, and would be what is measured.
 */
const load: Load = JSON.parse(await text(process.stdin))
const { hostname, port, pathname, host } = new URL(load.url)
const times: number[] = []
let sent = 0
let wrong = 0
let example: string | null = null

const CRLF = '\r\n'
const written = load.requests.map(({ headers, body, encoding = 'utf8' }) => {
  const bytes = Buffer.from(body, encoding)
  const lines = { Host: host, 'Content-Type': 'application/json', 'Content-Length': bytes.length, ...headers }
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}${CRLF}`)
  return { head: `POST ${pathname} HTTP/1.1${CRLF}${head.join('')}`, bytes }
})
const messages =
  load.keyPrefix === null
    ? written.map(({ head, bytes }) => Buffer.concat([Buffer.from(head + CRLF), bytes]))
    : []

function messageOf(number: number): Buffer {
  if (load.keyPrefix === null) return messages[(load.first + number) % messages.length] ?? Buffer.alloc(0)
  const { head, bytes } = written[(load.first + number) % written.length] ?? {
    head: '',
    bytes: Buffer.alloc(0),
  }
  const key = `${load.keyPrefix}${String(number).padStart(12, '0')}`
  return Buffer.concat([Buffer.from(`${head}Idempotency-Key: ${key}${CRLF}${CRLF}`), bytes])
}

const isOver = (until: number) =>
  performance.now() >= until || (!load.repeats && sent >= load.requests.length)

const END_OF_HEAD = Buffer.from(CRLF + CRLF)

/** Where the answer at the front ends; undefined while some of it is to come. */
function endOf(received: Buffer): number | undefined {
  const headEnd = received.indexOf(END_OF_HEAD)
  if (headEnd < 0) return undefined
  const head = received.toString('latin1', 0, headEnd)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`an answer without a length: ${head}`)
  const end = headEnd + END_OF_HEAD.length + Number(length)
  return received.length < end ? undefined : end
}

const wantedStatus = Buffer.from(`HTTP/1.1 ${load.wanted.status} `)
const wantedText = Buffer.from(load.wanted.text)

function judge(answer: Buffer): void {
  if (answer.subarray(0, wantedStatus.length).equals(wantedStatus) && answer.includes(wantedText)) return
  wrong += 1
  example ??= answer.toString('utf8').slice(0, 1200)
}

const connection = (until: number) =>
  new Promise<void>((settle, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    let received: Buffer = Buffer.alloc(0)
    let startedAt = 0
    const next = () => {
      if (isOver(until)) {
        settle()
        socket.destroy()
        return
      }
      const message = messageOf(sent)
      sent += 1
      startedAt = performance.now()
      socket.write(message)
    }
    socket.once('connect', next)
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const end = endOf(received)
      if (end === undefined) return
      times.push(performance.now() - startedAt)
      judge(received.subarray(0, end))
      received = received.subarray(end)
      next()
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the connection was closed before its answer')))
  })

const startedAt = performance.now()
const until = startedAt + load.seconds * 1000
await Promise.all(Array.from({ length: load.connections }, () => connection(until)))
const seconds = (performance.now() - startedAt) / 1000
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
