import type { Rate } from '@tongban/kernel'
import { DIRECTIONS, type OverviewSpread } from '@tongban/supervision'
import { type Column, csvOf } from '../lists/csv.ts'
import type { BarItem, MetricView, Overview, OverviewFlow, StepLoad } from './read.ts'

/** One table of the overview as CSV: what is on the screen and nothing else. */
export const OVERVIEW_TABLES = ['bar', 'metrics', 'load', 'flows'] as const
export type OverviewTable = (typeof OVERVIEW_TABLES)[number]

export function overviewCsv(overview: Overview, table: OverviewTable, language: 'zh' | 'en'): string {
  switch (table) {
    case 'bar':
      return csvOf(BAR, overview.bar, language)
    case 'metrics':
      return csvOf(METRICS, overview.metrics, language)
    case 'load':
      return csvOf(LOAD, overview.load, language)
    case 'flows':
      return csvOf(FLOWS, overview.flows, language)
  }
}

const BAR: readonly Column<BarItem>[] = [
  { zh: '项目', en: 'what', of: (row, language) => row[language] },
  { zh: '件数', en: 'cases', of: ({ n }) => n },
  { zh: '列表行数', en: 'rows of the list', of: ({ rows }) => rows },
  { zh: '口径', en: 'definition', of: ({ definition }, language) => definition[language] },
]

type Side = 'now' | 'previous' | 'region'
const isRate = (value: Rate | OverviewSpread): value is Rate => 'hits' in value
const rateColumns = (side: Side, zh: string, en: string): readonly Column<MetricView>[] => [
  { zh: `${zh}：分子`, en: `${en}: of these`, of: (row) => (isRate(row[side]) ? row[side].hits : null) },
  {
    zh: `${zh}：分母或者件数`,
    en: `${en}: of how many`,
    of: (row) => (isRate(row[side]) ? row[side].of : row[side].n),
  },
  { zh: `${zh}：比率`, en: `${en}: rate`, of: (row) => (isRate(row[side]) ? row[side].rate : null) },
  { zh: `${zh}：中位数`, en: `${en}: median`, of: (row) => (isRate(row[side]) ? null : row[side].median) },
  { zh: `${zh}：第90百分位`, en: `${en}: p90`, of: (row) => (isRate(row[side]) ? null : row[side].p90) },
]
const METRICS: readonly Column<MetricView>[] = [
  { zh: '指标', en: 'figure', of: (row, language) => row[language] },
  ...rateColumns('now', '本期', 'this period'),
  ...rateColumns('previous', '上期', 'period before'),
  ...rateColumns('region', '全地区', 'whole region'),
  { zh: '口径', en: 'definition', of: ({ definition }, language) => definition[language] },
]
const LOAD: readonly Column<StepLoad>[] = [
  { zh: '部门', en: 'department', of: ({ department }, language) => department[language] },
  { zh: '环节', en: 'step', of: ({ step }, language) => step[language] },
  { zh: '在办', en: 'open', of: ({ open }) => open },
  { zh: '临期', en: 'near', of: ({ near }) => near },
  { zh: '超期', en: 'overdue', of: ({ overdue }) => overdue },
]
const FLOWS: readonly Column<OverviewFlow>[] = [
  { zh: '地区编码', en: 'code of the region', of: ({ partner }) => partner.code },
  { zh: '地区', en: 'region', of: ({ partner }, language) => partner[language] },
  { zh: '方向', en: 'direction', of: ({ direction }, language) => DIRECTIONS[direction][language] },
  { zh: '移送', en: 'handed over', of: ({ sent }) => sent },
  { zh: '办结', en: 'decided', of: ({ done }) => done },
  { zh: '按时', en: 'on time', of: ({ onTime }) => onTime.hits },
  { zh: '有期限的', en: 'with a limit', of: ({ onTime }) => onTime.of },
  { zh: '用时中位数（工作日）', en: 'median working days', of: ({ median }) => median },
  { zh: '第90百分位', en: 'p90', of: ({ p90 }) => p90 },
  { zh: '尚未结案', en: 'not closed now', of: ({ openNow }) => openNow },
]
