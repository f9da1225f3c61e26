import type { SourceKey } from '@tongban/catalogue'
import type { Clock, Json } from '@tongban/kernel'
import type { FactQuery, FactSource, Reading } from '../facts/source.ts'

/**
 * Asks a source over the network: once, or of a list once for each entry, so that no entry is taken for known because the
 * first one was. Bounded in number and in time; where one entry has no answer, the source has given none.
 */
export async function askRemote(
  clock: Clock,
  source: FactSource,
  key: Pick<SourceKey, 'source' | 'many'>,
  queries: readonly FactQuery[],
): Promise<Reading> {
  const [only] = queries
  if (only === undefined) throw new Error(`${key.source} is asked by no key`)
  return key.many === true ? askEach(clock, source, key.source, queries) : source.read(only)
}

/** Entries asked side by side: a Worker has six connections, and other sources are asked at the same time. */
const AT_ONCE = 4
/** No list of a form is longer. */
const MOST = 50
/** After so long no further entries are begun. */
const LIMIT_MS = 4_000

async function askEach(
  clock: Clock,
  source: FactSource,
  name: string,
  queries: readonly FactQuery[],
): Promise<Reading> {
  if (queries.length > MOST) return { source: name, state: 'unavailable', reason: 'tooLarge' }
  const begunAt = clock.now()
  const found: Json[] = []
  let sourceAt = Number.POSITIVE_INFINITY
  for (let at = 0; at < queries.length; at += AT_ONCE) {
    if (clock.now() - begunAt > LIMIT_MS) return { source: name, state: 'unavailable', reason: 'timeout' }
    const readings = await Promise.all(queries.slice(at, at + AT_ONCE).map((query) => source.read(query)))
    for (const reading of readings) {
      if (reading.state !== 'answered') return reading
      if (reading.record !== null) found.push({ ...reading.record })
      sourceAt = Math.min(sourceAt, reading.sourceAt)
    }
  }
  return {
    source: name,
    state: 'answered',
    record: { found, missing: queries.length - found.length },
    sourceAt,
  }
}
