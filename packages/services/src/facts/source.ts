import type { EpochMs, IdKind, Json } from '@tongban/kernel'

/**
 * The port through which facts about a person are read from whoever keeps them. A source answers what it holds
 * and as of when, or why it could not; whether that is known, missing, stale or contradictory is judged by the
 * decision, not here. Facts are read for one purpose, which travels with the query (在线政务服务若干规定 7).
 */
export type FactQuery = {
  /** Name of the source that is asked. */
  readonly source: string
  readonly subject: { readonly idKind: IdKind; readonly idNumber: string }
  /** What narrows the question beside the person, e.g. a permit number. */
  readonly keys: Readonly<Record<string, string>>
  /** Dotted paths inside the source's record; its answer is cut down to them. */
  readonly facts: readonly string[]
  readonly itemCode: string
  readonly caseNumber: string | null
  readonly purpose: string
  readonly requestId: string
}

/**
 * - `timeout`: no whole answer within the limit
 * - `network`: no connection, or it broke
 * - `refused`: turned away: 401, 403, or a redirect, which is never followed
 * - `status`: any other status than 200; a 404 does not mean "no such person"
 * - `tooLarge`: the answer is over the size cap
 * - `badAnswer`: an answer, but not one in the agreed form, or about another person
 */
export type UnavailableReason = 'timeout' | 'refused' | 'badAnswer' | 'tooLarge' | 'network' | 'status'

export type Reading =
  | {
      readonly source: string
      readonly state: 'answered'
      /** `null`: the source knows no such person. */
      readonly record: Readonly<Record<string, Json>> | null
      /** As of when the source holds this. */
      readonly sourceAt: EpochMs
    }
  | { readonly source: string; readonly state: 'unavailable'; readonly reason: UnavailableReason }

export interface FactSource {
  /** Never rejects for a reason outside this program; throws only if asked in another source's name. */
  read(query: FactQuery): Promise<Reading>
}

/** The record without whatever was not asked for: it is neither used nor stored (个人信息保护法 6). */
export function onlyAsked(
  record: Readonly<Record<string, Json>> | null,
  facts: readonly string[],
): Readonly<Record<string, Json>> | null {
  return record === null
    ? null
    : cutDown(
        record,
        facts.map((fact) => fact.split('.')),
      )
}

type Group = { readonly [key: string]: Json | undefined }

function cutDown(group: Group, paths: readonly (readonly string[])[]): Readonly<Record<string, Json>> {
  const kept: [string, Json][] = []
  for (const [key, value] of Object.entries(group)) {
    const here = paths.filter(([first]) => first === key).map(([, ...rest]) => rest)
    if (value === undefined || here.length === 0) continue
    if (here.some((rest) => rest.length === 0)) kept.push([key, value])
    else if (isGroup(value)) kept.push([key, cutDown(value, here)])
  }
  return Object.fromEntries(kept)
}

const isGroup = (value: Json): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A query that reaches another source than the one it names is a wiring bug. */
export function assertAddressed(query: FactQuery, name: string): void {
  if (query.source !== name) throw new Error(`query for source ${query.source} reached ${name}`)
}
