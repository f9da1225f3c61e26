import { type FortyCase, fortyCases } from '../../packages/decisions/src/forty-rules.fixture.ts'
import { type FortyAnswer, fortyOracle } from '../../packages/decisions/src/forty-rules-oracle.fixture.ts'
import type { Contestant } from './contestant.ts'
import { feelin } from './feelin.ts'
import { jsonRules } from './json-rules.ts'
import { ours } from './ours.ts'

/**
 * The race, as a Worker: every engine in the same workerd, on the same seeded cases, each answer compared with the
 * hand-written rules. `GET /` lists who runs; `GET /run?…` lets one of them answer a stretch of the cases.
 */
export type Stretch = {
  readonly engine: string
  readonly seed: number
  readonly from: number
  readonly count: number
  /** How often the stretch is answered within the time. */
  readonly passes: number
}
export type Ran = {
  readonly milliseconds: number
  readonly decisions: number
  readonly wrong: number
  /** The first wrong answer, beside the right one. */
  readonly example: unknown
}

const CASES = 100_000
let cases: { readonly seed: number; readonly all: readonly FortyCase[] } = { seed: -1, all: [] }
let contestants: Promise<readonly Contestant[]> | undefined

export default {
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    contestants ??= ours().then((own) => [...own, jsonRules, feelin])
    const all = await contestants
    if (url.pathname !== '/run') return Response.json(all.map(({ name, says }) => ({ name, says })))
    const number = (name: string) => Number(url.searchParams.get(name))
    const engine = all.find(({ name }) => name === url.searchParams.get('engine'))
    if (engine === undefined) return new Response('no such engine', { status: 404 })
    return Response.json(
      await race(engine, stretchOf(number('seed'), number('from'), number('count')), number('passes')),
    )
  },
}

function stretchOf(seed: number, from: number, count: number): readonly FortyCase[] {
  if (cases.seed !== seed) cases = { seed, all: fortyCases(CASES, seed) }
  return cases.all.slice(from, from + count)
}

/** Local workerd lets its clock run on within a request; the caller compares with its own. */
async function race(engine: Contestant, stretch: readonly FortyCase[], passes: number): Promise<Ran> {
  const run = engine.open(stretch)
  let answers: FortyAnswer[] = []
  const startedAt = performance.now()
  for (let pass = 0; pass < passes; pass += 1) answers = await run.answer()
  const milliseconds = performance.now() - startedAt
  const compared = stretch.map((one, at) => ({ one, wanted: fortyOracle(one), got: answers[at] }))
  const wrong = compared.filter(({ wanted, got }) => !isSame(wanted, got))
  return {
    milliseconds,
    decisions: stretch.length * passes,
    wrong: wrong.length,
    example: wrong[0] ?? null,
  }
}

const isSame = (wanted: FortyAnswer, got: FortyAnswer | undefined) =>
  got?.standing === wanted.standing && got.points === wanted.points && got.outcome === wanted.outcome
