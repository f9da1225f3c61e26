/**
 * Follows the chain of every licence, folds its acts by the table of its life, and holds the licence against them: state,
 * what the status list says of it, its place in the list and whence it comes. Whoever issues a licence says so elsewhere
 * too: the event of the case that granted it, or of the licence it took the place of. So neither a licence without a
 * grant nor one that was made away with passes, also before its day is sealed.
 */
import { type Json, linkHash } from '@tongban/kernel'
import { ERASED, type LicenceState, nextStateOf, possibleActs, STATUS_OF_STATE } from '@tongban/licences'
import { dataOf, type Find, follow, type Link } from './link.ts'
import { keyOf, type RecordRow } from './record.ts'

type Data = { readonly [key: string]: Json }
type Followed = {
  readonly last: Link
  /** Null: the list cannot be folded any further; that was said once. */
  readonly state: LicenceState | null
  /** What the first event says of the licence. */
  readonly issued: Data
  seen: boolean
}

const KIND = 'licenceEvent'

export function openLicenceChains(find: Find) {
  const licences = new Map<string, Followed>()
  const named = new Set<string>()

  return {
    async check(row: RecordRow): Promise<void> {
      const { identifier, seq, type, at, actorKind, actorSubject } = row
      const key = String(identifier)
      const known = licences.get(key)
      const data = dataOf(row)
      const content = { identifier, seq, type, at, actorKind, actorSubject, data }
      const last = await follow(find, KIND, row, known?.last, (previous) => linkHash(previous, content))
      // What was altered is not folded: its own finding says enough.
      const before = known === undefined ? 'none' : known.state
      const state = last.sound && before !== null ? nextState(before, type) : null
      if (last.sound && before !== null && state === null) find('impossibleStep', KIND, keyOf(KIND, row))
      if (REPLACING.includes(String(type)) && typeof data.by === 'string') named.add(data.by)
      licences.set(key, { last, state, issued: known?.issued ?? data, seen: false })
    },
    /** The event of a case says which licence it issued; one that only looked at a licence has no digest of it. */
    granted({ licence, credentialDigest }: Data): void {
      if (typeof licence === 'string' && typeof credentialDigest === 'string') named.add(licence)
    },
    checkLicence(row: RecordRow): void {
      const identifier = String(row.identifier)
      const known = licences.get(identifier)
      if (known === undefined) {
        find('withoutEvents', 'licence', identifier)
        return
      }
      known.seen = true
      if (known.last.hash !== row.headHash || known.last.seq !== row.seq)
        find('headDiffers', 'licence', identifier)
      else if (known.state !== null && differs(known.state, known.issued, row))
        find('rowDiffers', 'licence', identifier)
    },
    end(): void {
      for (const [identifier, { seen }] of licences) {
        if (!seen) find('removed', 'licence', identifier)
        if (!named.has(identifier)) find('withoutEvent', 'licence', identifier)
      }
      for (const identifier of named) if (!licences.has(identifier)) find('removed', 'licence', identifier)
    },
  }
}

/** Acts that end a licence by a new version of it, which their event names. */
const REPLACING = ['renew', 'change']

/** The state after an act, or null when the table has no such step. */
function nextState(before: LicenceState | 'none', type: RecordRow[string] | undefined): LicenceState | null {
  // No act of anybody: the licence stands as it stood, and nothing of its holder is left.
  if (type === ERASED && before !== 'none') return before
  const act = possibleActs(before).find((each) => each === type)
  return act === undefined ? null : (nextStateOf(before, act) ?? null)
}

const differs = (state: LicenceState, issued: Data, row: RecordRow): boolean =>
  state !== row.state ||
  STATUS_OF_STATE[state] !== row.statusValue ||
  issued.caseNumber !== row.caseNumber ||
  issued.list !== row.statusList ||
  issued.index !== row.statusIndex ||
  issued.previous !== row.previous
