import { insertLicenceUse, type Statement } from '@tongban/store'
import type { Assessment } from '../applications/assess.ts'
import type { Context } from '../context.ts'
import { MACHINE } from './actor.ts'

/**
 * Licences that stood for a paper or a fact of an application, as uses of them 用证记录: which, for which case, and what of
 * it the item reads. Whoever holds a licence can see where it was used, by a machine as by anybody else.
 */
export function sourceUses(
  { ids }: Pick<Context, 'ids'>,
  { item, claim, licencesUsed, handledAt }: Assessment,
  caseNumber: string | null,
  purpose: 'intake' | 'precheck',
): readonly Statement[] {
  return licencesUsed.map(({ row, standing, source }) =>
    insertLicenceUse({
      useId: ids.uuid(),
      identifier: row.identifier,
      at: handledAt,
      way: 'source',
      actorKind: MACHINE.kind,
      actorSubject: purpose,
      department: claim.department,
      purpose: purpose === 'intake' ? 'handleCase' : 'counter',
      caseNumber,
      roles: null,
      post: null,
      claims: JSON.stringify(item.facts.filter((fact) => fact.source === source).map(({ path }) => path)),
      state: standing,
    }),
  )
}
