import { civilDateAt } from '@tongban/calendar'
import type { Claim, Item } from '@tongban/catalogue'
import type { Json } from '@tongban/kernel'
import type { ReportedCaseRow, WrittenEventRow } from '@tongban/store'
import type { SuperiorRow } from '@tongban/supervision'
import type { Application } from '../applications/body.ts'
import type { Context } from '../context.ts'

/**
 * One row of a table of the superior platform, with the field names of the national tables where they were read
 * (projectNo, areaCode, catalogCode, taskCode, taskHandleItem, projectType, anticipateDay/Type, promiseDay/Type, deptCode …).
 * The receipt alone names who applied, since the platform joins a person's cases by it; the other three hold nothing
 * personal, and no row names an official.
 */
type Fields = { readonly [field: string]: Json }
export type Reporting = {
  readonly row: ReportedCaseRow
  readonly event: Pick<WrittenEventRow, 'seq' | 'type' | 'at' | 'actorKind' | 'data'>
  readonly item: Item
  readonly claim: Claim
  /** Null where it was erased. */
  readonly application: Application | null
}

export function recordOf(
  { region }: Pick<Context, 'region'>,
  reporting: Reporting,
  { form, result }: SuperiorRow,
): Fields {
  const { row, event, item, claim } = reporting
  const department = region.departments.find(({ code }) => code === row.departmentCode)
  const common = {
    projectNo: row.caseNumber,
    areaCode: region.code,
    taskCode: claim.taskCode.value,
    deptCode: department?.creditCode ?? null,
    deptName: department?.name.zh ?? row.departmentCode,
  }
  switch (form) {
    case 'receipt':
      return { ...common, ...itemFields(item, claim), ...receiptFields(reporting) }
    case 'acceptance':
      return {
        ...common,
        acceptDate: row.acceptedOn ?? civilDateAt(event.at),
        acceptTime: event.at,
        // 行政许可法 32(1)(四): accepted by silence.
        deemed: event.type === 'deemedAccepted',
        ...limitFields(item, claim),
      }
    case 'process':
      return {
        ...common,
        nodeNo: event.seq,
        nodeName: event.type,
        nodeResult: result,
        nodeTime: event.at,
        handledBy: event.actorKind,
      }
    case 'result':
      return {
        ...common,
        doneResult: result,
        doneTime: event.at,
        doneDate: civilDateAt(event.at),
        certIdentifier: certIdentifierIn(event.data),
      }
  }
}

const itemFields = (item: Item, claim: Claim): Fields => ({
  catalogCode: item.catalogCode.value,
  taskHandleItem: claim.taskHandleItem.value,
  taskName: item.taskName.zh,
  taskType: item.taskType,
  taskVersion: item.taskVersion,
  projectType: item.projectType,
})

/** The two channels that were read in the national tables, and ours where they have none. */
export const ONLINE_CHANNELS: Readonly<Record<string, string>> = { web: 'PC_ONLINE', app: 'APP_ONLINE' }

const receiptFields = ({ row, application }: Reporting): Fields => ({
  channel: ONLINE_CHANNELS[row.channel] ?? row.channel,
  receiveTime: row.receivedAt,
  receiveDate: civilDateAt(row.receivedAt),
  userType: application?.applicant.kind ?? null,
  userName: application?.applicant.name ?? null,
  userIdKind: application?.applicant.idKind ?? null,
  userIdNumber: application?.applicant.idNumber ?? null,
})

function limitFields(item: Item, claim: Claim): Fields {
  const ofDecision = item.limits.filter(({ step }) => step === 'decision' || step === 'jointDecision')
  const law = ofDecision.find(({ basis }) => basis.kind !== 'promise')
  const promise = ofDecision.find(({ basis }) => basis.kind === 'promise')
  const amount = (limit: Item['limits'][number] | undefined) =>
    limit === undefined
      ? null
      : typeof limit.amount === 'number'
        ? limit.amount
        : claim[limit.amount.parameter]
  return {
    anticipateDay: amount(law),
    anticipateType: law?.unit ?? null,
    promiseDay: amount(promise),
    promiseType: promise?.unit ?? null,
  }
}

/** The licence 证照标识 a grant has issued, as its event names it. */
function certIdentifierIn(data: string): string | null {
  const { licence } = JSON.parse(data) as { readonly licence?: unknown }
  return typeof licence === 'string' ? licence : null
}
