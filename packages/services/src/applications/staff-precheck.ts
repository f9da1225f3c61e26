import type { Official } from '@tongban/kernel'
import { insertFactFetches, insertReading } from '@tongban/store'
import { actorIndex, partyIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { sourceUses } from '../licences/source-uses.ts'
import type { Assessment } from './assess.ts'
import { fetchRows } from './fetch-rows.ts'

/**
 * An official who pre-checks for somebody reads registers about a person and leaves no case behind. That is written
 * down before the answer is given (个人信息保护法 51, 54): who, when, for which item and purpose, which sources, about
 * whom by index; nothing that was read. Where intake has a case number stands the id of the pre-check,
 * `precheck/<index of the person>/<id>`.
 */
export async function writeStaffPrecheck(
  ctx: Context,
  official: Official,
  assessment: Assessment,
): Promise<void> {
  const { item, application, receivedAt } = assessment
  const readingId = ctx.ids.uuid()
  const [subjectIndex, about] = await Promise.all([
    actorIndex(ctx.keys, official),
    partyIndex(ctx.keys, application.applicant),
  ])
  const under = `precheck/${about}/${readingId}`
  const written = await ctx.database.write([
    insertReading({
      readingId,
      caseNumber: under,
      what: 'registers',
      fileId: null,
      at: receivedAt,
      actorKind: official.kind,
      roles: official.roles.join(','),
      department: official.department,
      post: official.post,
      subjectIndex,
      purpose: `precheck:${item.code}`,
    }),
    insertFactFetches({ rows: fetchRows(assessment, under, 'precheck') }),
    ...sourceUses(ctx, assessment, null, 'precheck'),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}
