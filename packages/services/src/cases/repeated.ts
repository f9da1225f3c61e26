import { BESIDE, type CaseEvent } from '@tongban/cases'
import { canonicalJson, type Failure, fail, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'
import type { StepName } from './step-names.ts'

/**
 * Knows a step that was sent again. With an Idempotency-Key the same key by the same person is the same request, however
 * much has happened since; the event that was appended for it holds a keyed digest of the key. Without a key the same
 * content by the same person is a repetition as long as nothing that leads anywhere has come after it: a file that was
 * added or an identity that was read between the two makes no new step of it. The events that were loaded anyway tell.
 */
export type Request = {
  /** A keyed digest of what was asked. */
  readonly content: string
  /** A keyed digest of the Idempotency-Key; null where none was sent. */
  readonly key: string | null
}

export async function requestOf(
  { keys }: Pick<Context, 'keys'>,
  name: StepName,
  input: object,
  key: string | undefined,
): Promise<Request> {
  const [content, digest] = await Promise.all([
    sha256Hex(canonicalJson([name, asJson(input)])).then((asked) => blindIndex(keys, 'stepContent', asked)),
    key === undefined ? null : blindIndex(keys, 'stepKey', key),
  ])
  return { content, key: digest }
}

/** What the event of the request holds of it. */
export const markOf = ({ content, key }: Request) => (key === null ? { content } : { content, key })

/** Whether the step was taken for this very request; the same key with another content is refused. */
export function wasTaken(
  { actor, events }: Pick<LoadedCase, 'actor' | 'events'>,
  { content, key }: Request,
): Result<boolean, Failure> {
  const mine = (event: CaseEvent) => event.actorSubject === actor.subject
  if (key !== null) {
    const before = events.find((event) => mine(event) && event.data.key === key)
    if (before === undefined) return ok(false)
    return before.data.content === content ? ok(true) : fail({ code: 'idempotencyKeyReused' })
  }
  const last = events.findLast(({ type }) => !BESIDE.includes(type))
  return ok(last !== undefined && isSame({ actor }, content, last))
}

/** The same content by the same person, in a role they still hold. */
export const isSame = (
  { actor }: Pick<LoadedCase, 'actor'>,
  content: string,
  { actorSubject, actorKind, data }: CaseEvent,
): boolean =>
  actorSubject === actor.subject &&
  data.content === content &&
  (actorKind !== 'official' || actor.acting.some(({ role }) => role === data.role))

/** Guarantee: the input was read from JSON and has passed the strict schema of its step. */
const asJson = (input: object) => input as Json
