/** What the region under test has answered, read without believing any of it. */
import type { Disposition } from './wire/envelope.ts'
import type { Answered, Asked } from './wire/signature.ts'
import { readSet, storedIn } from './wire/token.ts'

export type Taken = {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly dispositions: readonly Disposition[]
  readonly receipt: string
  /** Ids its receipt names, with their digests. */
  readonly receipted: ReadonlyMap<string, string>
}

export type Exchanged = { readonly asked: Asked; readonly answered: Answered }
export type End = { readonly seq: number; readonly digest: string }

export function jsonOf({ body }: Answered): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString())
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

export const asGroup = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

export function takenOf(answered: Answered): Taken {
  const body = asGroup(jsonOf(answered))
  const dispositions: readonly Disposition[] = Array.isArray(body.dispositions) ? body.dispositions : []
  const receipt = typeof body.receipt === 'string' ? body.receipt : ''
  const named = answered.status === 200 ? storedIn(readSet(receipt)?.payload) : []
  return {
    status: answered.status,
    body,
    dispositions,
    receipt,
    receipted: new Map(named.map(({ id, digest }) => [id, digest])),
  }
}
