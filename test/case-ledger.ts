import { civilDateAt, nationalCalendar } from '@tongban/calendar'
import { type CaseEvent, type CaseFold, clocksOf, eventHash, foldEvents } from '@tongban/cases'
import { claimOf, findItem, regionProfile } from '@tongban/catalogue'
import { GENESIS } from '@tongban/kernel'
import { stepPolicyOf } from '@tongban/services'
import { expect } from 'vitest'

/**
 * What holds of every stored case, whatever was tried on it. Ledger: I1 one receipt, I2 its row is the fold of its
 * events without a gap, I7 time elapsed is the working time of what ran and nothing is late early, I9 the chain verifies
 * from its head; and two signatures at most, by two persons, since the case was last sent back or opened.
 */
type Row = Readonly<Record<string, unknown>>

/** An event as it is stored. */
export const eventOf = ({ actor_kind: actorKind, actor_subject: actorSubject, ...row }: Row): CaseEvent =>
  asEvent({
    seq: row.seq,
    type: row.type,
    at: row.at,
    actorKind,
    actorSubject,
    data: JSON.parse(String(row.data)),
    hash: row.hash,
  })
/** Guarantee: the columns of the table of events. */
const asEvent = (row: object) => row as CaseEvent

export async function checkLedger(
  caseNumber: string,
  events: readonly CaseEvent[],
  row: Row | null,
): Promise<CaseFold> {
  const fold = foldEvents(events)
  expect(events.filter(({ type }) => type === 'received')).toHaveLength(1)
  expect(row).toMatchObject({
    state: fold.state,
    seq: fold.seq,
    head_hash: fold.headHash,
    accepted_on: fold.acceptedOn,
    decided_on: fold.decidedOn,
    closed_on: fold.closedOn,
    assigned_to: fold.assignedTo,
  })
  let previous = GENESIS
  for (const { hash, ...content } of events) {
    expect(await eventHash(caseNumber, content, previous)).toBe(hash)
    previous = hash
  }
  const anew = events.findLastIndex(({ type }) => type === 'sentBack' || type === 'reopened')
  const signers = events.slice(anew + 1).filter(({ type }) => type === 'signed')
  expect(signers.length).toBeLessThanOrEqual(2)
  expect(new Set(signers.map(({ actorSubject }) => actorSubject)).size).toBe(signers.length)
  const keys = events.flatMap(({ actorSubject, data: { key } }) =>
    key === undefined ? [] : [`${actorSubject} ${String(key)}`],
  )
  expect(new Set(keys).size).toBe(keys.length)
  return fold
}

/** I7, by the policy of the licence for advertising. */
export function checkClocks(fold: CaseFold, now: number): void {
  for (const clock of clocksOf(policy().plan, fold, nationalCalendar, now)) {
    const end = clock.endedOn ?? civilDateAt(now)
    if (clock.breach !== null) expect(end > clock.dueOn, clock.key).toBe(true)
    if (clock.status === 'running' && clock.breach === null && clock.length.unit === 'workday')
      expect(clock.elapsed + clock.left).toBe(clock.length.value + clock.extendedBy)
  }
}

function policy() {
  const item = findItem('outdoor-advertising', '2026-08-03')
  const region = regionProfile('510116')
  if (!item.ok || !region.ok) throw new Error('the catalogue has no such item or region')
  const claim = claimOf(region.value, item.value)
  if (!claim.ok) throw new Error('the region does not claim it')
  return stepPolicyOf({ calendar: nationalCalendar, region: region.value }, item.value, claim.value)
}

/**
 * A licence for each grant and a grant for each licence, of a case whose item issues them: each is named by the event of
 * its grant with the digest of what was signed, each grant by people or by the machine names one, and of what the law
 * granted by silence the licence is there or owed. While the grant stands one licence holds, and afterwards none.
 */
export function checkLicences(
  events: readonly CaseEvent[],
  licences: readonly Row[],
  owed: readonly Row[],
): void {
  const issuing = events.filter(
    ({ type, data }) =>
      type === 'granted' || type === 'licenceIssued' || (type === 'corrected' && data.licence !== undefined),
  )
  for (const { data } of issuing) {
    expect(data.licence).toEqual(expect.any(String))
    expect(data.credentialDigest).toMatch(/^[0-9a-f]{64}$/)
  }
  const named = issuing.map(({ data }) => String(data.licence))
  expect(licences.map(({ identifier }) => identifier).toSorted()).toEqual(named.toSorted())
  const fold = foldEvents(events)
  const holding = licences.filter(({ state }) => state === 'valid' || state === 'suspended')
  const stands = (fold.state === 'granted' && fold.annulledOn === null) || fold.grantStandsOn !== null
  // Renewed or changed by a later case, it is that case's licence that holds.
  const isReplaced = licences.at(-1)?.state === 'lapsed'
  expect(holding.length + owed.length).toBe(stands && !isReplaced ? 1 : 0)
}
