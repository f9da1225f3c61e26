import { firstOfMonth } from './day.ts'
import { type Draft, numbered } from './person.ts'

/** Who can be tried out: each stands for one way an application may go. */

export function peopleOf(region: string, today: string) {
  const aged = (years: number, months = 0) => firstOfMonth(today, { years: -years, months })
  return numbered(region, {
    aged72: person('演示甲', aged(72), '72 岁，户籍在本地', 'aged 72, household here'),
    aged69: person('演示乙', aged(70, 6), '69 岁，约半年后满 70', 'aged 69, 70 in about half a year'),
    nearly70: person('演示丙', aged(70, 1), '下月满 70', '70 next month'),
    aged81: person('演示丁', aged(81), '81 岁', 'aged 81'),
    aged100: person('演示戊', aged(100), '100 岁', 'aged 100'),
    unrecorded: person('演示己', aged(75), '人口登记查无记录', 'not in the population register'),
    stale: person('演示庚', aged(75, -1), '人口登记数据已过时', 'a record that is too old'),
    dead: person('演示辛', aged(78), '人口登记为已故', 'recorded as dead'),
    elsewhere: person('演示壬', aged(73), '户籍在另一地区', 'household in the other region'),
    granted: person('演示癸', aged(76), '已在领取津贴', 'draws the allowance already'),
    graduate: person('演示子', aged(22), '应届全日制本科毕业生', 'new full-time bachelor'),
    partTime: person('演示丑', aged(24), '非全日制毕业生', 'part-time graduate'),
    unemployed: person('演示寅', aged(34), '上月停保的失业人员', 'unemployed since last month'),
    insured: person('演示卯', aged(36), '当月仍按职工参保', 'still insured as an employee'),
    operator: person('演示辰', aged(30), '拟开日用百货店', 'will open a shop for daily goods'),
    barred: person('演示巳', aged(40), '在禁止申请登记期内', 'barred from registration'),
    permitHolder: person('演示午', aged(45), '许可证上月到期', 'holds a permit that ran out last month'),
    advertiser: person(
      '演示未',
      aged(38),
      '拟设户外广告，少交了方案',
      'wants an outdoor sign; the design is missing',
    ),
  })
}

export type People = ReturnType<typeof peopleOf>

const person = (name: string, birthOn: string, zh: string, en: string): Draft => ({ name, birthOn, zh, en })
