import type { Rate } from '@tongban/kernel'
import { type Column, csvOf, timeOrNone } from '../../lists/csv.ts'
import type { StatisticsGroup, StatisticsPage } from './read.ts'

/** The statistics as CSV: a row for each group, the total last on each page; rates as they are in JSON, with their bounds. */
type Line = StatisticsGroup & Pick<StatisticsPage, 'asOf' | 'from' | 'until'> & { readonly isTotal: boolean }

const rates = (zh: string, en: string, of: (line: Line) => Rate | null): readonly Column<Line>[] => [
  { zh, en, of: (line) => of(line)?.rate ?? null },
  { zh: `${zh}下限`, en: `${en}, lower`, of: (line) => of(line)?.lower ?? null },
  { zh: `${zh}上限`, en: `${en}, upper`, of: (line) => of(line)?.upper ?? null },
]
const counted = (zh: string, en: string, name: keyof Line['counts']): Column<Line> => ({
  zh,
  en,
  of: ({ counts }) => counts[name],
})

const COLUMNS: readonly Column<Line>[] = [
  { zh: '行', en: 'row', of: ({ isTotal }, language) => (isTotal ? TOTAL : GROUP)[language] },
  { zh: '起始月份', en: 'from', of: ({ from }) => from },
  { zh: '截止月份', en: 'until', of: ({ until }) => until },
  { zh: '部门编码', en: 'department code', of: ({ department }) => department?.code ?? null },
  { zh: '部门', en: 'department', of: ({ department }, language) => department?.[language] ?? null },
  { zh: '窗口', en: 'window', of: ({ window }) => window },
  { zh: '事项代码', en: 'item code', of: ({ item }) => item?.code ?? null },
  { zh: '事项', en: 'item', of: ({ item }, language) => item?.[language] ?? null },
  { zh: '评价渠道', en: 'channel', of: ({ channel }, language) => channel?.[language] ?? null },
  { zh: '月份', en: 'month', of: ({ month }) => month },
  counted('可评价服务数', 'services that could be rated', 'invited'),
  counted('已评价服务数', 'services rated', 'rated'),
  { zh: '有效评价数', en: 'valid ratings', of: ({ figures }) => figures.valid },
  counted('非常满意', 'very satisfied', 'level5'),
  counted('满意', 'satisfied', 'level4'),
  counted('基本满意', 'basically satisfied', 'level3'),
  counted('不满意', 'dissatisfied', 'level2'),
  counted('非常不满意', 'very dissatisfied', 'level1'),
  ...rates('满意率', 'satisfaction', ({ figures }) => figures.satisfaction),
  ...rates('差评率', 'bad ratings', ({ figures }) => figures.bad),
  { zh: '平均分', en: 'average', of: ({ figures }) => figures.average },
  ...rates('主动评价率', 'response rate', ({ figures }) => figures.response),
  counted('申诉成立不计入', 'set aside by appeal', 'excluded'),
  counted('默认评价（不计入）', 'default ratings (not counted)', 'defaults'),
  counted('转送评价（不计入）', 'ratings passed on (not counted)', 'passedOn'),
  counted('差评整改单', 'orders of bad ratings', 'opened'),
  counted('已答复整改', 'answered', 'mended'),
  counted('按时整改', 'mended on time', 'mendedOnTime'),
  counted('逾期', 'overdue', 'overdue'),
  ...rates('差评按时整改率', 'mended on time, rate', ({ figures }) => figures.onTime),
  counted('已回访', 'called back', 'calledBack'),
  ...rates('回访率', 'called back, rate', ({ figures }) => figures.callBack),
  counted('已办结', 'closed', 'closed'),
  counted('再次整改', 'opened anew', 'reopened'),
  counted('申诉', 'appeals', 'appealed'),
  counted('申诉成立', 'appeals upheld', 'upheld'),
  counted('监督查评', 'inspections', 'inspection'),
  counted('综合点评', 'overall reviews', 'overall'),
  counted('体验员反馈', 'experiencers', 'experiencer'),
  counted('第三方评估', 'third parties', 'thirdParty'),
  counted('办不成事反映', 'could not get it done', 'unable'),
  counted('异常评价发现', 'findings against fabrication', 'findings'),
  { zh: '截至', en: 'as of', of: ({ asOf }) => timeOrNone(asOf) },
]
const TOTAL = { zh: '合计', en: 'total' }
const GROUP = { zh: '分组', en: 'group' }

export function statisticsCsv(page: StatisticsPage, language: 'zh' | 'en'): string {
  const { asOf, from, until, groups, total } = page
  const lines = [...groups.map((group) => ({ ...group, isTotal: false })), { ...total, isTotal: true }].map(
    (line) => ({ ...line, asOf, from, until }),
  )
  return csvOf(COLUMNS, lines, language)
}
