/**
 * A clock in one sentence or two, to be read aloud to an applicant: what is owed, why the clock stands and until when,
 * or by when it is over. Plain words, dates with their weekday, the basis named; nothing that only a table could show.
 */
import { ENGLISH_DAYS, ENGLISH_MONTHS, type Limit, weekday } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import type { Clock, Stop } from './clock.ts'
import { CLOCK_STEPS } from './clock-rules.ts'

export type Sentence = { readonly zh: string; readonly en: string }

const ZH_DAYS = ['一', '二', '三', '四', '五', '六', '日']

/** 2026年10月9日（星期五）; Friday 9 October 2026. */
export function sayDate(on: CivilDate): Sentence {
  const [year, month, day] = on.split('-').map(Number)
  const index = weekday(on) - 1
  return {
    zh: `${year}年${month}月${day}日（星期${ZH_DAYS[index]}）`,
    en: `${ENGLISH_DAYS[index]} ${day} ${ENGLISH_MONTHS[(month ?? 1) - 1]} ${year}`,
  }
}

const ZH_UNITS = { workday: '个工作日', calendarDay: '日', month: '个月', hour: '小时' } as const
const EN_UNITS = { workday: 'working day', calendarDay: 'day', month: 'month', hour: 'hour' } as const
type Counted = keyof typeof ZH_UNITS

const sayAmount = (unit: Counted, amount: number): Sentence => ({
  zh: `${amount}${ZH_UNITS[unit]}`,
  en: `${amount} ${EN_UNITS[unit]}${amount === 1 ? '' : 's'}`,
})

/** What is left or over is counted in working days or days, also where the limit is one of months or hours. */
const sayCount = ({ length: { unit } }: Clock, amount: number) =>
  sayAmount(unit === 'workday' ? 'workday' : 'calendarDay', amount)

function sayLength(length: Limit): Sentence {
  return length.unit === 'instant' ? { zh: '当场', en: 'on the spot' } : sayAmount(length.unit, length.value)
}

export function clockSentence(clock: Clock): Sentence {
  const sentence = withCheck(clock, bodyOf(clock))
  const isOpen = clock.status !== 'ended'
  return clock.provisional && isOpen
    ? {
        zh: `${sentence.zh}所涉年份的放假安排尚未公布，日期可能调整，调整时另行告知。`,
        en: `${sentence.en} The holidays of that year are not published yet; should the day move, you will be told.`,
      }
    : sentence
}

/** 行政许可法 50: silence renews a licence that there is, and whether there is one the organ has to find out. */
function withCheck({ unchecked, status, breach }: Clock, { zh, en }: Sentence): Sentence {
  if (!unchecked || status === 'ended') return { zh, en }
  return breach === null
    ? {
        zh: `${zh}原许可的有效期由申请人填写，本机关尚未核实；核实以后，逾期未作决定的才视为准予延续。`,
        en: `${en} The licence held now is as the applicant states it; only once we have checked it does silence renew it.`,
      }
    : {
        zh: `${zh}原许可的有效期由申请人填写，本机关应当立即核实；核实属实的，自有效期届满之日起视为准予延续。`,
        en: `${en} The licence held now is as the applicant states it and we have to check it at once; if it is so, the renewal counts as granted from the day it ended.`,
      }
}

function bodyOf(clock: Clock): Sentence {
  const { zh, en } = CLOCK_STEPS[clock.step]
  const due = sayDate(clock.dueOn)
  const subject = { zh: `“${zh}”的期限`, en: `The time for ${en}` }
  if (clock.status === 'ended') return ended(clock, subject)
  if (clock.status === 'stands') return stands(clock, subject)
  if (clock.breach !== null) {
    const late = sayCount(clock, clock.breach.overdue)
    const over =
      clock.breach.overdue === 0 ? { zh: '', en: '' } : { zh: `，已超过${late.zh}`, en: `, ${late.en} ago` }
    return {
      zh: `${subject.zh}已在${due.zh}24时届满${over.zh}。${basisZh(clock)}`,
      en: `${subject.en} was over at the end of ${due.en}${over.en}. ${basisEn(clock)}`,
    }
  }
  if (clock.status === 'waiting') {
    return {
      zh: `正在等您补正材料。${subject.zh}到${due.zh}24时届满。${basisZh(clock)}`,
      en: `We are waiting for what you have to supplement. ${subject.en} runs until the end of ${due.en}. ${basisEn(clock)}`,
    }
  }
  const length = sayLength(clock.length)
  const left = sayCount(clock, clock.left)
  const extended = sayAmount('workday', clock.extendedBy)
  const from = sayDate(clock.fromOn)
  const longer =
    clock.extendedBy === 0
      ? { zh: '', en: '' }
      : { zh: `，经批准延长${extended.zh}`, en: `, extended by ${extended.en} with approval` }
  if (clock.step === 'suspension')
    return {
      zh: `“${zh}”所需时间是${length.zh}，开始的当日计算在内，应在${due.zh}以前结束并恢复计算办理期限，今天之后还有${left.zh}。${basisZh(clock)}`,
      en: `${en.charAt(0).toUpperCase()}${en.slice(1)} needs ${length.en}, its first day included. It should end and let the other clocks run again by ${due.en}, with ${left.en} left after today. ${basisEn(clock)}`,
    }
  return {
    zh: `${subject.zh}是${length.zh}${longer.zh}，自${from.zh}的次日起算，到${due.zh}24时届满，今天之后还有${left.zh}。${basisZh(clock)}`,
    en: `${subject.en} is ${length.en}${longer.en}, counted from the day after ${from.en}. It runs until the end of ${due.en}, with ${left.en} left after today. ${basisEn(clock)}`,
  }
}

function ended({ endedOn, breach, dueOn, unused }: Clock, subject: Sentence): Sentence {
  const on = sayDate(endedOn ?? dueOn)
  const due = sayDate(dueOn)
  if (unused)
    return {
      zh: `${subject.zh}已在${on.zh}24时届满，期内没有人行使这项权利。`,
      en: `${subject.en} was over at the end of ${on.en}; nobody used this right within it.`,
    }
  return breach === null
    ? {
        zh: `${subject.zh}已在${on.zh}结束，没有超期。`,
        en: `${subject.en} ended on ${on.en}, within the limit.`,
      }
    : {
        zh: `${subject.zh}在${on.zh}结束，应在${due.zh}前办结，已经超期。`,
        en: `${subject.en} ended on ${on.en}; it was due by ${due.en} and was late.`,
      }
}

function stands(clock: Clock, subject: Sentence): Sentence {
  const left = sayCount(clock, clock.left)
  const due = sayDate(clock.dueOn)
  const since = sayDate(
    clock.stoppedBy.map(({ fromOn }) => fromOn).reduce((a, b) => (a < b ? a : b), clock.dueOn),
  )
  const reasons = clock.stoppedBy.map(sayStop)
  return {
    zh: `${subject.zh}自${since.zh}起停止计算，因为${reasons.map((reason) => reason.zh).join('；')}。恢复计算后还有${left.zh}，预计到${due.zh}24时届满。`,
    en: `${subject.en} has stood still since ${since.en}, because of ${reasons.map((reason) => reason.en).join('; and ')}. When it runs again ${left.en} will be left; it is expected to run until the end of ${due.en}.`,
  }
}

function sayStop({ zh, en, basis, neededWorkdays, resumesOn, isLate }: Stop): Sentence {
  const named = { zh: `正在进行${zh}（${basis.zh}）`, en: `${en} (${basis.en})` }
  if (resumesOn === null || neededWorkdays === null) return named
  const needed = sayAmount('workday', neededWorkdays)
  const end = sayDate(resumesOn)
  return isLate
    ? {
        zh: `${named.zh}，原定所需时间${needed.zh}，已经超过，尚未结束`,
        en: `${named.en}, which was to need ${needed.en} and has taken longer`,
      }
    : {
        zh: `${named.zh}，所需时间${needed.zh}，预计${end.zh}恢复计算`,
        en: `${named.en}, which needs ${needed.en} and should let the clock run again on ${end.en}`,
      }
}

const basisZh = ({ basis }: Clock) => `依据：${basis.zh}。`
const basisEn = ({ basis }: Clock) => `Basis: ${basis.en}.`
