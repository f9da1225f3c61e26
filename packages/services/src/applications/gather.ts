import { type Item, isAsked, ownLicenceOf, type SourceKey, typeOfLicenceSource } from '@tongban/catalogue'
import { type FactDefinition, type Reading, valueAt, WITHHELD } from '@tongban/decisions'
import type { IdKind, Json } from '@tongban/kernel'
import { decryptJson } from '@tongban/privacy'
import {
  allRegistries,
  type LicenceRow,
  licencesOfHolder,
  type RegistryRow,
  type RegistryStateRow,
  registryOf,
  type Statement,
} from '@tongban/store'
import { partyIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { type HeldLicence, HOLDER_LIMIT, lookUp, lookUpNamed, readingOf } from '../licences/as-source.ts'
import { registryPlace, subjectIndexOf } from '../registry/subject.ts'
import { askRemote } from './ask-remote.ts'

/**
 * Reads what the sources of an item say about an application. Sources asked over the network start at once and run
 * beside the database; the region's own registries ride in the one read batch the caller makes anyway. Nobody is
 * asked for a fact that no row of the item uses (在线政务服务若干规定 7).
 */
export type Question = {
  readonly item: Item
  /** The application as far as keys are taken from it: applicant, form, submitter. */
  readonly body: { readonly [key: string]: Json | undefined }
  readonly subject: { readonly idKind: IdKind; readonly idNumber: string }
  readonly purpose: string
  /**
   * Asked when the submitter is not plainly the person concerned: whether what the authority sources say lets them
   * act. Until then, and if not, no register is read for them. Null: they may.
   */
  readonly mayAct: ((authority: Readonly<Record<string, Reading>>) => boolean) | null
  /** False: nobody elsewhere is asked before `finish`. */
  readonly startsAtOnce: boolean
}

/** Sources that tell whether somebody may act for another; they say nothing else of the person. */
const AUTHORITY_SOURCES: readonly string[] = ['guardianship', 'authority']

export type Gathering = {
  readonly statements: readonly [Statement<RegistryRow>, Statement<RegistryStateRow>]
  /** The licences of the person concerned; null where the item asks for none. */
  readonly licences: Statement<LicenceRow> | null
  /** The readings by source, and the licences that were looked at for them, once the rows of the statements are there. */
  readonly finish: (
    records: readonly RegistryRow[],
    registries: readonly RegistryStateRow[],
    licences: readonly LicenceRow[],
  ) => Promise<{ readonly readings: Readings; readonly licencesUsed: readonly UsedLicence[] }>
}

/** A licence that was read, and for which source. */
export type UsedLicence = HeldLicence & { readonly source: string }

type Asked = { readonly source: string; readonly indexes: readonly string[]; readonly many: boolean }

export async function gather(ctx: Context, question: Question): Promise<Gathering> {
  const { item, body } = question
  const kept: { readonly source: string; readonly indexes: Promise<string>[]; readonly many: boolean }[] = []
  const indexOf = remembered((parts: readonly string[]) => subjectIndexOf(ctx.keys, parts))
  const remote: Readable[] = []
  /** The licences of the region's own that are looked at first, by source. */
  const own = new Map<string, { readonly type: string; readonly number: string | undefined }>()
  for (const key of item.sources) {
    if (!isAsked(key, body)) continue
    const values = keyValues(key, body)
    if (values.length === 0) continue
    const type = ownLicenceOf(key)
    if (type !== undefined)
      own.set(key.source, { type, number: key.own === undefined ? values[0]?.[1] : values[0]?.at(-1) })
    if (typeOfLicenceSource(key.source) !== undefined) continue
    const source = ctx.sources.get(key.source)
    if (source === undefined) {
      kept.push({ source: key.source, indexes: values.map(indexOf), many: key.many === true })
      continue
    }
    const queries = values.map((parts) => ({
      source: key.source,
      subject: question.subject,
      keys: Object.fromEntries(key.keyPaths.map((path, at) => [path, parts[at] ?? ''])),
      facts: key.many === true ? (key.eachFields ?? []) : pathsOf(item.facts, key.source),
      itemCode: item.code,
      caseNumber: null,
      purpose: question.purpose,
      requestId: ctx.requestId,
    }))
    const read = () => askRemote(ctx.clock, source, key, queries)
    // Started at once where nothing has to be shown first; a reading is taken once.
    const startsNow = question.startsAtOnce && (question.mayAct === null || isAuthority(key.source))
    const started = startsNow ? read() : undefined
    remote.push({ source: key.source, read: () => started ?? read() })
  }
  // All are being made by now; each is waited for in turn.
  const asked: Asked[] = []
  for (const { source, indexes, many } of kept) {
    const made: string[] = []
    for (const index of indexes) made.push(await index)
    asked.push({ source, indexes: made, many })
  }
  const subjectIndexes = JSON.stringify([...new Set(asked.flatMap((each) => each.indexes))])
  return {
    statements: [registryOf({ subjectIndexes }), allRegistries({})],
    licences:
      own.size === 0
        ? null
        : licencesOfHolder({
            holderIndex: await partyIndex(ctx.keys, question.subject),
            limit: HOLDER_LIMIT,
          }),
    async finish(records, registries, licencesHeld) {
      const held = new Map(records.map((row) => [`${row.source}/${row.subjectIndex}`, row]))
      const states = new Map(registries.map((row) => [row.source, row]))
      const registers: readonly Readable[] = [
        ...asked.map((each) => ({
          source: each.source,
          read: () => readHeld(ctx, each, held, states.get(each.source)),
        })),
        ...remote,
      ]
      const licencesUsed: UsedLicence[] = []
      const all = own.size === 0 ? registers : withOwn(ctx, own, licencesHeld, registers, licencesUsed)
      const { mayAct } = question
      if (mayAct === null) return { readings: await readAll(all), licencesUsed }
      const authority = await readAll(all.filter((each) => isAuthority(each.source)))
      const others = all.filter((each) => !isAuthority(each.source))
      const more = mayAct(authority) ? await readAll(others) : withheld(others)
      return { readings: { ...authority, ...more }, licencesUsed }
    },
  }
}

/**
 * The same sources, the region's own licences before what any of them says: one that is found was issued here and is as
 * of now. What was looked at is noted.
 */
function withOwn(
  ctx: Context,
  own: ReadonlyMap<string, { readonly type: string; readonly number: string | undefined }>,
  held: readonly LicenceRow[],
  others: readonly Readable[],
  used: UsedLicence[],
): readonly Readable[] {
  const delivered = new Map(others.map((each) => [each.source, each]))
  return [
    ...others.filter(({ source }) => !own.has(source)),
    ...[...own].map(
      ([source, asked]): Readable => ({
        source,
        async read() {
          const register = delivered.get(source)
          const found = await (register === undefined ? lookUpNamed : lookUp)(ctx, held, asked)
          if (found !== undefined) used.push({ ...found, source })
          return found === undefined && register !== undefined
            ? register.read()
            : readingOf(ctx, source, found, register !== undefined)
        },
      }),
    ),
  ]
}

/** Most sources are asked by the same number: it is indexed once. */
function remembered(make: (parts: readonly string[]) => Promise<string>) {
  const made = new Map<string, Promise<string>>()
  return (parts: readonly string[]) => {
    const name = parts.join('|')
    const index = made.get(name) ?? make(parts)
    made.set(name, index)
    return index
  }
}

const isAuthority = (source: string) => AUTHORITY_SOURCES.includes(source)

type Readable = { readonly source: string; readonly read: () => Promise<Reading> }
type Readings = Readonly<Record<string, Reading>>

async function readAll(sources: readonly Readable[]): Promise<Readings> {
  const readings = await Promise.all(sources.map((each) => each.read()))
  return Object.fromEntries(readings.map((reading) => [reading.source, reading]))
}

const withheld = (sources: readonly Readable[]): Readings =>
  Object.fromEntries(
    sources.map(({ source }) => [source, { source, state: 'unavailable', reason: WITHHELD }]),
  )

/** The keys a source is asked by: one list of parts, or one for each entry of a list. Empty: it is not asked. */
function keyValues(key: SourceKey, body: Question['body']): readonly (readonly string[])[] {
  const values = key.keyPaths.map((path) => valueAt(body, path))
  const [list, ...others] = key.many === true ? values : [null, ...values]
  const parts = others.filter((value) => typeof value === 'string' && value !== '').map(String)
  if (parts.length < others.length) return []
  if (key.many !== true) return [parts]
  const entries = Array.isArray(list) ? list.filter((value) => typeof value === 'string') : []
  return entries.map((entry) => [entry, ...parts])
}

const pathsOf = (facts: readonly FactDefinition[], source: string) =>
  facts.filter((fact) => fact.source === source).map((fact) => fact.path)

async function readHeld(
  ctx: Context,
  { source, indexes, many }: Asked,
  held: ReadonlyMap<string, RegistryRow>,
  registry: RegistryStateRow | undefined,
): Promise<Reading> {
  if (registry === undefined) return { source, state: 'unavailable', reason: 'notHeld' }
  if (registry.state !== 'available') return { source, state: 'unavailable', reason: 'down' }
  const found: { readonly record: Json; readonly sourceAt: number }[] = []
  for (const index of indexes) {
    const row = held.get(`${source}/${index}`)
    if (row === undefined) continue
    const record = await decryptJson(ctx.keys, registryPlace(source, index), row.recordEnc)
    if (!record.ok) return { source, state: 'unavailable', reason: `record ${record.failure.reason}` }
    found.push({ record: record.value, sourceAt: row.sourceAt })
  }
  if (many) {
    const sourceAt = Math.min(registry.asOf, ...found.map((each) => each.sourceAt))
    const record = { found: found.map((each) => each.record), missing: indexes.length - found.length }
    return { source, state: 'answered', record, sourceAt }
  }
  const [one] = found
  if (one === undefined) return { source, state: 'answered', record: null, sourceAt: registry.asOf }
  return { source, state: 'answered', record: asRecord(one.record), sourceAt: one.sourceAt }
}

/** Guarantee: registry records are taken in as objects by `putRecords` only, and decrypt under their own place. */
const asRecord = (value: Json) => value as { readonly [key: string]: Json | undefined }
