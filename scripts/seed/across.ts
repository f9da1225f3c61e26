import { firstOfMonth } from './day.ts'
import { type Draft, numbered } from './person.ts'

/**
 * People of one region who apply in the other 跨省通办: their records are kept where they live, and where they apply nobody
 * knows them. Of an age at which the allowance is granted in either region.
 */

/** Numbers of the people who apply at home begin at 901. */
const FIRST_SEQUENCE = 981

export function acrossOf(home: string, today: string) {
  const aged = (years: number) => firstOfMonth(today, { years: -years })
  const person = (name: string, years: number, zh: string, en: string): Draft => ({
    name,
    birthOn: aged(years),
    zh: `${zh}，由其户籍地决定`,
    en: `${en}; the other region decides`,
  })
  return numbered(
    home,
    {
      acrossWindow: person(
        '演示申',
        82,
        '户籍在另一地区，在本地窗口申请',
        'of the other region, applies at a window here',
      ),
      acrossOnline: person(
        '演示酉',
        84,
        '户籍在另一地区，本人网上申请',
        'of the other region, applies online here',
      ),
      acrossUnrecorded: person(
        '演示戌',
        83,
        '户籍在另一地区，那里查无记录',
        'of the other region, where no record is found',
      ),
    },
    FIRST_SEQUENCE,
  )
}

export type Across = ReturnType<typeof acrossOf>
