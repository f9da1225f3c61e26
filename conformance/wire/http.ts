/** One HTTP exchange as bytes, without anything a browser would add, follow or repair. */
import { createServer, type IncomingMessage, request as plain } from 'node:http'
import { request as encrypted } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Answered, Asked, Headers } from './signature.ts'

export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

const TIMEOUT_MS = 20_000

/** Sends it to `url`, or to where it says itself. */
export function send(asked: Asked, url = asked.url): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const open = url.startsWith('https:') ? encrypted : plain
    const outgoing = open(
      url,
      { method: asked.method, headers: { ...asked.headers, 'content-length': String(asked.body.length) } },
      (incoming) => {
        readAll(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: fieldsOf(incoming), body }),
          reject,
        )
      },
    )
    outgoing.setTimeout(TIMEOUT_MS, () => outgoing.destroy(new Error('no answer in time')))
    outgoing.on('error', (thrown) => reject(new NoAnswer(`${url}: ${thrown.message}`)))
    outgoing.end(asked.body)
  })
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part)
  return Buffer.concat(parts)
}

const fieldsOf = (incoming: IncomingMessage): Headers =>
  Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  )

/** `null`: the connection is broken off without an answer. */
export type Serve = (asked: Asked) => Promise<Answered | null>
export type Served = { readonly origin: string; readonly close: () => Promise<void> }

/** Answers at a port of this machine; `asked.url` is the path alone. Port 0 takes a free one. */
export function serve(handle: Serve, port = 0, host = '127.0.0.1'): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    readAll(incoming)
      .then((body) =>
        handle({
          method: incoming.method ?? 'GET',
          url: incoming.url ?? '/',
          headers: fieldsOf(incoming),
          body,
        }),
      )
      .then((answered) => {
        if (answered === null) incoming.destroy()
        else outgoing.writeHead(answered.status, { ...answered.headers }).end(answered.body)
      })
      .catch((thrown: unknown) => outgoing.destroy(thrown instanceof Error ? thrown : undefined))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const { port: taken } = addressOf(server.address())
      resolve({
        origin: `http://${host}:${taken}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}

/** Guarantee: a server that listens at a port has the address of one. */
const addressOf = (address: unknown) => address as AddressInfo
