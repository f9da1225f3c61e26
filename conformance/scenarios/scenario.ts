import type { ClauseId } from '../clauses.ts'
import { must, type Taken, type Tester } from '../tester.ts'
import type { Envelope } from '../wire/envelope.ts'
import type { Answered } from '../wire/signature.ts'

/** Tries one clause: throws `Unmet` when the region does not do what it asks for. */
export type Scenario = (tester: Tester) => Promise<void>
export type Scenarios = Readonly<Record<ClauseId, Scenario>>

export const mustBe = ({ status }: Answered, wanted: number, what: string) =>
  must(status === wanted, `${what} was answered ${status}, not ${wanted}`)

export const mustBeRefused = ({ status }: { readonly status: number }, what: string) =>
  must(status >= 400 && status < 500, `${what} was answered ${status}, not 4xx`)

export const stateOf = ({ dispositions }: Taken, { id }: Pick<Envelope, 'id'>) =>
  dispositions.find((each) => each.id === id)?.state

/** Neither stored nor receipted: refused by itself, or with the whole delivery. */
export function mustNotBeStored(taken: Taken, message: Envelope, what: string): void {
  const state = stateOf(taken, message)
  const isRefused =
    (taken.status >= 400 && taken.status < 500) || (taken.status === 200 && state === 'refused')
  must(isRefused, `${what}: answered ${taken.status}, disposition ${state ?? 'none'}`)
  must(!taken.receipted.has(message.id), `${what} stands in the receipt`)
}

export function mustBeStored(taken: Taken, message: Envelope, what = 'a sound message'): void {
  const state = stateOf(taken, message)
  const why = JSON.stringify(taken.dispositions.find(({ id }) => id === message.id) ?? taken.body)
  must(taken.status === 200 && state === 'stored', `${what} was not stored: ${taken.status} ${why}`)
}

/** Refused at once, or after it was stored by its verdict. */
export async function mustBeTurnedDown(
  tester: Tester,
  taken: Taken,
  message: Envelope,
  what: string,
): Promise<void> {
  if (taken.status >= 400 && taken.status < 500) return
  if (stateOf(taken, message) === 'refused') return
  must(taken.status === 200, `${what} was answered ${taken.status}`)
  const verdict = await tester.verdictOf(message.id)
  must(verdict !== undefined, `${what} was stored, and no verdict of it was told`)
  must(!verdict.accepted, `${what} was accepted`)
}
