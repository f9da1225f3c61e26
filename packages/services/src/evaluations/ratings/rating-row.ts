import { civilDateAt } from '@tongban/calendar'
import type { CheckedRating, RatingChannel } from '@tongban/evaluations'
import { type EpochMs, hex, type Ids } from '@tongban/kernel'
import type { EvaluationRow, InvitedServiceRow } from '@tongban/store'
import type { Rater } from './rater.ts'

/** The row of a rating, with what of the service it is about. The instant is the server's; nobody states it. */
export type Given = {
  readonly rating: CheckedRating
  readonly anonymous: boolean
  readonly channel: RatingChannel
  readonly rater: Rater
  /** Blind index of what the device said of itself. */
  readonly device: string | null
  readonly revision: 1 | 2
  readonly at: EpochMs
}

export function ratingRow(
  ids: Pick<Ids, 'random'>,
  service: InvitedServiceRow,
  { rating, anonymous, channel, rater, device, revision, at }: Given,
): EvaluationRow {
  const { caseNumber, itemCode, departmentCode: department, window, staff, holder, visit } = service
  return {
    id: ratingId(ids),
    caseNumber,
    serviceNumber: service.thereNumber ?? service.serviceNumber,
    region: service.region ?? '',
    revision,
    level: rating.level,
    options: JSON.stringify(rating.options),
    dictionary: rating.dictionary,
    anonymous: anonymous ? 1 : 0,
    evaluator: rater.evaluator,
    channel,
    enteredBy: rater.enteredBy,
    device,
    viaRegion: null,
    itemCode,
    department,
    window,
    staff,
    holder,
    visit,
    servedAt: service.at,
    servedOn: civilDateAt(service.at),
    at,
    hasText: rating.text === null ? 0 : 1,
  }
}

const ID_BYTES = 16
const GROUPS = [8, 12, 16, 20]

/** A UUID by chance (RFC 9562, version 4): one that sorts by time would tell the department when a sealed rating was given. */
export function ratingId(ids: Pick<Ids, 'random'>): string {
  const bytes = ids.random(ID_BYTES)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const text = hex(bytes)
  return [0, ...GROUPS].map((from, at) => text.slice(from, GROUPS[at] ?? text.length)).join('-')
}
