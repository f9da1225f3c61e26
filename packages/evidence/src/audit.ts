/**
 * Checks everything a region keeps as evidence, from what it hands out: signatures and chain of the days, the records
 * of each day against its root, each stored row against what was sealed, each chain of events, and each case and each
 * licence against the fold of its events. Nothing is believed that was not recomputed. What is wrong is named, row by row.
 */
import { addDays, civilDate, endOfDayAt } from '@tongban/calendar'
import type { PublicKey } from './audit-keys.ts'
import { openChains } from './chains.ts'
import { dayDigest, FIRST } from './day.ts'
import type { Finding } from './finding.ts'
import { rootOf } from './merkle.ts'
import type { LicenceOwed } from './owed.ts'
import { readDay } from './proof.ts'
import { keyOf, leafOf, RECORD_KINDS, type RecordKind, type RecordRow, type SealedLeaf } from './record.ts'

/** Records, and the rows that are held against them. */
export type AuditedRows = RecordKind | 'case' | 'licence' | 'licenceOwed'

/** Where the audit reads: the region's API, a restored copy, a test. */
export interface AuditReader {
  readonly keys: readonly PublicKey[]
  /** Signed statements of all days, oldest first. */
  days(): AsyncIterable<{ readonly on: string; readonly statement: string }>
  leaves(on: string): AsyncIterable<SealedLeaf>
  /** Rows in the order they were written. */
  rows(kind: AuditedRows): AsyncIterable<RecordRow>
}

export type AuditReport = {
  readonly days: number
  readonly lastSealedOn: string | null
  readonly records: Readonly<Record<RecordKind, number>>
  readonly cases: number
  readonly licences: number
  /** Records of days that are not over, or were not sealed yet. */
  readonly unsealed: number
  /** Granted by silence and not signed yet; most are so for minutes. */
  readonly owed: readonly LicenceOwed[]
  readonly findings: readonly Finding[]
}

type Sealed = { readonly hash: string; readonly on: string }
type SealedRecords = ReadonlyMap<RecordKind, Map<string, Sealed>>

/** A request of the last minutes of a day may be committed after the day's last records were read. */
const MIDNIGHT_MS = 10 * 60_000

/**
 * Kinds that days sealed earlier know nothing of: until the first of them is sealed, none is looked for under those days.
 * A licence put in meanwhile lacks the event of a case.
 */
const CAME_LATER: readonly RecordKind[] = ['licenceEvent']

export async function auditRegion(reader: AuditReader): Promise<AuditReport> {
  const findings: Finding[] = []
  const { sealed, days, lastSealedOn } = await auditDays(reader, findings)
  const chains = openChains(findings)
  const records = { caseEvent: 0, ruleEvent: 0, decision: 0, document: 0, licenceEvent: 0 }
  let unsealed = 0
  for (const kind of RECORD_KINDS) {
    const known = sealed.get(kind) ?? new Map<string, Sealed>()
    const isUnderDays = known.size > 0 || !CAME_LATER.includes(kind)
    let waiting: RecordRow[] = []
    for await (const row of reader.rows(kind)) {
      records[kind] += 1
      await chains.check(kind, row)
      const entry = known.get(keyOf(kind, row))
      if (entry === undefined) {
        waiting.push(row)
        continue
      }
      // Rows are in the order of writing: what stands before a sealed one was there or was put there.
      findings.push(...waiting.map((each) => insertedBy(kind, each)))
      waiting = []
      known.delete(keyOf(kind, row))
      if ((await leafOf(kind, row)) !== entry.hash)
        findings.push({ what: 'changedAfterSeal', record: kind, key: keyOf(kind, row), sealedOn: entry.on })
    }
    const late = isUnderDays ? waiting.filter(({ at }) => isUnderSealedDay(at, lastSealedOn)) : []
    findings.push(...late.map((each) => insertedBy(kind, each)))
    unsealed += waiting.length - late.length
    for (const [key, { on }] of known) findings.push({ what: 'removed', record: kind, key, sealedOn: on })
  }
  let cases = 0
  for await (const row of reader.rows('case')) {
    cases += 1
    chains.checkCase(row)
  }
  let licences = 0
  for await (const row of reader.rows('licence')) {
    licences += 1
    chains.checkLicence(row)
  }
  chains.end()
  const owed: LicenceOwed[] = []
  for await (const { caseNumber, at } of reader.rows('licenceOwed'))
    owed.push({ caseNumber: String(caseNumber), since: at })
  return { days, lastSealedOn, records, cases, licences, unsealed, owed, findings }
}

const insertedBy = (kind: RecordKind, row: RecordRow): Finding => ({
  what: 'inserted',
  record: kind,
  key: keyOf(kind, row),
  sealedOn: null,
})

function isUnderSealedDay(at: number, lastSealedOn: string | null): boolean {
  const last = lastSealedOn === null ? undefined : civilDate(lastSealedOn)
  return last !== undefined && at < endOfDayAt(last) - MIDNIGHT_MS
}

async function auditDays(reader: AuditReader, findings: Finding[]) {
  const sealed: SealedRecords = new Map(RECORD_KINDS.map((kind) => [kind, new Map<string, Sealed>()]))
  let previous: { readonly on: string; readonly digest: string } | null = null
  let days = 0
  for await (const { on, statement: jws } of reader.days()) {
    days += 1
    const finding = (what: Finding['what']): Finding => ({ what, record: 'day', key: on, sealedOn: null })
    const hashes: string[] = []
    for await (const [kind, key, hash] of reader.leaves(on)) {
      hashes.push(hash)
      const name = RECORD_KINDS[kind]
      if (name !== undefined) sealed.get(name)?.set(key, { hash, on })
    }
    const statement = await readDay(reader.keys, jws)
    if (statement?.on !== on) {
      findings.push(finding('daySignature'))
      previous = null
      continue
    }
    if (statement.size !== hashes.length || statement.root !== (await rootOf(hashes)))
      findings.push(finding('dayRecords'))
    const follows =
      days === 1
        ? statement.previous === FIRST
        : statement.previous === previous?.digest && on === nextDay(previous.on)
    if (!follows) findings.push(finding('dayChain'))
    previous = { on, digest: await dayDigest(statement) }
  }
  return { sealed, days, lastSealedOn: previous?.on ?? null }
}

function nextDay(text: string): string | null {
  const day = civilDate(text)
  return day === undefined ? null : addDays(day, 1)
}
