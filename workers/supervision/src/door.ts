import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { readRows } from './backup/rows.ts'
import { readState } from './backup/state.ts'
import { listCalendarChanges } from './calendar/changes.ts'
import { listCalendarChangesAsCsv } from './calendar/changes-csv.ts'
import { previewDays, previewProposedDays } from './calendar/preview.ts'
import { proposeDays } from './calendar/propose.ts'
import { publishDays } from './calendar/publish.ts'
import { readWorkingDays } from './calendar/read.ts'
import { listJobs } from './jobs/list.ts'

/** The supervision door 监察: the job runner and the calendar. */
export const door = createDoor({
  name: 'supervision',
  title: { zh: '监察', en: 'Supervision' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('supervision') }, ADAPTERS)
    return ({ actor, requestId, afterwards }) => open({ actor, requestId, after: afterwards })
  },
  endpoints: [
    listJobs,
    readWorkingDays,
    proposeDays,
    publishDays,
    listCalendarChanges,
    listCalendarChangesAsCsv,
    previewDays,
    previewProposedDays,
    readState,
    readRows,
  ],
})
