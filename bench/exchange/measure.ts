import type { SealedMessage } from '@tongban/exchange'
import { insertMessages } from '@tongban/store'
import { median } from '../command.ts'
import { OWN_CONNECTION } from '../own-connection.ts'
import { type ExchangeHost, openExchangeHost, write } from './host.ts'
import { makeMessages } from './messages.ts'
import { agreementOf, HANDLES, routeVersionOf } from './regions.ts'

/**
 * Receipted deliveries a second, ours beside the bare pair: the same messages wait at both senders, and are drained by so
 * many drains at once until none waits. Round by round in turns, so that a disturbed moment of the machine hits both.
 */
export type Way = 'single' | 'batched'
export type DeliveryArm = {
  /** Messages a second: median of the rounds, and the rounds. */
  readonly messagesPerSecond: number
  readonly roundRates: readonly number[]
}
export type DeliveryLine = {
  readonly way: Way
  readonly messagesPerRequest: number
  readonly drains: number
  readonly messagesPerRound: number
  readonly bare: DeliveryArm
  readonly ours: DeliveryArm
  /** Of the bare pair's in the round beside it: median, and the rounds. */
  readonly ratio: number
  readonly roundRatios: readonly number[]
}
export type DeliveryResult = {
  readonly rounds: number
  readonly bodyBytes: number
  readonly sealedBytes: number
  readonly lines: readonly DeliveryLine[]
  /** Counted after the rounds, on both sides; whatever is not as it must be. */
  readonly wrong: readonly string[]
}

const WAYS = {
  single: { messagesPerRequest: 1, drains: 16 },
  batched: { messagesPerRequest: 50, drains: 4 },
} as const satisfies Record<Way, { messagesPerRequest: number; drains: number }>

export type DeliveryPlan = {
  readonly rounds: number
  readonly now: number
  readonly messages: Readonly<Record<Way, number>>
}

export async function measureDelivery(
  exchange: string,
  { rounds, now, messages: amounts }: DeliveryPlan,
  say: (line: string) => void,
): Promise<DeliveryResult> {
  const host = await openExchangeHost(exchange, now)
  try {
    const version = agreementOf(now)
    const sealing = {
      partner: host.receiver.region,
      now,
      route: await routeVersionOf(version),
      agreement: `${version.id}@${version.version}`,
    }
    let made = 0
    const bytes: Record<'body' | 'sealed', number> = { body: 0, sealed: 0 }
    const lines: DeliveryLine[] = []
    for (const way of ['single', 'batched'] as const) {
      const rates = { ours: [] as number[], bare: [] as number[] }
      // The first round is warming up, and is not told.
      for (let round = 0; round <= rounds; round += 1) {
        const sealed = await makeMessages(amounts[way], made, sealing)
        made += sealed.length
        bytes.body = sealed[0]?.body.length ?? 0
        bytes.sealed = sealed[0]?.message.sealed?.length ?? 0
        await put(host, sealed, now)
        for (const arm of round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const)) {
          const seconds = await drained(host, arm, way)
          if (round > 0) rates[arm].push(sealed.length / seconds)
        }
      }
      say(`  deliveries, ${way}: ${rounds} rounds of ${amounts[way]} messages`)
      lines.push(lineOf(way, amounts[way], rates))
    }
    const sent = (rounds + 1) * (amounts.single + amounts.batched)
    const requests =
      (rounds + 1) * (amounts.single + Math.ceil(amounts.batched / WAYS.batched.messagesPerRequest))
    return {
      rounds,
      bodyBytes: bytes.body,
      sealedBytes: bytes.sealed,
      lines,
      wrong: await wrongRows(host, sent, requests),
    }
  } finally {
    await host.dispose()
  }
}

/** A bound value has a limit. */
const ROWS_AT_ONCE = 250

/** The same messages to both, as they wait after the change of their cases. */
async function put({ sender }: ExchangeHost, sealed: readonly SealedMessage[], now: number): Promise<void> {
  for (let from = 0; from < sealed.length; from += ROWS_AT_ONCE) {
    const rows = sealed.slice(from, from + ROWS_AT_ONCE).map(({ message, body, digest }) => ({
      id: message.id,
      case: message.subject,
      seq: message.seq,
      type: message.type,
      at: now,
      digest,
      body,
      state: 'waiting',
      doneAt: null,
    }))
    const text = JSON.stringify(rows)
    await write(sender.ours, [
      insertMessages({ partner: HANDLES, direction: 'out', now, delivery: null, rows: text }),
    ])
    await sender.bare
      .prepare(
        `INSERT INTO outbox (id, case_number, seq, body, state, next_at)
         SELECT value ->> 'id', value ->> 'case', value ->> 'seq', value ->> 'body', 'waiting', ? FROM json_each(?)`,
      )
      .bind(now, text)
      .run()
  }
}

/** Seconds until nothing waits. */
async function drained(
  { starter, bareSender }: ExchangeHost,
  arm: 'ours' | 'bare',
  way: Way,
): Promise<number> {
  const { drains, messagesPerRequest } = WAYS[way]
  const url =
    arm === 'ours' ? new URL(`/${way}`, starter) : new URL(`/?limit=${messagesPerRequest}`, bareSender)
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: drains }, async () => {
      const answer = await fetch(url, { method: 'POST', headers: OWN_CONNECTION })
      if (!answer.ok) throw new Error(`a drain stopped: ${await answer.text()}`)
      await answer.text()
    }),
  )
  return (performance.now() - startedAt) / 1000
}

function lineOf(
  way: Way,
  messagesPerRound: number,
  rates: Record<'ours' | 'bare', readonly number[]>,
): DeliveryLine {
  const roundRatios = rates.ours.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN))
  return {
    way,
    ...WAYS[way],
    messagesPerRound,
    bare: { messagesPerSecond: median(rates.bare), roundRates: rates.bare },
    ours: { messagesPerSecond: median(rates.ours), roundRates: rates.ours },
    ratio: median(roundRatios),
    roundRatios,
  }
}

/** Every message stored there once and receipted here, by as many requests as there must have been. */
async function wrongRows(
  { sender, receiver }: ExchangeHost,
  sent: number,
  requests: number,
): Promise<string[]> {
  const count = async (database: typeof sender.ours, what: string) =>
    (await database.prepare(`SELECT count(*) AS n FROM ${what}`).first<number>('n')) ?? Number.NaN
  const expected = [
    [
      'ours, receipted',
      sender.ours,
      `exchange_messages WHERE state = 'stored' AND delivery_id IS NOT NULL`,
      sent,
    ],
    ['ours, sent in all', sender.ours, 'exchange_messages', sent],
    ['ours, proofs of sending', sender.ours, 'exchange_deliveries', requests],
    ['ours, stored there', receiver.ours, `exchange_messages WHERE direction = 'in'`, sent],
    ['ours, proofs of receiving', receiver.ours, 'exchange_deliveries', requests],
    ['ours, nonces', receiver.ours, 'exchange_nonces', requests],
    ['ours, alarms', sender.ours, 'exchange_alarms', 0],
    ['bare, marked as stored', sender.bare, `outbox WHERE state = 'stored'`, sent],
    ['bare, inbox', receiver.bare, 'inbox', sent],
    ['bare, cases', receiver.bare, 'cases', sent],
  ] as const
  const wrong: string[] = []
  for (const [says, database, what, rows] of expected) {
    const found = await count(database, what)
    if (found !== rows) wrong.push(`${says}: ${found} rows, not ${rows}`)
  }
  return wrong
}
