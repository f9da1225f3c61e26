import type { FortyCase, NeutralTable } from '../../packages/decisions/src/forty-rules.fixture.ts'
import type { FortyAnswer } from '../../packages/decisions/src/forty-rules-oracle.fixture.ts'

/** What stands in the race: an engine that answers a run of cases. Everything it needs beforehand is made in `open`. */

export type Run = {
  /** The answers, in order. This alone is timed. */
  readonly answer: () => FortyAnswer[] | Promise<FortyAnswer[]>
}

export type Contestant = {
  readonly name: string
  /** What its time holds and what not, for whoever reads the figures. */
  readonly says: string
  /** Turns cases into the engine's own inputs. Not timed. */
  readonly open: (cases: readonly FortyCase[]) => Run
}

export const isDate = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** A test of one input in the neutral form of the model; absent where a row does not ask. */
export type Test = NonNullable<NeutralTable['rows'][number]['when'][string]>
