/** What the law makes of silence comes first (行政许可法 32, 50): before it nothing is deemed, after it the organ is too late. */
import { type Check, when } from './check.ts'
import { clocksOf, isInTime } from './clocks.ts'
import { overdueClock } from './deemed.ts'
import { refusal } from './guards.ts'

/** Once silence has done its work, the organ's own act comes too late (行政许可法 32, 50). */
const silenceOf =
  (step: 'notice' | 'renewal'): Check =>
  ({ fold, happening, policy }) => {
    const over = overdueClock(policy.plan, fold, policy.calendar, happening.at, step)
    if (over === undefined) return undefined
    return refusal(over.unchecked ? 'licenceUnchecked' : 'deemedFirst', { dueOn: over.dueOn })
  }
export const notDeemed = silenceOf('notice')
export const notRenewed = silenceOf('renewal')

/** Only silence that has lasted long enough makes an event. */
export const onlyAfter =
  (step: 'notice' | 'renewal'): Check =>
  ({ fold, happening, policy }) => {
    const { plan, calendar } = policy
    if (step === 'renewal' && !isInTime(plan, fold)) return refusal('notRenewal')
    const over = overdueClock(plan, fold, calendar, happening.at, step)
    if (over !== undefined) return when(over.unchecked, 'licenceUnchecked', { dueOn: over.dueOn })
    const clock = clocksOf(plan, fold, calendar, happening.at).find((each) => each.step === step)
    return refusal('tooEarly', { dueOn: clock?.dueOn ?? '' })
  }
