import { civilDate } from '@tongban/calendar'
import { CLOCK_STEPS, type Sentence, sayDate } from '@tongban/cases'
import type { CalendarChangeRow } from '@tongban/store'
import { isOwed } from '../calendars/untold.ts'

/**
 * What a calendar published later does to the deadlines of a case to somebody's harm, as its readers see it: the day
 * before and after, and whether it was told. What was not told does not hold: the letter is owed, and the case says so.
 */
export type CalendarMove = Sentence & {
  readonly clock: string
  readonly beforeOn: string
  readonly afterOn: string
  readonly isTold: boolean
}

export const movesOf = (changes: readonly CalendarChangeRow[]): readonly CalendarMove[] =>
  changes.flatMap((change): CalendarMove[] => {
    const { clockKey: clock, beforeOn, afterOn, needsNotice, step } = change
    if (needsNotice !== 1) return []
    const name = isStep(step) ? CLOCK_STEPS[step] : { zh: step, en: step }
    const [was, is] = [said(beforeOn), said(afterOn)]
    const isTold = !isOwed(change)
    const moved = {
      zh: `放假安排公布或者调整后，“${name.zh}”的最后一日由${was.zh}变为${is.zh}。`,
      en: `By the days off published since, the last day for ${name.en} moves from ${was.en} to ${is.en}. `,
    }
    const held = isTold
      ? { zh: '已发出通知。', en: 'The notice was sent.' }
      : {
          zh: '尚未通知申请人（本地没有可用的通知渠道），书面告知仍欠；告知以前按较有利的原日期办理。',
          en: 'Nobody could be told, so that the letter is still owed and the better day stays until then.',
        }
    return [{ clock, beforeOn, afterOn, isTold, zh: `${moved.zh}${held.zh}`, en: `${moved.en}${held.en}` }]
  })

const isStep = (step: string): step is keyof typeof CLOCK_STEPS => Object.hasOwn(CLOCK_STEPS, step)

function said(on: string): Sentence {
  const day = civilDate(on)
  // The job writes civil dates alone.
  if (day === undefined) throw new Error('a list of calendar changes holds no date')
  return sayDate(day)
}
