import {
  type Claim,
  type Item,
  ownLicenceOf,
  SOURCE_NAMES,
  type SourceKey,
  type Text,
  typeOfLicenceSource,
} from '@tongban/catalogue'
import { APPLICATION_SOURCE, FORM_SOURCE, type Reading, settle } from '@tongban/decisions'
import type { EpochMs, Person } from '@tongban/kernel'
import { typeOf } from '@tongban/licences'
import { type LicenceRow, licencesOfHolder, type RegistryRow, type RegistryStateRow } from '@tongban/store'
import { gather } from '../applications/gather.ts'
import { isKnownFor } from '../applications/may-act.ts'
import { partyIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { HOLDER_LIMIT, lookUp } from '../licences/as-source.ts'
import { type SourceState, sourceStates } from '../materials/held.ts'

/**
 * Which registers and licences an item is checked with, what each gives and which paper it stands for; and, for somebody who
 * asks about themselves, what is held of them now 一证通办 (国务院关于在线政务服务的若干规定 7, 10). The same readings as the
 * check beforehand, of which it tells whether and as of when, never what. What hangs on an answer of the form is not asked
 * yet; a source that is down is told as such. Nothing is stored.
 */
export type SourceOfItem = {
  readonly code: string
  readonly name: Text
  /** What it gives, in the words of the item. */
  readonly facts: readonly Text[]
  /** Codes of the papers it stands for. */
  readonly papers: readonly string[]
  /** The type of e-licence that is looked for. */
  readonly licenceType: Text | null
  /** Null where nobody asked about themselves. */
  readonly now: SourceNow | null
}
export type SourceNow = {
  readonly state: NowState
  /** As of when the source says so; null where it said nothing. */
  readonly asOf: EpochMs | null
  readonly licence: {
    readonly identifier: string
    readonly validFrom: string
    readonly validUntil: string | null
  } | null
}
/** `later`: once the form is filled in; `stale`: too old to be decided by; `withheld`: whoever asks is not known well enough. */
export const NOW_STATES = [
  'held',
  'none',
  'stale',
  'down',
  'later',
  'withheld',
  'licenceSuspended',
  'licenceEnded',
  'licenceExpired',
  'licenceNumberDiffers',
] as const satisfies readonly (SourceState | 'stale' | 'later')[]
export type NowState = (typeof NOW_STATES)[number]

const IDENTITY = 'identity'
const ASIDE: readonly string[] = [FORM_SOURCE, APPLICATION_SOURCE]

export function sourcesOf(item: Item): readonly SourceOfItem[] {
  const codes = new Set([
    ...item.facts.map(({ source }) => source),
    ...item.sources.map(({ source }) => source),
  ])
  return [...codes]
    .filter((code) => !ASIDE.includes(code))
    .map((code) => {
      const type = licenceTypeOf(item, code)
      return {
        code,
        name: SOURCE_NAMES[code] ?? { zh: code, en: code },
        facts: item.facts.filter(({ source }) => source === code).map(({ zh, en }) => ({ zh, en })),
        papers: item.materials
          .filter(({ heldBy }) => heldBy !== undefined && 'source' in heldBy && heldBy.source === code)
          .map((material) => material.code),
        licenceType: type === undefined ? null : (typeOf(type)?.name ?? null),
        now: null,
      }
    })
}

const licenceTypeOf = ({ sources }: Item, code: string): string | undefined =>
  sources.filter(({ source }) => source === code).map(ownLicenceOf)[0]

/** What is asked for one person: statements for a read batch, and what their rows say. */
export async function askHeld(ctx: Context, item: Item, claim: Claim, person: Person) {
  const { idKind, idNumber, realNameLevel } = person
  const applicant = { kind: 'person', name: person.name, idKind, idNumber }
  const isKnown = isKnownFor(item, idKind, realNameLevel)
  const asked = isKnown ? item.sources.filter((key) => isRegister(key)) : []
  const isWanted = isKnown && item.sources.some((key) => ownLicenceOf(key) !== undefined)
  const gathering = await gather(ctx, {
    item: { ...item, sources: asked },
    body: {
      itemCode: item.code,
      applicant,
      form: {},
      representation: { kind: 'self' },
      submitter: { idNumber, realNameLevel },
    },
    subject: { idKind, idNumber },
    purpose: `guide:${item.code}`,
    mayAct: null,
    startsAtOnce: true,
  })
  const holderIndex = isWanted ? await partyIndex(ctx.keys, person) : ''
  return {
    statements: [
      ...gathering.statements,
      licencesOfHolder({ holderIndex, limit: isWanted ? HOLDER_LIMIT : 1 }),
    ] as const,
    async tell(
      records: readonly RegistryRow[],
      registries: readonly RegistryStateRow[],
      licences: readonly LicenceRow[],
    ) {
      const { readings } = await gathering.finish(records, registries, [])
      const states = nowStates(ctx, item, claim, readings)
      return {
        /** Of whom anything was asked, for the log. */
        asked: [...Object.keys(readings), ...(isWanted ? ['licences'] : [])],
        sources: await Promise.all(
          sourcesOf(item).map(async (source): Promise<SourceOfItem> => {
            const type = licenceTypeOf(item, source.code)
            if (source.code === IDENTITY) return { ...source, now: said('held', ctx.clock.now()) }
            if (!isKnown) return { ...source, now: said('withheld') }
            if (type !== undefined)
              return { ...source, now: await licenceNow(ctx, licences, type, source.code) }
            return { ...source, now: states[source.code] ?? said('later') }
          }),
        ),
      }
    },
  }
}

const said = (state: NowState, asOf: EpochMs | null = null): SourceNow => ({ state, asOf, licence: null })

/** Asked here as any register is; who somebody is comes with the sign-in, and licences are looked for by their holder. */
const isRegister = (key: SourceKey) => key.source !== IDENTITY && ownLicenceOf(key) === undefined

function nowStates(
  ctx: Context,
  item: Item,
  { staleAfterHours }: Claim,
  readings: Readonly<Record<string, Reading>>,
): Readonly<Record<string, SourceNow>> {
  const facts = settle({ definitions: item.facts, form: {}, readings, now: ctx.clock.now(), staleAfterHours })
  const stale = new Set(facts.filter(({ status }) => status === 'stale').map(({ source }) => source))
  const states = sourceStates(readings)
  return Object.fromEntries(
    Object.values(readings).map((reading) => {
      const { source } = reading
      const state = states[source] ?? 'down'
      const asOf = reading.state === 'answered' ? reading.sourceAt : null
      return [source, said(state === 'held' && stale.has(source) ? 'stale' : state, asOf)]
    }),
  )
}

/** By its holder alone, whatever number an application may name later. */
async function licenceNow(
  ctx: Context,
  licences: readonly LicenceRow[],
  type: string,
  source: string,
): Promise<SourceNow> {
  const found = await lookUp(ctx, licences, { type, number: undefined })
  const at = ctx.clock.now()
  // Where a register is asked as well, it is by a number that was not said yet.
  if (found === undefined) return typeOfLicenceSource(source) === undefined ? said('later') : said('none', at)
  const { identifier, validFrom, validUntil } = found.row
  const state = found.standing === 'valid' ? 'held' : found.standing
  return { state, asOf: at, licence: { identifier, validFrom, validUntil } }
}
