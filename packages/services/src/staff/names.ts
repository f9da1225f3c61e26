import type { StaffPeriod } from '@tongban/catalogue'
import { blindIndex, type FieldKeys } from '@tongban/privacy'
import type { Context } from '../context.ts'

/**
 * Who the officials of a department are, by the index under which events, assignments and delegations carry them. The
 * region's profile is the only list of staff; somebody who is no longer on it has no name here.
 */
export type StaffNames = ReadonlyMap<string, Pick<StaffPeriod, 'name' | 'post'>>

/** The index of an official by the identity provider's subject; the same as `actorIndex` of their token. */
export const officialIndex = (keys: FieldKeys, subject: string): Promise<string> =>
  blindIndex(keys, 'subject', `official|${subject}`)

/** Names by index. Of several periods of one person the latest counts. */
export async function staffNames({ region, keys }: Context, department: string): Promise<StaffNames> {
  const staff = (region.departments.find(({ code }) => code === department)?.staff ?? []).toSorted((a, b) =>
    a.from < b.from ? -1 : 1,
  )
  return new Map(
    await Promise.all(
      staff.map(
        async ({ subject, name, post }) => [await officialIndex(keys, subject), { name, post }] as const,
      ),
    ),
  )
}
