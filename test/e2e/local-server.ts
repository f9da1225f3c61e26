import { once } from 'node:events'
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** A real HTTP server on this machine that stands for somebody the region calls; how it answers can be changed. */
export type Received = {
  readonly at: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
export type Answer = (response: ServerResponse, request: Received) => void

export type LocalServer = Awaited<ReturnType<typeof startServer>>

export async function startServer(first: Answer) {
  const received: Received[] = []
  let answer = first
  const server = createServer((request, response) => {
    response.on('error', () => response.destroy())
    void take(request).then((got) => {
      if (got === undefined) return
      received.push(got)
      answer(response, got)
    })
  })
  const port = await freePort()
  const up = async () => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const down = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  await up()
  return {
    origin: `http://127.0.0.1:${port}`,
    /** Every whole request, oldest first. */
    received,
    answerWith: (next: Answer) => {
      answer = next
    },
    /** Connections are refused until `up`. */
    down,
    up,
  }
}

/**
 * A public address that is known before what stands behind it is started: whoever signs with its own address in what it
 * signs needs it then.
 */
export async function startFront() {
  let behind: string | undefined
  const server = createServer((request, response) => {
    const { method, headers, url = '/' } = request
    const forwarded = ask(new URL(url, behind).href, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    forwarded.on('error', () => response.destroy())
    request.pipe(forwarded)
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${port}`,
    standBefore: (origin: string) => {
      behind = origin
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Below the ports that machines give to outgoing connections: one that is left for a moment is still free after it. */
const PORTS = { first: 20_000, last: 29_999 }

export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * (PORTS.last - PORTS.first + 1))
    const probe = createServer().listen(port, '127.0.0.1')
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}

/** Undefined when the caller hung up in the middle. */
async function take(request: IncomingMessage): Promise<Received | undefined> {
  const at = Date.now()
  const body = await text(request).catch(() => undefined)
  if (body === undefined) return undefined
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, `${value}`]),
  )
  return { at, method: request.method ?? '', url: request.url ?? '', headers, body }
}

export const json =
  (value: unknown, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }
