/**
 * What a Worker tells the gateway of a request it has answered, so that the gateway's one line of the log says it all:
 * which route of the Worker it was, what kind of caller asked, and by what it failed. It travels in a header of the
 * answer, which the gateway takes off; never a name, a number, or anything that was sent. A Worker that was not asked
 * through the gateway does not tell it.
 */
export const VISIT_HEADER = 'x-tongban-visit'

/** By what the gateway counts whoever asks; only the gateway sets it, and it sets it always. */
export const CALLER_HEADER = 'x-tongban-caller'

export type Visited = {
  /** As in the API document, `/licences/v1/verify`; `none` where no route fitted. */
  readonly route: string
  /** Kind of the actor; `unknown` where it did not come to that. */
  readonly actor: string
  readonly failure: string | undefined
}

/** A route has no space in it, nor has a kind or a code. */
export const noteOf = ({ route, actor, failure }: Visited): string =>
  failure === undefined ? `${route} ${actor}` : `${route} ${actor} ${failure}`

/** `undefined` where whatever answered tells nothing of this kind. */
export function readNote(headers: Headers): Visited | undefined {
  const [route, actor, failure] = headers.get(VISIT_HEADER)?.split(' ') ?? []
  return route === undefined || actor === undefined ? undefined : { route, actor, failure }
}

/** From so many milliseconds on a request is slow, and where the time went is asked. */
const SLOW_MS = 1_000

/**
 * Whether the Worker has more to say of a request than the gateway, whose line has the note: it was refused or failed, a
 * caller who is known asked, or it took long. Where no gateway stands before it nobody else writes a line.
 */
export const needsLine = (
  caller: string | null,
  { actor, failure }: Visited,
  status: number,
  ms: number,
): boolean =>
  caller === null ||
  failure !== undefined ||
  (actor !== 'nobody' && actor !== 'unknown') ||
  status >= 400 ||
  ms >= SLOW_MS
