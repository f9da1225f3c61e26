import { civilDateAt } from '@tongban/calendar'
import type { Reading } from '@tongban/decisions'
import type { CivilDate } from '@tongban/kernel'
import { HOLDER_CLAIMS } from '@tongban/licences'
import type { LicenceRow } from '@tongban/store'
import type { Context } from '../context.ts'
import type { LicenceLapse } from '../materials/held.ts'
import { type LicenceContent, openContent } from './content.ts'

/**
 * The region's own licences as a source of facts 一证通办 (国务院关于在线政务服务的若干规定 7, 10): what the region has issued
 * to the person concerned is read with everything else, and nobody is asked for its paper. Only a licence that holds now
 * stands for anything; of one that does not it is said why. It is as of this very read: no copy stands between.
 */
export type HeldLicence = {
  readonly row: LicenceRow
  readonly standing: 'valid' | LicenceLapse
  readonly content: LicenceContent
}

/** Of one person; who has more is asked for papers. */
export const HOLDER_LIMIT = 50

/** How a licence stands on a civil day: its own state, and time beside it. */
export function standingOn(
  { state, validFrom, validUntil }: Pick<LicenceRow, 'state' | 'validFrom' | 'validUntil'>,
  on: CivilDate,
): HeldLicence['standing'] {
  if (state === 'suspended') return 'licenceSuspended'
  if (state !== 'valid' || on < validFrom) return 'licenceEnded'
  return validUntil !== null && validUntil < on ? 'licenceExpired' : 'valid'
}

/**
 * The licence of this type among those of one holder: the one of this number (its identifier, or a number it states
 * itself), without a number the one that holds, else the newest.
 */
export async function findHeld(
  ctx: Pick<Context, 'keys'>,
  rows: readonly LicenceRow[],
  {
    type,
    number,
    on,
  }: { readonly type: string; readonly number?: string | undefined; readonly on: CivilDate },
): Promise<HeldLicence | undefined> {
  const ofType = rows.filter((row) => row.type === type)
  const opened = await Promise.all(ofType.map((row) => openedOn(ctx, row, on)))
  const named = number === undefined ? opened : opened.filter((each) => isNumbered(each, number))
  return named.find(({ standing }) => standing === 'valid') ?? named[0]
}

export const openedOn = async (
  ctx: Pick<Context, 'keys'>,
  row: LicenceRow,
  on: CivilDate,
): Promise<HeldLicence> => ({
  row,
  standing: standingOn(row, on),
  content: await openContent(ctx, row),
})

/** By its identifier, or by a number of its own; that of its holder is not one. */
const isNumbered = ({ row, content }: HeldLicence, number: string): boolean =>
  row.identifier === number ||
  Object.entries(content.claims).some(
    ([name, value]) => /number$/i.test(name) && !HOLDERS.has(name) && value === number,
  )
const HOLDERS: ReadonlySet<string> = new Set(HOLDER_CLAIMS)

type Asked = { readonly type: string; readonly number: string | undefined }

/** The licence that an item asks its own region for, as of now. */
export const lookUp = (
  ctx: Pick<Context, 'keys' | 'clock'>,
  rows: readonly LicenceRow[],
  asked: Asked,
): Promise<HeldLicence | undefined> => findHeld(ctx, rows, { ...asked, on: civilDateAt(ctx.clock.now()) })

/**
 * The same where nobody else is asked for it. One of another number than the application names is not passed over in
 * silence: either of the two is wrong, and which is for a person to see.
 */
export async function lookUpNamed(
  ctx: Pick<Context, 'keys' | 'clock'>,
  rows: readonly LicenceRow[],
  asked: Asked,
): Promise<HeldLicence | undefined> {
  const found = await lookUp(ctx, rows, asked)
  if (found !== undefined || asked.number === undefined) return found
  const other = await lookUp(ctx, rows, { type: asked.type, number: undefined })
  return other === undefined || other.standing === 'licenceEnded'
    ? undefined
    : { ...other, standing: 'licenceNumberDiffers' }
}

/**
 * What the registry says for an application, in the shape of every other source. `asPermit`: in the shape in which a
 * register of permits is delivered, with the state of one that does not hold; the rules of the item read that.
 */
export function readingOf(
  { clock, region }: Pick<Context, 'clock' | 'region'>,
  source: string,
  found: HeldLicence | undefined,
  asPermit: boolean,
): Reading {
  const sourceAt = clock.now()
  if (found === undefined) return { source, state: 'answered', record: null, sourceAt }
  const { row, standing, content } = found
  const { identifier, validFrom, validUntil, state } = row
  if (asPermit) {
    const record = {
      holderNumber: content.holder.idNumber,
      issuerRegion: region.code,
      // One that a newer version took the place of is no permit to be cancelled any more.
      state: standing === 'licenceExpired' ? 'expired' : state === 'lapsed' ? 'cancelled' : state,
      validUntil,
      linkedPermits: [],
    }
    return { source, state: 'answered', record, sourceAt }
  }
  if (standing !== 'valid') return { source, state: 'unavailable', reason: standing }
  return {
    source,
    state: 'answered',
    record: { ...content.claims, identifier, validFrom, validUntil },
    sourceAt,
  }
}
