import { civilDate } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import { actsNow, offerOf } from '@tongban/licences'
import { mask } from '@tongban/privacy'
import type { LicenceRow } from '@tongban/store'
import type { LicenceFile, Text } from '@tongban/verifier'
import type { Context } from '../context.ts'
import {
  type RenditionsHeld,
  type RenditionsView,
  renditionsInFile,
  renditionsView,
} from '../renditions/view.ts'
import { type LicenceContent, openContent } from './content.ts'
import { type LicenceEventView, licenceEventView } from './event-view.ts'
import { explanationOf, type LicenceExplanation } from './explanation.ts'
import { type Standing, standingName, standingOf, stateOf } from './in-force.ts'
import type { LoadedLicence } from './load.ts'
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

/** An act that is possible, with the roles whose it is. */
export type LicenceOffer = Text & {
  readonly act: string
  readonly by: readonly string[]
  readonly byZh: string
  readonly byEn: string
}

export type LicenceView = LicenceSummary & {
  readonly caseNumber: string
  readonly holder: { readonly name: string; readonly idKind: string; readonly idNumber: string }
  readonly replacedBy: string | null
  readonly events: readonly LicenceEventView[]
  /** How it stands and why, what that means, and where its holder can turn; null where it holds as it was issued. */
  readonly explanation: LicenceExplanation | null
  /** Which acts its type and its state allow today, and whose each is; to officials only. */
  readonly possible: readonly LicenceOffer[]
  /** Those of them that whoever reads may take. */
  readonly mine: readonly string[]
  /** What falls with it when it is cancelled; to officials only. */
  readonly dependents: readonly LicenceSummary[]
  /** To its holder only. */
  readonly file: LicenceFile | null
  readonly claims: LicenceContent['claims'] | null
} & RenditionsView

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
  const { row, type, events, successor, dependents, relation, today, acting, renditions } = loaded
  const content = await openContent(ctx, row)
  const { name, idKind, idNumber } = content.holder
  const isHolder = relation === 'holder'
  const possible = actsNow(stateOf(row), {
    type,
    on: today,
    validUntil: row.validUntil === null ? null : (civilDate(row.validUntil) ?? null),
    replaced: successor !== null,
  })
  const offers = possible.map(offerOf)
  return {
    ...summaryOf(row, today),
    caseNumber: row.caseNumber,
    holder: isHolder
      ? { name, idKind, idNumber }
      : { name: mask('name', name), idKind, idNumber: mask('idNumber', idNumber) },
    replacedBy: successor,
    events: await Promise.all(
      events.map((event) =>
        licenceEventView(ctx, event, relation === 'oversight' ? 'masked' : 'whole', today),
      ),
    ),
    explanation: explanationOf(ctx, row, standingOf(row, today), events, ctx.clock.now()),
    possible: isHolder ? [] : offers.map(({ event, ...offer }) => ({ act: event, ...offer })),
    mine: offers.filter(({ by }) => acting.some(({ role }) => by.includes(role))).map(({ event }) => event),
    dependents: isHolder ? [] : dependents.map((each) => summaryOf(each, today)),
    ...renditionsView(ctx, renditions, { standing: standingOf(row, today), isHolder }),
    file: isHolder ? fileOf(content, renditions) : null,
    claims: isHolder ? content.claims : null,
  }
}

const fileOf = (
  { credential, signatures, paper }: LicenceContent,
  renditions: RenditionsHeld,
): LicenceFile => ({
  format: 'tongban-licence/1',
  credential,
  signatures,
  renditions: renditionsInFile(renditions),
  paper,
})
