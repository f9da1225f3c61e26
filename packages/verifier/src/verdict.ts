/**
 * From what was found to an answer. A licence holds only when nothing speaks against it and everything could be found out.
 */
import { type FindingCode, finding } from './finding.ts'
import { identifierWarnings } from './identifier.ts'
import type { Sm2Verifier } from './signature.ts'
import { type StatusShard, statusAt } from './status.ts'
import { type OpenRegion, type Trust, trustFinding } from './trust.ts'
import { type Finding, STATUS, type StatusValue, type Verdict } from './wire.ts'

/** Where it could not be found out, rather than found to be wrong. */
const UNKNOWN: ReadonlySet<FindingCode> = new Set([
  'issuer:unknown',
  'key:unknown',
  'signature:unsupported',
  'trust:outOfGrace',
])

/** Of a token that is not shown to be a licence nothing is told but why. */
function refuse(code: FindingCode, now: number): Verdict {
  return {
    valid: false,
    state: UNKNOWN.has(code) ? 'unknown' : 'invalid',
    reasons: [finding(code)],
    warnings: [],
    licence: null,
    issuer: null,
    claims: {},
    status: null,
    checkedAt: now,
  }
}

/** A genuine licence, before time and status. */
export type Genuine = {
  readonly region: OpenRegion
  readonly licence: NonNullable<Verdict['licence']>
  readonly issuer: NonNullable<Verdict['issuer']>
  readonly claims: Verdict['claims']
  /** Seconds; no `until`: without an end. */
  readonly from: number
  readonly until: number | undefined
  readonly place: { readonly uri: string; readonly idx: number }
  readonly demonstration: boolean
  readonly warnings: readonly FindingCode[]
}

/** What both forms of a licence are asked with. */
export type Asking = {
  readonly trust: Trust
  /** Epoch milliseconds. */
  readonly now: number
  /** How far clocks may differ; 60 unless told. */
  readonly leewaySeconds?: number | undefined
  readonly statusOf: StatusOf
  readonly sm2?: Sm2Verifier | undefined
}

/** The status list at `uri`, however the caller keeps it; `undefined` when it cannot be had. */
export type StatusOf = (uri: string) => StatusShard | undefined | Promise<StatusShard | undefined>

export const LEEWAY_SECONDS = 60

/** Of what is not shown to be genuine the status is not even asked for. */
export function answer(genuine: Genuine | FindingCode, asking: Asking): Verdict | Promise<Verdict> {
  if (typeof genuine === 'string') return refuse(genuine, asking.now)
  const { statusOf, trust, now, leewaySeconds = LEEWAY_SECONDS } = asking
  const asked = statusOf(genuine.place.uri)
  // Mostly it is at hand; then nothing is waited for.
  if (!(asked instanceof Promise)) return decide(genuine, { trust, now, leewaySeconds, shard: asked })
  return asked.then((shard) => decide(genuine, { trust, now, leewaySeconds, shard }))
}

type Found = {
  readonly trust: Trust
  readonly now: number
  readonly leewaySeconds: number
  readonly shard: StatusShard | undefined
}

/** From the worst down: the state told is that of the first reason found. */
const STATES = [
  ['status:ended', 'ended'],
  ['status:other', 'ended'],
  ['status:suspended', 'suspended'],
  ['time:expired', 'expired'],
  ['time:notYetValid', 'notYetValid'],
] as const satisfies readonly (readonly [FindingCode, Verdict['state']])[]

function decide(genuine: Genuine, found: Found): Verdict {
  const { trust, now } = found
  const status = statusNow(genuine, found)
  const codes: FindingCode[] = []
  if (status.reason !== undefined) codes.push(status.reason)
  const time = timeFault(genuine, found)
  if (time !== undefined) codes.push(time)
  const warnings: Finding[] = genuine.warnings.map(finding)
  if (status.warning !== undefined) warnings.push(finding(status.warning))
  const aged = trustFinding(trust, now)
  if (aged !== undefined) warnings.push(finding(aged))
  if (genuine.demonstration) warnings.push(finding('demonstration'))
  warnings.push(...identifierWarnings(genuine.licence.identifier))
  return {
    valid: codes.length === 0,
    state: codes.length === 0 ? 'valid' : worstOf(codes),
    reasons: codes.map(finding),
    warnings,
    licence: genuine.licence,
    issuer: genuine.issuer,
    claims: genuine.claims,
    status: status.found,
    checkedAt: now,
  }
}

const worstOf = (codes: readonly FindingCode[]): Verdict['state'] =>
  STATES.find(([code]) => codes.includes(code))?.[1] ?? 'unknown'

function timeFault(genuine: Genuine, { now, leewaySeconds }: Found): FindingCode | undefined {
  const seconds = now / 1000
  if (genuine.until !== undefined && seconds >= genuine.until + leewaySeconds) return 'time:expired'
  return seconds < genuine.from - leewaySeconds ? 'time:notYetValid' : undefined
}

type StatusNow = {
  readonly found: Verdict['status']
  readonly reason?: FindingCode | undefined
  readonly warning?: FindingCode | undefined
}

const REASONS: Record<StatusValue, FindingCode | undefined> = {
  [STATUS.valid]: undefined,
  [STATUS.invalid]: 'status:ended',
  [STATUS.suspended]: 'status:suspended',
  [STATUS.other]: 'status:other',
}

function statusNow({ region, place }: Genuine, { now, shard }: Found): StatusNow {
  if (shard === undefined) return { found: null, reason: 'status:unavailable' }
  if (shard.uri !== place.uri) return { found: null, reason: 'status:otherList' }
  if (shard.kid !== undefined) {
    const key = region.open.get(shard.kid)
    const revoked = key === undefined || (key.revokedAt !== null && key.revokedAt * 1000 <= now)
    if (revoked || key.use !== 'status') return { found: null, reason: 'status:unavailable' }
  }
  const value = statusAt(shard, place.idx)
  if (value === undefined) return { found: null, reason: 'status:outOfRange' }
  const ageSeconds = Math.max(0, Math.ceil((now - shard.asOf) / 1000))
  const aged = ageSeconds > shard.ttl
  const known: StatusValue = value === 0 || value === 1 || value === 2 ? value : STATUS.other
  // A list that came while it was asked for is no younger than the question.
  const found = {
    value: known,
    asOf: Math.min(shard.asOf, now),
    maxStalenessSeconds: aged ? ageSeconds : shard.ttl,
  }
  const ended = REASONS[known]
  // What has ended stays ended: an old list that says so is still believed.
  if (now >= shard.exp * 1000) return { found, reason: known === STATUS.invalid ? ended : 'status:stale' }
  return { found, reason: ended, warning: aged ? 'status:pastTtl' : undefined }
}
