import {
  type OfficialIdentities,
  type Officials,
  RATING_CHANNELS,
  type RatingChannel,
  type SeenRating,
} from '@tongban/evaluations'
import type { KnownOfficial, SeenRatingRow } from '@tongban/store'
import type { Context } from '../../context.ts'
import { staffNames } from '../../staff/names.ts'

/** A rating as the detectors see it, and the officials of the region. */
export type PlacedRating = SeenRating & { readonly itemCode: string }

/** Officials as they are known as citizens, by that. */
export const identitiesIn = (
  rows: readonly { readonly officials: readonly KnownOfficial[] }[],
): OfficialIdentities =>
  new Map(rows.flatMap(({ officials }) => officials).map(({ identity, ...known }) => [identity, known]))

export const seenRating = ({ channel, anonymous, ...row }: SeenRatingRow): PlacedRating => ({
  ...row,
  channel: channelOf(channel),
  anonymous: anonymous === 1,
})

function channelOf(name: string): RatingChannel {
  if (!isChannel(name)) throw new Error(`a rating by no known channel: ${name}`)
  return name
}
const isChannel = (name: string): name is RatingChannel => Object.hasOwn(RATING_CHANNELS, name)

/** Everybody on the region's list of staff, whenever they were, with the departments they belong to. */
export async function officialsOf(ctx: Context): Promise<Officials> {
  const lists = await Promise.all(
    ctx.region.departments.map(async ({ code }) => ({ code, names: await staffNames(ctx, code) })),
  )
  const officials = new Map<string, string[]>()
  for (const { code, names } of lists)
    for (const index of names.keys()) officials.set(index, [...(officials.get(index) ?? []), code])
  return officials
}
