import { type LicenceState, STATUS_OF_STATE } from '@tongban/licences'
import {
  insertLicenceEvent,
  insertStatusChange,
  type LicenceRow,
  type Statement,
  updateLicence,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { type LicenceHappening, licenceEvent } from './event.ts'

/**
 * What an act writes that changes the state of a licence, for the caller's own batch: its event, the fold in its row, and
 * where the status list says something else from now on, the change by which every isolate learns of it. The key of the
 * event keeps two acts at once apart: the loser's batch is rolled back whole, with a conflict in `licence_events`.
 */
export async function licenceStatusStatements(
  ctx: Pick<Context, 'keys' | 'ids'>,
  licence: LicenceRow,
  state: LicenceState,
  happening: LicenceHappening,
): Promise<{ readonly statements: readonly Statement[]; readonly licence: LicenceRow }> {
  const event = await licenceEvent(ctx, licence, happening)
  const { identifier, statusList: list, statusIndex } = licence
  const fold = {
    identifier,
    state,
    statusValue: STATUS_OF_STATE[state],
    seq: event.seq,
    headHash: event.hash,
    updatedAt: event.at,
  }
  const statements: Statement[] = [insertLicenceEvent(event), updateLicence(fold)]
  if (fold.statusValue !== licence.statusValue) {
    statements.push(insertStatusChange({ list, statusIndex, statusValue: fold.statusValue, at: event.at }))
  }
  return { statements, licence: { ...licence, ...fold } }
}
