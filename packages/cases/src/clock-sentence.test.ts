import { nationalCalendar as calendar, civilDate } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { foldOf, instant, planOf } from '../test/story.ts'
import { clockSentence, sayDate } from './clock-sentence.ts'
import { clocksOf } from './clocks.ts'

async function said(rules: string, story: string, at: string, step = 'decision') {
  const clocks = clocksOf(planOf(rules), await foldOf(story), calendar, instant(at))
  const clock = clocks.find((each) => each.step === step)
  if (clock === undefined) throw new Error(`no ${step}`)
  return clockSentence(clock)
}
const ACCEPTED = '2026-09-24 received; 2026-09-24 accepted'

test('is a date read with its weekday?', () => {
  const on = civilDate('2026-10-09')
  if (on === undefined) throw new Error('a date')
  expect(sayDate(on)).toEqual({ zh: '2026年10月9日（星期五）', en: 'Friday 9 October 2026' })
  const sunday = civilDate('2026-01-04')
  if (sunday === undefined) throw new Error('a date')
  expect(sayDate(sunday)).toEqual({ zh: '2026年1月4日（星期日）', en: 'Sunday 4 January 2026' })
})

test('does a running clock say how long, from when, until when, how much is left and why?', async () => {
  expect(await said('decision 20', ACCEPTED, '2026-10-10')).toEqual({
    zh: '“作出决定”的期限是20个工作日，自2026年9月24日（星期四）的次日起算，到2026年10月29日（星期四）24时届满，今天之后还有14个工作日。依据：行政许可法 42。',
    en: 'The time for the decision is 20 working days, counted from the day after Thursday 24 September 2026. It runs until the end of Thursday 29 October 2026, with 14 working days left after today. Basis: Licensing Law 42.',
  })
  const extended = await said('decision 20', `${ACCEPTED}; 2026-10-20 extended workdays=10`, '2026-11-11')
  expect(extended.zh).toContain('20个工作日，经批准延长10个工作日，')
  expect(extended.zh).toContain('今天之后还有1个工作日')
  expect(extended.en).toContain('extended by 10 working days with approval')
  expect(extended.en).toContain('with 1 working day left after today')
})

const PAUSED = `${ACCEPTED}; 2026-09-29 suspended ground=hearing neededWorkdays=10`
test('does a clock that stands say since when, why, and when it runs and ends?', async () => {
  expect(await said('decision 20', PAUSED, '2026-10-09')).toEqual({
    zh: '“作出决定”的期限自2026年9月29日（星期二）起停止计算，因为正在进行听证（行政许可法 45），所需时间10个工作日，预计2026年10月19日（星期一）恢复计算。恢复计算后还有19个工作日，预计到2026年11月12日（星期四）24时届满。',
    en: 'The time for the decision has stood still since Tuesday 29 September 2026, because of a hearing (Licensing Law 45), which needs 10 working days and should let the clock run again on Monday 19 October 2026. When it runs again 19 working days will be left; it is expected to run until the end of Thursday 12 November 2026.',
  })
})

test('does it say so when the time told for a special procedure is over, or when two run?', async () => {
  const late = await said('decision 20', PAUSED, '2026-10-20')
  expect(late.zh).toContain('原定所需时间10个工作日，已经超过，尚未结束')
  expect(late.en).toContain('was to need 10 working days and has taken longer')
  const two = await said('decision 20', `${PAUSED}; 2026-10-08 suspended ground=appraisal`, '2026-10-09')
  expect(two.zh).toContain('2026年9月29日（星期二）起停止计算')
  expect(two.zh).toContain('；正在进行鉴定（行政许可法 45）。')
  expect(two.en).toContain('; and an appraisal (Licensing Law 45)')
})

test('does a clock that is over say by how much, and one that ended whether it was late?', async () => {
  expect(await said('decision 20', ACCEPTED, '2026-11-03')).toEqual({
    zh: '“作出决定”的期限已在2026年10月29日（星期四）24时届满，已超过3个工作日。依据：行政许可法 42。',
    en: 'The time for the decision was over at the end of Thursday 29 October 2026, 3 working days ago. Basis: Licensing Law 42.',
  })
  expect((await said('decision 20', ACCEPTED, '2026-10-31')).zh).toContain('已超过1个工作日')
  expect((await said('decision 20', `${ACCEPTED}; 2026-10-29 granted`, '2026-10-29')).zh).toBe(
    '“作出决定”的期限已在2026年10月29日（星期四）结束，没有超期。',
  )
  expect(await said('decision 20', `${ACCEPTED}; 2026-10-30 granted`, '2026-10-30')).toEqual({
    zh: '“作出决定”的期限在2026年10月30日（星期五）结束，应在2026年10月29日（星期四）前办结，已经超期。',
    en: 'The time for the decision ended on Friday 30 October 2026; it was due by Thursday 29 October 2026 and was late.',
  })
})

test('is a right that nobody used said to have ended unused, and one that was used not?', async () => {
  const told = `${ACCEPTED}; 2026-09-28 thirdPartyNotified parties=p untilOn=2026-10-12`
  const say = (story: string) => said('', story, '2026-12-01', 'thirdParty')
  const unused = await say(`${told}; 2026-10-20 withdrawn`)
  expect(unused.zh).toBe(
    '“陈述、申辩和要求听证”的期限已在2026年10月12日（星期一）24时届满，期内没有人行使这项权利。',
  )
  expect(unused.en).toContain('Monday 12 October 2026; nobody used this right within it.')
  expect((await say(`${told}; 2026-10-09 thirdPartyStated party=p`)).zh).toContain('结束，没有超期')
})

test('is a provisional day said to be one, and waiting for the applicant said to be that?', async () => {
  const provisional = await said('notice 5', '2026-12-31 received', '2026-12-31', 'notice')
  expect(provisional.zh).toContain('放假安排尚未公布')
  expect(provisional.en).toContain('you will be told')
  const waiting = await said(
    'answerToApplication 2 months',
    '2026-06-30 received; 2026-07-01 supplementRequested',
    '2026-07-02',
    'answerToApplication',
  )
  expect(waiting.zh).toMatch(/^正在等您补正材料。“对申请的答复”的期限到2026年8月31日/)
})

test('are all units and the spot said in words?', async () => {
  expect((await said('decision 0 instant', ACCEPTED, '2026-09-24')).zh).toContain('的期限是当场，')
  expect((await said('notice 4 hours localLaw', '2026-11-23 received', '2026-11-23', 'notice')).zh).toContain(
    '4小时',
  )
  expect(
    (await said('answerToApplication 2 months', '2026-06-30 received', '2026-06-30', 'answerToApplication'))
      .en,
  ).toContain('is 2 months, counted')
})

test('of a renewal whose licence nobody has looked for, does the clock say what the organ still owes?', async () => {
  const more = {
    renewal: { daysBefore: 30, basis: { kind: 'law', zh: '行政许可法 50', en: 'Licensing Law 50' } },
  } as const
  const stated = '2026-11-01 received renewalExpiresOn=2026-12-11'
  const sentence = async (story: string, at: string) => {
    const [clock] = clocksOf(planOf('', more), await foldOf(story), calendar, instant(at))
    return clock === undefined ? null : clockSentence(clock)
  }
  expect((await sentence(stated, '2026-11-02'))?.zh).toMatch(
    /尚未核实；核实以后，逾期未作决定的才视为准予延续。$/,
  )
  expect(await sentence(stated, '2026-12-14')).toEqual({
    zh: '“对延续申请作出决定”的期限已在2026年12月11日（星期五）24时届满，已超过3日。依据：行政许可法 50。原许可的有效期由申请人填写，本机关应当立即核实；核实属实的，自有效期届满之日起视为准予延续。',
    en: 'The time for the decision on the renewal was over at the end of Friday 11 December 2026, 3 days ago. Basis: Licensing Law 50. The licence held now is as the applicant states it and we have to check it at once; if it is so, the renewal counts as granted from the day it ended.',
  })
  const checked = `${stated}; 2026-11-05 licenceChecked finding=found validUntil=2026-12-11`
  expect((await sentence(checked, '2026-11-06'))?.zh).not.toContain('核实')
  expect((await sentence(`${stated}; 2026-11-05 withdrawn`, '2026-11-06'))?.zh).not.toContain('核实')
})
