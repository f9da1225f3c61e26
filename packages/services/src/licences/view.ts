import { civilDate } from '@tongban/calendar'
import { type EpochMs, sha256Hex } from '@tongban/kernel'
import { actsNow, LICENCE_ACTS, type LicenceAct } from '@tongban/licences'
import { decryptField, mask } from '@tongban/privacy'
import type { LicenceEventRow, LicenceRow } from '@tongban/store'
import type { LicenceFile, Text } from '@tongban/verifier'
import { asTexts, type Texts } from '../cases/event-texts.ts'
import type { Context } from '../context.ts'
import { type LicenceContent, openContent } from './content.ts'
import { type Standing, standingName, standingOf, stateOf } from './in-force.ts'
import { type LoadedLicence, readData } from './load.ts'
import { licenceTextsPlace } from './place.ts'
import { typeOfRow } from './type-of-row.ts'

/** A licence as it is shown: whole to its holder; to officials what they need, the holder masked 脱敏. */
export type LicenceSummary = {
  readonly identifier: string
  readonly type: string
  readonly typeName: Text
  readonly state: string
  /** With the day taken into account. */
  readonly standing: Standing
  readonly standingName: Text
  readonly validFrom: string
  readonly validUntil: string | null
  readonly departmentCode: string
  readonly issuedAt: EpochMs
  readonly updatedAt: EpochMs
  readonly previous: string | null
}

export type LicenceEventView = {
  readonly seq: number
  readonly act: string
  readonly actName: Text
  readonly at: EpochMs
  readonly ground: string | null
  readonly orderNumber: string | null
  /** What was said with it, to its holder and the department; null to others, and where nothing was. */
  readonly texts: Texts | null
}

export type LicenceView = LicenceSummary & {
  readonly caseNumber: string
  readonly holder: { readonly name: string; readonly idKind: string; readonly idNumber: string }
  readonly replacedBy: string | null
  readonly events: readonly LicenceEventView[]
  /** Which acts its state allows today, by whoever may. */
  readonly possible: readonly (Text & { readonly act: string })[]
  /** What falls with it when it is cancelled; to officials only. */
  readonly dependents: readonly LicenceSummary[]
  /** To its holder only. */
  readonly file: LicenceFile | null
  readonly claims: LicenceContent['claims'] | null
}

export function summaryOf(row: LicenceRow, today: LoadedLicence['today']): LicenceSummary {
  const standing = standingOf(row, today)
  return {
    identifier: row.identifier,
    type: row.type,
    typeName: typeOfRow(row).name,
    state: row.state,
    standing,
    standingName: standingName(standing),
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    departmentCode: row.departmentCode,
    issuedAt: row.issuedAt,
    updatedAt: row.updatedAt,
    previous: row.previous,
  }
}

export async function licenceView(ctx: Context, loaded: LoadedLicence): Promise<LicenceView> {
  const { row, type, events, successor, dependents, relation, today } = loaded
  const content = await openContent(ctx, row)
  const { name, idKind, idNumber } = content.holder
  const isHolder = relation === 'holder'
  const possible = actsNow(stateOf(row), {
    type,
    on: today,
    validUntil: row.validUntil === null ? null : (civilDate(row.validUntil) ?? null),
    replaced: successor !== null,
  })
  return {
    ...summaryOf(row, today),
    caseNumber: row.caseNumber,
    holder: isHolder
      ? { name, idKind, idNumber }
      : { name: mask('name', name), idKind, idNumber: mask('idNumber', idNumber) },
    replacedBy: successor,
    events: await Promise.all(events.map((event) => eventView(ctx, event, relation !== 'oversight'))),
    possible: isHolder
      ? []
      : possible.map((act) => ({ act, zh: LICENCE_ACTS[act].zh, en: LICENCE_ACTS[act].en })),
    dependents: isHolder ? [] : dependents.map((each) => summaryOf(each, today)),
    file: isHolder ? fileOf(content) : null,
    claims: isHolder ? content.claims : null,
  }
}

const fileOf = ({ credential, signatures, renditions, paper }: LicenceContent): LicenceFile => ({
  format: 'tongban-licence/1',
  credential,
  signatures,
  renditions,
  paper,
})

async function eventView(
  { keys }: Pick<Context, 'keys'>,
  { identifier, seq, type, at, data, textsEnc }: LicenceEventRow,
  withTexts: boolean,
): Promise<LicenceEventView> {
  const { ground = null, orderNumber = null, textsDigest } = readData(data)
  let texts: Texts | null = null
  if (withTexts && textsEnc !== null && textsEnc !== '') {
    const opened = await decryptField(keys, licenceTextsPlace(identifier, seq), textsEnc)
    if (!opened.ok) throw new Error(`words of a licence cannot be read: ${opened.failure.reason}`)
    if ((await sha256Hex(opened.value)) !== textsDigest)
      throw new Error('words of a licence do not match their digest')
    texts = asTexts(opened.value)
  }
  return {
    seq,
    act: type,
    actName: actName(type),
    at,
    ground: typeof ground === 'string' ? ground : null,
    orderNumber: typeof orderNumber === 'string' ? orderNumber : null,
    texts,
  }
}

const isAct = (type: string): type is LicenceAct => Object.hasOwn(LICENCE_ACTS, type)

function actName(type: string): Text {
  if (!isAct(type)) throw new Error(`no such act of a licence: ${type}`)
  return { zh: LICENCE_ACTS[type].zh, en: LICENCE_ACTS[type].en }
}
