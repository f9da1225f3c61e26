/**
 * The national calendar 2019–2026: each day off and each 调休 working day as the State Council's notices order them.
 * A new year is one entry here (or one published version of the data); no rule elsewhere changes.
 */
import type { Arrangement, CalendarData } from './calendar-data.ts'
import { addDays, civilDate } from './civil-date.ts'
import { type Calendar, openCalendar } from './open-calendar.ts'

/** Every day of inclusive spans written `first/last` (ISO 8601 interval) or as one date. */
function days(...spans: readonly string[]): readonly string[] {
  return spans.flatMap((span) => {
    const [first, last = first] = span.split('/').map(civilDate)
    if (first === undefined || last === undefined) throw new Error(`not a span of days: ${span}`)
    const list = []
    for (let day = first; day <= last; day = addDays(day, 1)) list.push(day)
    return list
  })
}

const annual = (
  year: number,
  number: string,
  issuedOn: string,
  url: string | null,
  rest: readonly string[],
  work: readonly string[],
): Arrangement => ({
  notice: { title: `国务院办公厅关于${year}年部分节假日安排的通知`, number, issuedOn, url },
  rest,
  work: days(...work),
})

export const NATIONAL_DATA: CalendarData = {
  version: 'national-2026-1',
  region: null,
  years: {
    2019: [
      annual(
        2019,
        '国办发明电〔2018〕15号',
        '2018-12-04',
        'https://www.gov.cn/zhengce/content/2018-12/06/content_5346276.htm',
        days(
          '2018-12-30/2019-01-01',
          '2019-02-04/2019-02-10',
          '2019-04-05/2019-04-07',
          '2019-05-01',
          '2019-06-07/2019-06-09',
          '2019-09-13/2019-09-15',
          '2019-10-01/2019-10-07',
        ),
        ['2018-12-29', '2019-02-02/2019-02-03', '2019-09-29', '2019-10-12'],
      ),
      {
        notice: {
          title: '国务院办公厅关于调整2019年劳动节假期安排的通知',
          number: '国办发明电〔2019〕3号',
          issuedOn: '2019-03-22',
          url: 'https://www.gov.cn/zhengce/content/2019-03/22/content_5375877.htm',
        },
        rest: days('2019-05-01/2019-05-04'),
        work: days('2019-04-28', '2019-05-05'),
      },
    ],
    2020: [
      annual(
        2020,
        '国办发明电〔2019〕16号',
        '2019-11-21',
        'https://www.gov.cn/zhengce/content/2019-11/21/content_5454164.htm',
        days(
          '2020-01-01',
          '2020-01-24/2020-01-30',
          '2020-04-04/2020-04-06',
          '2020-05-01/2020-05-05',
          '2020-06-25/2020-06-27',
          '2020-10-01/2020-10-08',
        ),
        ['2020-01-19', '2020-02-01', '2020-04-26', '2020-05-09', '2020-06-28', '2020-09-27', '2020-10-10'],
      ),
      {
        // The epidemic: the Spring Festival holiday runs on to 2 February, so 1 February is no longer worked.
        notice: {
          title: '国务院办公厅关于延长2020年春节假期的通知',
          number: '国办发明电〔2020〕1号',
          issuedOn: '2020-01-26',
          url: 'https://www.gov.cn/zhengce/content/2020-01/27/content_5472352.htm',
        },
        rest: days('2020-01-31/2020-02-02'),
        work: [],
      },
    ],
    2021: [
      annual(
        2021,
        '国办发明电〔2020〕27号',
        '2020-11-25',
        'https://www.gov.cn/zhengce/content/2020-11/25/content_5564127.htm',
        days(
          '2021-01-01/2021-01-03',
          '2021-02-11/2021-02-17',
          '2021-04-03/2021-04-05',
          '2021-05-01/2021-05-05',
          '2021-06-12/2021-06-14',
          '2021-09-19/2021-09-21',
          '2021-10-01/2021-10-07',
        ),
        ['2021-02-07', '2021-02-20', '2021-04-25', '2021-05-08', '2021-09-18', '2021-09-26', '2021-10-09'],
      ),
    ],
    2022: [
      annual(
        2022,
        '国办发明电〔2021〕11号',
        '2021-10-25',
        'https://www.gov.cn/zhengce/content/2021-10/25/content_5644835.htm',
        days(
          '2022-01-01/2022-01-03',
          '2022-01-31/2022-02-06',
          '2022-04-03/2022-04-05',
          '2022-04-30/2022-05-04',
          '2022-06-03/2022-06-05',
          '2022-09-10/2022-09-12',
          '2022-10-01/2022-10-07',
        ),
        ['2022-01-29/2022-01-30', '2022-04-02', '2022-04-24', '2022-05-07', '2022-10-08/2022-10-09'],
      ),
    ],
    2023: [
      annual(
        2023,
        '国办发明电〔2022〕16号',
        '2022-12-08',
        'https://www.gov.cn/zhengce/content/2022-12/08/content_5730844.htm',
        days(
          '2022-12-31/2023-01-02',
          '2023-01-21/2023-01-27',
          '2023-04-05',
          '2023-04-29/2023-05-03',
          '2023-06-22/2023-06-24',
          '2023-09-29/2023-10-06',
        ),
        ['2023-01-28/2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07/2023-10-08'],
      ),
    ],
    2024: [
      annual(
        2024,
        '国办发明电〔2023〕7号',
        '2023-10-25',
        'https://www.gov.cn/zhengce/content/202310/content_6911527.htm',
        days(
          '2024-01-01',
          '2024-02-10/2024-02-17',
          '2024-04-04/2024-04-06',
          '2024-05-01/2024-05-05',
          '2024-06-10',
          '2024-09-15/2024-09-17',
          '2024-10-01/2024-10-07',
        ),
        [
          '2024-02-04',
          '2024-02-18',
          '2024-04-07',
          '2024-04-28',
          '2024-05-11',
          '2024-09-14',
          '2024-09-29',
          '2024-10-12',
        ],
      ),
    ],
    2025: [
      annual(
        2025,
        '国办发明电〔2024〕12号',
        '2024-11-12',
        'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
        days(
          '2025-01-01',
          '2025-01-28/2025-02-04',
          '2025-04-04/2025-04-06',
          '2025-05-01/2025-05-05',
          '2025-05-31/2025-06-02',
          '2025-10-01/2025-10-08',
        ),
        ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
      ),
    ],
    2026: [
      annual(
        2026,
        '国办发明电〔2025〕7号',
        '2025-11-04',
        'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
        days(
          '2026-01-01/2026-01-03',
          '2026-02-15/2026-02-23',
          '2026-04-04/2026-04-06',
          '2026-05-01/2026-05-05',
          '2026-06-19/2026-06-21',
          '2026-09-25/2026-09-27',
          '2026-10-01/2026-10-07',
        ),
        ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
      ),
    ],
  },
  local: [],
}

/** The national calendar, opened once. */
export const nationalCalendar: Calendar = opened(NATIONAL_DATA)

/** The data above is part of the program: a fault in it is a bug, so it throws. */
function opened(data: CalendarData): Calendar {
  const calendar = openCalendar(data)
  if (!calendar.ok) throw new Error(`faulty calendar data: ${JSON.stringify(calendar.failure)}`)
  return calendar.value
}
