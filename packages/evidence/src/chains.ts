/** Follows every chain of events row by row, and folds each case as its events come by. */
import { type CaseEvent, type CaseFold, eventHash, nextOf, step } from '@tongban/cases'
import { GENESIS, type Json, linkHash } from '@tongban/kernel'
import type { Finding } from './finding.ts'
import { keyOf, type RecordKind, type RecordRow } from './record.ts'

type Link = { readonly seq: number; readonly hash: string }
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
  const find = (what: Finding['what'], record: Finding['record'], key: string) =>
    findings.push({ what, record, key, sealedOn: null })

  async function follow(
    kind: 'caseEvent' | 'ruleEvent',
    row: RecordRow,
    last: Link | undefined,
    hashed: (previous: string) => Promise<string>,
  ): Promise<Link & { readonly sound: boolean }> {
    const link = { seq: Number(row.seq), hash: String(row.hash) }
    const isNext = link.seq === (last?.seq ?? 0) + 1
    const sound = isNext && (await hashed(last?.hash ?? GENESIS)) === link.hash
    if (!sound) find(isNext ? 'contentChanged' : 'chainGap', kind, keyOf(kind, row))
    return { ...link, sound }
  }

  async function checkCaseEvent(row: RecordRow): Promise<void> {
    const caseNumber = String(row.caseNumber)
    const known = cases.get(caseNumber)
    const event = eventOf(row)
    const last = await follow('caseEvent', row, known?.last, (previous) =>
      eventHash(caseNumber, event, previous),
    )
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
      await follow('ruleEvent', row, last, (previous) => linkHash(previous, content)),
    )
  }

  return {
    async check(kind: RecordKind, row: RecordRow): Promise<void> {
      if (kind === 'caseEvent') return checkCaseEvent(row)
      if (kind === 'ruleEvent') return checkRuleEvent(row)
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
    end(): void {
      for (const [caseNumber, { seen }] of cases) if (!seen) find('removed', 'case', caseNumber)
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

/** The data of an event as they are stored. */
export const dataOf = (row: RecordRow): { readonly [key: string]: Json } => {
  try {
    const data: unknown = JSON.parse(String(row.data))
    return isRecord(data) ? data : { unreadable: String(row.data) }
  } catch (error) {
    // Altered until it is no JSON any more: the hash will say so.
    if (error instanceof SyntaxError) return { unreadable: String(row.data) }
    throw error
  }
}
const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Guarantee: an event is only asked for its place in the table and for its hash; a type the table lacks has neither. */
function eventOf(row: RecordRow): CaseEvent {
  const { seq, type, at, actorKind, actorSubject, hash } = row
  return { seq, type, at, actorKind, actorSubject, data: dataOf(row), hash } as unknown as CaseEvent
}
