import { mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { Miniflare } from 'miniflare'
import { bundle } from '../bundle.ts'
import { countRows, migrate } from '../database.ts'
import { OWN_CONNECTION } from '../own-connection.ts'
import { COMPATIBILITY_DATE, MADE } from '../place.ts'
import { EXPECTED_OF_TEN, insertions, NOW } from './clocks.ts'

/**
 * The sweep of watched clocks in workerd with its database on disk: so many open clocks, so many of them due. Everything
 * that is due is given in one run; a second run right after it adds nothing.
 */
export type SweepResult = {
  readonly open: number
  readonly due: number
  readonly seconds: number
  readonly notices: number
  readonly cards: number
  readonly statements: number
  readonly statementsPerThousand: number
  /** Rows of the largest answer of a statement. */
  readonly mostRows: number
  /** The second run, which finds nothing. */
  readonly againSeconds: number
  /** What is not as it must be. */
  readonly wrong: readonly string[]
}

type Answer = {
  readonly clocks: number
  readonly notices: number
  readonly cards: number
  readonly statements: number
  readonly mostRows: number
}

export type SweepPlan = Pick<SweepResult, 'open' | 'due'>

export async function measureSweep({ open, due }: SweepPlan): Promise<SweepResult> {
  const persist = mkdtempSync(resolve(MADE, 'd1-'))
  const host = new Miniflare({
    cf: false,
    d1Persist: persist,
    workers: [
      {
        name: 'sweep',
        compatibilityDate: COMPATIBILITY_DATE,
        modules: [{ type: 'ESModule', path: 'sweep.js', contents: await bundle('supervision/worker.ts') }],
        d1Databases: { DB: 'sweep' },
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      },
    ],
  })
  try {
    await host.ready
    const database = await host.getD1Database('DB', 'sweep')
    await migrate(database)
    for (const { sql, values } of insertions(open, due))
      await database
        .prepare(sql)
        .bind(...values)
        .run()
    const at = await host.unsafeGetDirectURL('sweep')
    const sweep = async () => {
      const url = new URL(`/?now=${NOW}`, at)
      const startedAt = performance.now()
      const response = await fetch(url, { method: 'POST', headers: OWN_CONNECTION })
      if (!response.ok) throw new Error(`the sweep stopped: ${await response.text()}`)
      const answer = asAnswer(await response.json())
      return { answer, seconds: (performance.now() - startedAt) / 1000 }
    }
    // The isolate starts, and finds the database open.
    await fetch(new URL('/?now=0', at), { method: 'POST', headers: OWN_CONNECTION })
    const first = await sweep()
    const rows = await countRows(database)
    const second = await sweep()
    const after = await countRows(database)
    const { notices, cards, statements, mostRows } = first.answer
    const expected = {
      notices: (due * EXPECTED_OF_TEN.notices) / 10,
      cards: (due * EXPECTED_OF_TEN.cards) / 10,
    }
    const wrong = [
      ...differs('notices', rows.supervision_notices, expected.notices),
      ...differs('cards', rows.supervision_cards, expected.cards),
      ...differs('clocks', rows.watched_clocks, open + (due * EXPECTED_OF_TEN.watches) / 10),
      ...differs('rows of the second run', JSON.stringify(after), JSON.stringify(rows)),
      ...differs('given by the second run', second.answer.notices + second.answer.cards, 0),
    ]
    return {
      open,
      due,
      seconds: first.seconds,
      notices,
      cards,
      statements,
      statementsPerThousand: statements / (due / 1000),
      mostRows,
      againSeconds: second.seconds,
      wrong,
    }
  } finally {
    await host.dispose()
    rmSync(persist, { recursive: true, force: true })
  }
}

const differs = (says: string, found: unknown, expected: unknown): string[] =>
  found === expected ? [] : [`${says}: ${found}, not ${expected}`]

/** Guarantee: the Worker of this folder answered. */
const asAnswer = (value: unknown) => value as Answer
