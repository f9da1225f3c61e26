import { covers, NO_MESSAGE_BEFORE, reignOf, transferableIn, transferVersion } from '@tongban/exchange'
import type { CivilDate } from '@tongban/kernel'
import { dropHandover, type HandoverRow, type Statement } from '@tongban/store'
import { isSigned, type Version } from '../agreements/version.ts'

/**
 * The line of messages between two regions about one licence: a hand-over under its identifier. A licence that is offered
 * once more goes on with its numbers, under the agreement that is in force by then.
 */
export type Line = Pick<
  HandoverRow,
  | 'caseNumber'
  | 'partner'
  | 'role'
  | 'itemCode'
  | 'office'
  | 'agreementId'
  | 'agreementVersion'
  | 'routeVersion'
> & { readonly at: number }

/** The line as it begins, or begins again. */
export const lineRow = ({ at, ...line }: Line, before: HandoverRow | undefined): HandoverRow => ({
  ...line,
  mode: 'transfer',
  custody: 'inTransit',
  outSeq: before?.outSeq ?? 0,
  outHead: before?.outHead ?? NO_MESSAGE_BEFORE,
  inSeq: before?.inSeq ?? 0,
  inHead: before?.inHead ?? NO_MESSAGE_BEFORE,
  receivedAt: at,
  transferredAt: at,
  handlerReceivedAt: null,
  acceptedAt: null,
  decidedAt: null,
  closedAt: null,
  deadline: null,
  passed: '[]',
  updatedAt: at,
})

/** For the batch that begins it, ahead of the row itself. */
export const withoutLineBefore = (before: HandoverRow | undefined): readonly Statement[] =>
  before === undefined ? [] : [dropHandover({ caseNumber: before.caseNumber, partner: before.partner })]

/** The department that decides there, and how messages name what was agreed. */
export type Agreed = Pick<Line, 'office' | 'agreementId' | 'agreementVersion' | 'routeVersion'>

/** What an agreement in force says of licences of this type in this direction; of several the one that began last. */
export async function agreedTransfer(
  versions: readonly Version[],
  on: CivilDate,
  asked: Parameters<typeof transferableIn>[1],
): Promise<Agreed | null> {
  const signed = versions.filter(isSigned)
  const [found] = signed
    .flatMap((version) => {
      const reign = reignOf(version, signed)
      const transferable = transferableIn(version.agreement, asked)
      return reign === null || transferable === null || !covers(reign, on)
        ? []
        : [{ version, transferable, from: reign.from }]
    })
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))
  if (found === undefined) return null
  const { version, transferable } = found
  return {
    office: transferable.office,
    agreementId: version.id,
    agreementVersion: version.version,
    routeVersion: await transferVersion(version.agreement, transferable),
  }
}
