import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { factSources, openRegion, regionEnvironment } from '@tongban/services'
import { delegateRole } from './delegations/create.ts'
import { endOneDelegation } from './delegations/end.ts'
import { listDepartmentDelegations } from './delegations/list.ts'
import { checkItemForm } from './items/check-form.ts'
import { readItemGuide } from './items/guide.ts'
import { listItems } from './items/list.ts'
import { readOneItem } from './items/read.ts'
import { countDepartmentLists } from './lists/counts.ts'
import { listCasesAsCsv } from './lists/csv.ts'
import { listMyCases } from './lists/own.ts'
import { listDepartmentCases } from './lists/page.ts'
import { readTheOverviewAsCsv } from './overview/csv.ts'
import { listThePublicDecisions } from './overview/decisions.ts'
import { readThePublicHandling } from './overview/public.ts'
import { readThePublicHandlingAsCsv } from './overview/public-csv.ts'
import { readTheOverview } from './overview/read.ts'
import { lookAtProgress } from './receipts/look.ts'
import { renewCode } from './receipts/renew.ts'
import { listAllRegistries } from './registries/list.ts'
import { listRegistryDeliveries } from './registries/list-deliveries.ts'
import { putRegistryRecords } from './registries/put-records.ts'
import { putRegistryState } from './registries/put-state.ts'
import { readItemRulesFile } from './rulebook/file.ts'
import { listRulebook } from './rulebook/list.ts'
import { readRulesInWords } from './rulebook/page.ts'
import { readItemRules } from './rulebook/tables.ts'
import { readItemRulesText } from './rulebook/text.ts'
import { tryRules } from './rulebook/try.ts'

/**
 * The overviews door 总览: what is read of many cases at once, and by whoever waits for one; who stands in for whom; the
 * registers that facts are taken from; the catalogue and the published rules. It takes no step of a case. Of what is outside it asks fact sources alone,
 * for somebody who asks the guide about themselves. Its paths are those of approvals.
 */
export const door = createDoor({
  name: 'overviews',
  prefix: '/approvals',
  title: { zh: '总览', en: 'Overviews' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const ports = { clock: systemClock, ids: systemIds, log: logOf('overviews') }
    const open = openRegion(env, ports, { sources: factSources })
    return ({ actor, requestId, caller, afterwards }) => open({ actor, requestId, caller, after: afterwards })
  },
  endpoints: [
    countDepartmentLists,
    listDepartmentCases,
    listCasesAsCsv,
    listMyCases,
    listDepartmentDelegations,
    delegateRole,
    endOneDelegation,
    lookAtProgress,
    renewCode,
    listAllRegistries,
    putRegistryState,
    putRegistryRecords,
    listRegistryDeliveries,
    listItems,
    readOneItem,
    readItemGuide,
    checkItemForm,
    listRulebook,
    readItemRules,
    readItemRulesText,
    readItemRulesFile,
    readRulesInWords,
    tryRules,
    readTheOverview,
    readTheOverviewAsCsv,
    readThePublicHandling,
    readThePublicHandlingAsCsv,
    listThePublicDecisions,
  ],
})
