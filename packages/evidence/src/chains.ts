/** Follows every chain of events row by row, and folds each case as its events come by. */
import { type CaseEvent, type CaseFold, eventHash, nextOf, step } from '@tongban/cases'
import { linkHash } from '@tongban/kernel'
import type { Finding } from './finding.ts'
import { openLicenceChains } from './licence-chains.ts'
import { dataOf, type Find, follow, type Link } from './link.ts'
import { keyOf, type RecordKind, type RecordRow } from './record.ts'

/** `broken`: the list cannot be folded any further; that was said once. */
type Followed = {
  readonly last: Link
  readonly fold: CaseFold | null
  readonly broken: boolean
  seen: boolean
}

export function openChains(findings: Finding[]) {
  const cases = new Map<string, Followed>()
  const rules = new Map<string, Link>()
  const stated = new Set<string>()
  const find: Find = (what, record, key) => findings.push({ what, record, key, sealedOn: null })
  const licences = openLicenceChains(find)

  async function checkCaseEvent(row: RecordRow): Promise<void> {
    const caseNumber = String(row.caseNumber)
    const known = cases.get(caseNumber)
    const event = eventOf(row)
    const last = await follow(find, 'caseEvent', row, known?.last, (previous) =>
      eventHash(caseNumber, event, previous),
    )
    licences.granted(event.data)
    const { recordDigest } = event.data
    if (typeof recordDigest === 'string') stated.add(`${caseNumber}/${recordDigest}`)
    // What was altered is not folded: its own finding says enough.
    const goesOn = last.sound && known?.broken !== true
    const next = goesOn ? foldOne(known?.fold ?? null, event) : null
    if (goesOn && next === null) find('impossibleStep', 'caseEvent', keyOf('caseEvent', row))
    cases.set(caseNumber, { last, fold: next, broken: next === null, seen: false })
  }

  async function checkRuleEvent(row: RecordRow): Promise<void> {
    const { itemCode, seq, ruleId, type, actorSubject, at } = row
    const content = { itemCode, ruleId, type, actorSubject, at, data: dataOf(row), seq }
    const last = rules.get(String(itemCode))
    rules.set(
      String(itemCode),
      await follow(find, 'ruleEvent', row, last, (previous) => linkHash(previous, content)),
    )
  }

  return {
    async check(kind: RecordKind, row: RecordRow): Promise<void> {
      if (kind === 'caseEvent') return checkCaseEvent(row)
      if (kind === 'ruleEvent') return checkRuleEvent(row)
      if (kind === 'licenceEvent') return licences.check(row)
      // The record of a decision stands in the chain by its digest.
      if (kind === 'decision' && !stated.has(`${row.caseNumber}/${row.recordDigest}`))
        find('withoutEvent', kind, keyOf(kind, row))
    },
    checkCase(row: RecordRow): void {
      const caseNumber = String(row.caseNumber)
      const known = cases.get(caseNumber)
      if (known === undefined) {
        find('withoutEvents', 'case', caseNumber)
        return
      }
      known.seen = true
      if (known.last.hash !== row.headHash || known.last.seq !== row.seq)
        find('headDiffers', 'case', caseNumber)
      else if (known.fold !== null && !known.broken && differs(known.fold, row))
        find('rowDiffers', 'case', caseNumber)
    },
    checkLicence: licences.checkLicence,
    end(): void {
      for (const [caseNumber, { seen }] of cases) if (!seen) find('removed', 'case', caseNumber)
      licences.end()
    },
  }
}

const differs = (fold: CaseFold, row: RecordRow): boolean =>
  fold.state !== row.state ||
  fold.acceptedOn !== row.acceptedOn ||
  fold.decidedOn !== row.decidedOn ||
  fold.closedOn !== row.closedOn

/** The case after the event, or null when it cannot follow. */
function foldOne(fold: CaseFold | null, event: CaseEvent): CaseFold | null {
  const state = nextOf(fold, event.type)
  return state.ok && event.seq === (fold?.seq ?? 0) + 1 ? step(fold, event, state.value) : null
}

/** Guarantee: an event is only asked for its place in the table and for its hash; a type the table lacks has neither. */
function eventOf(row: RecordRow): CaseEvent {
  const { seq, type, at, actorKind, actorSubject, hash } = row
  return { seq, type, at, actorKind, actorSubject, data: dataOf(row), hash } as unknown as CaseEvent
}
