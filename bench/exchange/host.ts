import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import type { Statement } from '@tongban/store'
import { Miniflare, type WorkerOptions } from 'miniflare'
import { bundle } from '../bundle.ts'
import { type Database, migrate } from '../database.ts'
import { makeRegion } from '../intake/region.ts'
import { COMPATIBILITY_DATE, MADE } from '../place.ts'
import { BARE_TABLES } from './bare.ts'
import {
  agreementOf,
  befriending,
  type ExchangeRegion,
  HANDLES,
  HANDS_OVER,
  makeExchangeRegion,
} from './regions.ts'

/**
 * Two regions, each a workerd process of its own with its databases on disk. In the first the built exchange Worker that
 * sends and the bare sender; in the second the same built Worker that receives and the bare receiver. What passes between
 * them goes over HTTP on the loopback interface. The exchange Worker that sends one message a request is the built one
 * with the one number of its code changed that says how many go into a request.
 */
export type ExchangeHost = {
  readonly sender: Side
  readonly receiver: Side
  readonly starter: URL
  readonly bareSender: URL
  readonly dispose: () => Promise<void>
}
export type Side = {
  readonly region: ExchangeRegion
  readonly ours: Database
  readonly bare: Database
}

const MOST = /messagesPerDelivery:50\b/g

/** The built Worker, sending one message a request. */
function oneByOne(exchange: string): string {
  if (exchange.match(MOST)?.length !== 1)
    throw new Error('the limit of messages is not where the bench looks for it')
  return exchange.replace(MOST, 'messagesPerDelivery:1')
}

export async function openExchangeHost(exchange: string, now: number): Promise<ExchangeHost> {
  const persist = mkdtempSync(resolve(MADE, 'd1-'))
  const ports = { sender: await freePort(), receiver: await freePort(), bare: await freePort() }
  const at = (port: number) => `http://127.0.0.1:${port}`
  const sender = await makeExchangeRegion(
    await makeRegion(now, HANDS_OVER),
    HANDS_OVER,
    at(ports.sender),
    now,
  )
  const receiver = await makeExchangeRegion(await makeRegion(now, HANDLES), HANDLES, at(ports.receiver), now)
  // A folder each: two runtimes that start at once would lock each other out of what both keep.
  const a = open(resolve(persist, 'a'), [
    ours('exchange', exchange, sender, ports.sender),
    ours('exchangeSingle', oneByOne(exchange), sender, 0),
    {
      ...worker('bare', await bundle('exchange/bare-sender.ts'), 0),
      bindings: { RECEIVER: at(ports.bare) },
      d1Databases: { DB: `bare-${HANDS_OVER}` },
    },
    {
      ...worker('starter', await bundle('exchange/starter.ts'), 0),
      bindings: { PARTNER: HANDLES },
      serviceBindings: {
        SINGLE: { name: 'exchangeSingle', entrypoint: 'Post' },
        BATCHED: { name: 'exchange', entrypoint: 'Post' },
      },
    },
  ])
  const b = open(resolve(persist, 'b'), [
    ours('exchange', exchange, receiver, ports.receiver),
    {
      ...worker('bare', await bundle('exchange/bare-receiver.ts'), ports.bare),
      d1Databases: { DB: `bare-${HANDLES}` },
    },
  ])
  await Promise.all([a.ready, b.ready])
  const sides = { sender: await sideOf(a, sender), receiver: await sideOf(b, receiver) }
  const version = agreementOf(now)
  for (const [own, partner] of [
    [sides.sender, receiver],
    [sides.receiver, sender],
  ] as const) {
    await migrate(own.ours)
    await write(own.ours, await befriending(own.region.code, partner, version, now))
  }
  await sides.receiver.ours.prepare(TAKEN_IN_AT_ONCE).run()
  for (const sql of BARE_TABLES.sender) await sides.sender.bare.prepare(sql).run()
  for (const sql of BARE_TABLES.receiver) await sides.receiver.bare.prepare(sql).run()
  return {
    ...sides,
    starter: await a.unsafeGetDirectURL('starter'),
    bareSender: await a.unsafeGetDirectURL('bare'),
    async dispose() {
      await Promise.all([a.dispose(), b.dispose()])
      rmSync(persist, { recursive: true, force: true })
    },
  }
}

/**
 * What came in counts as taken in the moment it is stored: applying it to cases is the work of another Worker and no part of
 * a delivery. What is left of it is the query after each receipt that finds nothing due, which is ours to bear, as is this.
 */
const TAKEN_IN_AT_ONCE = `CREATE TRIGGER taken_in_at_once AFTER INSERT ON exchange_messages WHEN NEW.direction = 'in' BEGIN
  UPDATE exchange_messages SET state = 'applied' WHERE rowid = NEW.rowid; END`

const ours = (
  name: string,
  contents: string,
  { code, bindings }: ExchangeRegion,
  port: number,
): WorkerOptions => ({
  ...worker(name, contents, port),
  bindings: { ...bindings },
  d1Databases: { DB: `ours-${code}` },
})

const worker = (name: string, contents: string, port: number) => ({
  name,
  compatibilityDate: COMPATIBILITY_DATE,
  modules: [{ type: 'ESModule', path: `${name}.js`, contents } as const],
  unsafeDirectSockets: [{ host: '127.0.0.1', port }],
})

const open = (persist: string, workers: WorkerOptions[]) =>
  new Miniflare({
    cf: false,
    d1Persist: persist,
    // The Workers' log goes nowhere; writing it is part of their work, reading it is not.
    handleRuntimeStdio: (out: Readable, err: Readable) => {
      out.resume()
      err.pipe(process.stderr)
    },
    workers,
  })

async function sideOf(host: Miniflare, region: ExchangeRegion): Promise<Side> {
  const [own, bare] = [await host.getD1Database('DB', 'exchange'), await host.getD1Database('DB', 'bare')]
  return { region, ours: own, bare }
}

export const write = (database: Database, statements: readonly Statement[]) =>
  database.batch(statements.map(({ sql, params }) => database.prepare(sql).bind(...params)))

/** Known beforehand: a region signs what is addressed to it under the origin it is configured with. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const address = server.address()
  await new Promise((settle) => server.close(settle))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
