import { civilDateAt, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import type { Fabrication, RatingPlace } from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import type { Found } from '../../supervision/findings/write.ts'
import type { PlacedRating } from './seen.ts'

/**
 * What was seen in ratings, as a finding of supervision. It names places and officials by their index, never a case, a holder
 * or who rated; where one of the ratings is sealed from the department, it tells the days and no instants, and what is about
 * one sealed rating alone, or about a device, goes to the supervisors and to no department.
 */
export type Placed = {
  readonly fabrication: Fabrication<PlacedRating>
  readonly place: RatingPlace | 'rating'
  readonly key: string
}

const LAW = '国办发〔2019〕51号：不得强迫或者干扰评价人的评价行为'
/** Enough of an index to tell two apart. */
const SHORT = 16

export function foundOf({ fabrication, place, key }: Placed): Found {
  const { cause, at, ratings } = fabrication
  const isSealed = ratings.some(({ anonymous }) => anonymous)
  return {
    cause,
    kind: 'evaluation',
    subject: subjectOf(place, key, ratings),
    occasion: String(at),
    step: 'evaluation',
    law: LAW,
    itemCode: sole(ratings.map(({ itemCode }) => itemCode)),
    department: departmentOf(place, key, ratings, isSealed),
    person: personOf(place, key, ratings),
    count: ratings.length,
    ...spanOf(
      ratings.map((rating) => rating.at),
      isSealed,
    ),
    on: civilDateAt(at),
  }
}

/** What they all have; null: not the same. */
function sole(values: readonly (string | null)[]): string | null {
  const [first = null] = values
  return values.every((each) => each === first) ? first : null
}

function subjectOf(place: Placed['place'], key: string, ratings: readonly PlacedRating[]): string {
  switch (place) {
    case 'window':
      return key
    case 'entered':
      return ratings.every(({ channel }) => channel === 'hotline')
        ? `operator/${key.slice(0, SHORT)}`
        : `terminal/${key}`
    case 'device':
    case 'staff':
      return `${place}/${key.slice(0, SHORT)}`
    case 'unnamed':
      return `online/${key}`
    case 'rating':
      return `rating/${key}`
  }
}

/** Empty: the region's, which supervisors alone see. */
function departmentOf(
  place: Placed['place'],
  key: string,
  ratings: readonly PlacedRating[],
  isSealed: boolean,
): string {
  // A window is named by the department that stands there, whichever department decides.
  if (place === 'window') return key.split('/')[0] ?? ''
  if (place === 'device' || (place === 'rating' && isSealed)) return ''
  return sole(ratings.map(({ department }) => department)) ?? ''
}

/** Whom it concerns, so that they do not end it themselves. */
function personOf(place: Placed['place'], key: string, ratings: readonly PlacedRating[]): string | null {
  const operator = sole(ratings.map(({ channel, enteredBy }) => (channel === 'hotline' ? enteredBy : null)))
  return operator ?? (place === 'staff' ? key : sole(ratings.map(({ staff }) => staff)))
}

function spanOf(instants: readonly EpochMs[], isSealed: boolean) {
  const [fromAt, untilAt] = [Math.min(...instants), Math.max(...instants)]
  return isSealed
    ? { fromAt: startOfDayAt(civilDateAt(fromAt)), untilAt: endOfDayAt(civilDateAt(untilAt)) }
    : { fromAt, untilAt }
}
