import { civilTimeAt } from '@tongban/calendar'
import type { Claim, Item } from '@tongban/catalogue'
import { RATING_CHANNELS } from '@tongban/evaluations'
import type { Json } from '@tongban/kernel'
import { mask } from '@tongban/privacy'
import type { WrittenExclusionRow, WrittenRatingRow, WrittenServiceRow } from '@tongban/store'
import type { Application } from '../../applications/body.ts'
import type { Context } from '../../context.ts'
import { ONLINE_CHANNELS } from '../../superior/record.ts'
import type { NationalNames } from './national.ts'

/**
 * What the national platform is told, with the field names read in practice: of a service affairId, affairStatus,
 * affairType, areaCode, departCode, matterId, channel, userType; of a rating projectno, serviceNumber, areacode, taskcode, pf,
 * satisfaction, evalDetail, writingEvaluation, assessTime. Field names of who rated were not read and are this project's own.
 *
 * Who gave an anonymous rating is never told, nor anybody that the rating does not name; a default rating is no rating here.
 */
type Fields = { readonly [field: string]: Json }
export type RatedItem = { readonly item: Item; readonly claim: Claim }

/** 1 收件, 2 办结. A case that is granted as it comes in is received and done in one service, which is its decision. */
const AFFAIR_STATUS: Readonly<Record<string, number>> = { decision: 2, delivery: 2 }

export function serviceRecord(
  { region }: Pick<Context, 'region'>,
  { caseNumber, serviceNumber, kind, departmentCode, at, caseChannel }: WrittenServiceRow,
  { item, claim }: RatedItem,
  application: Application | null,
): Fields {
  const department = region.departments.find(({ code }) => code === departmentCode)
  return {
    affairId: caseNumber,
    serviceNumber,
    affairStatus: AFFAIR_STATUS[kind] ?? 1,
    affairType: item.projectType,
    areaCode: region.code,
    departCode: department?.creditCode ?? null,
    departName: department?.name.zh ?? departmentCode,
    matterId: claim.taskHandleItem.value,
    taskCode: claim.taskCode.value,
    matterName: item.taskName.zh,
    channel: ONLINE_CHANNELS[caseChannel] ?? caseChannel,
    userType: application?.applicant.kind ?? null,
    serviceTime: civilTimeAt(at),
  }
}

export type Said = {
  readonly text: string | null
  /** Who rated by their own name; null where nobody may know, or nobody signed in. */
  readonly evaluator: { readonly name: string; readonly idNumber: string } | null
}

export function ratingRecord(
  { region }: Pick<Context, 'region'>,
  { caseNumber, serviceNumber, revision, level, options, anonymous, channel, at }: WrittenRatingRow,
  { claim }: RatedItem,
  { text, evaluator }: Said,
): Fields {
  return {
    projectno: caseNumber,
    serviceNumber,
    areacode: region.code,
    taskcode: claim.taskCode.value,
    pf: pfOf(channel),
    satisfaction: level,
    evalDetail: asCodes(options).join(','),
    writingEvaluation: text,
    assessTime: civilTimeAt(at),
    /** 2: takes the place of the first. */
    revision,
    anonymous: anonymous === 1,
    evaluatorName: evaluator?.name ?? null,
    evaluatorId: evaluator?.idNumber ?? null,
  }
}

/**
 * Takes a rating back 评价不计入: an appeal was judged upheld by another department, and the rating leaves the rates there as it
 * has left them here. How the platform calls this was not seen; the fields are this project's own.
 */
export function setAsideRecord(
  { region }: Pick<Context, 'region'>,
  { caseNumber, serviceNumber, class: reason, at }: WrittenExclusionRow,
  { claim }: RatedItem,
): Fields {
  return {
    projectno: caseNumber,
    serviceNumber,
    areacode: region.code,
    taskcode: claim.taskCode.value,
    setAsideReason: reason,
    setAsideTime: civilTimeAt(at),
  }
}

/** The name and number of a person as the region has it told. */
export function namedAs(
  names: NationalNames,
  { name, idNumber }: { readonly name: string; readonly idNumber: string },
): Said['evaluator'] {
  if (names === 'none') return null
  return names === 'full'
    ? { name, idNumber }
    : { name: mask('name', name), idNumber: mask('idNumber', idNumber) }
}

function pfOf(channel: string): string {
  const known = Object.entries(RATING_CHANNELS).find(([name]) => name === channel)
  if (known === undefined) throw new Error(`a rating by no channel: ${channel}`)
  return known[1].code
}

/** Guarantee: a rating is written with a JSON list of codes. */
const asCodes = (options: string) => JSON.parse(options) as readonly string[]
