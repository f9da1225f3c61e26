import type { RegionProfile } from '@tongban/catalogue'
import { type CivilDate, type EpochMs, sha256Hex } from '@tongban/kernel'
import { groundsOfAct, LICENCE_ACTS, type LicenceAct } from '@tongban/licences'
import { decryptField } from '@tongban/privacy'
import type { LicenceEventRow } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import { asTexts, type Texts } from '../cases/event-texts.ts'
import type { Context } from '../context.ts'
import { maskWords } from '../identity/mask-application.ts'
import { readData } from './event-data.ts'
import { licenceTextsPlace } from './place.ts'

/** One thing that happened to a licence, as people read it: the act and its ground in words, and what was said with it. */
export type GroundView = Text & { readonly basis: Text }
/** The licence with which this one fell 证照并销, and whose act that was. */
export type LicenceCause = {
  readonly licence: string
  readonly department: string
  readonly departmentName: Text
}
export type LicenceEventView = {
  readonly seq: number
  readonly act: string
  readonly actName: Text
  readonly at: EpochMs
  readonly ground: string | null
  readonly groundName: GroundView | null
  readonly orderNumber: string | null
  readonly because: LicenceCause | null
  /** What was said with it: whole to its holder and the department, numbers of persons masked to those who oversee. */
  readonly texts: Texts | null
}

/** How much of the words this reader gets. */
export type Reading = 'whole' | 'masked' | 'none'

export async function licenceEventView(
  ctx: Pick<Context, 'keys' | 'region'>,
  event: LicenceEventRow,
  reading: Reading,
  today: CivilDate,
): Promise<LicenceEventView> {
  const { seq, type, at, data } = event
  const { ground, orderNumber } = readData(data)
  return {
    seq,
    act: type,
    actName: actNameOf(type),
    at,
    ground: textOf(ground),
    groundName: groundNameOf(event),
    orderNumber: textOf(orderNumber),
    because: causeOf(ctx.region, event),
    texts: reading === 'none' ? null : readBy(await textsOf(ctx, event), reading, today),
  }
}

async function textsOf(
  { keys }: Pick<Context, 'keys'>,
  { identifier, seq, data, textsEnc }: LicenceEventRow,
): Promise<Texts | null> {
  if (textsEnc === null || textsEnc === '') return null
  const opened = await decryptField(keys, licenceTextsPlace(identifier, seq), textsEnc)
  if (!opened.ok) throw new Error(`words of a licence cannot be read: ${opened.failure.reason}`)
  if ((await sha256Hex(opened.value)) !== readData(data).textsDigest)
    throw new Error('words of a licence do not match their digest')
  return asTexts(opened.value)
}

const readBy = (texts: Texts | null, reading: Reading, today: CivilDate): Texts | null =>
  texts === null || reading === 'whole' ? texts : asMasked(maskWords(texts, today))

/** Guarantee: masking keeps the shape of what it masks. */
const asMasked = (words: unknown) => words as Texts

/** The ground of law in words; null where the act stands on none of the table. */
export function groundNameOf({ type, data }: Pick<LicenceEventRow, 'type' | 'data'>): GroundView | null {
  if (!isAct(type)) return null
  const { ground } = readData(data)
  const found = groundsOfAct(type).find(({ code }) => code === ground)
  return found === undefined ? null : { zh: found.zh, en: found.en, basis: found.basis }
}

export function causeOf(
  { departments }: Pick<RegionProfile, 'departments'>,
  { data }: Pick<LicenceEventRow, 'data'>,
): LicenceCause | null {
  const { because, becauseDepartment } = readData(data)
  if (typeof because !== 'string' || typeof becauseDepartment !== 'string') return null
  const known = departments.find(({ code }) => code === becauseDepartment)
  return {
    licence: because,
    department: becauseDepartment,
    departmentName: known?.name ?? { zh: becauseDepartment, en: becauseDepartment },
  }
}

const isAct = (type: string): type is LicenceAct => Object.hasOwn(LICENCE_ACTS, type)

export function actNameOf(type: string): Text {
  if (!isAct(type)) throw new Error(`no such act of a licence: ${type}`)
  return { zh: LICENCE_ACTS[type].zh, en: LICENCE_ACTS[type].en }
}

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null
