/**
 * Names of a region's parameters, as the published text says them. A parameter that is not named
 * here is shown under its own name: nothing that decides is left out. A test names what is missing.
 */
export type Said = { readonly zh: string; readonly en: string }
export type ParameterLabel = Said & { readonly unit: Said | null }

const YEARS = { zh: '周岁', en: 'years' }
const MONTHS = { zh: '个月', en: 'months' }
const YUAN = { zh: '元', en: 'yuan' }

const parameter = (zh: string, en: string, unit: Said | null = null): ParameterLabel => ({ zh, en, unit })

export const PARAMETER_LABELS: Readonly<Record<string, ParameterLabel>> = {
  region: parameter('本地区的行政区划代码', 'Division code of this region'),
  minimumRealName: parameter('提交人实名核验的最低等级', 'Lowest real-name level of whoever submits'),
  minimumAge: parameter('起领年龄', 'Age from which it is paid', YEARS),
  promptMonths: parameter('到龄前可以提前申请的时间', 'How long before that age one may apply', MONTHS),
  amount70: parameter('起领年龄至79周岁的每月标准', 'Monthly amount up to 79', YUAN),
  amount80: parameter('80至89周岁的每月标准', 'Monthly amount from 80 to 89', YUAN),
  amount90: parameter('90至99周岁的每月标准', 'Monthly amount from 90 to 99', YUAN),
  amount100: parameter('100周岁及以上的每月标准', 'Monthly amount from 100', YUAN),
  cityPrefix: parameter('本市行政区划代码的开头', 'First digits of the division codes of this city'),
  freshMonths: parameter(
    '毕业后视为应届的时间',
    'How long after graduation one counts as a recent graduate',
    MONTHS,
  ),
  ageLimitBachelor: parameter('本科及以下的年龄上限', 'Age limit up to bachelor', YEARS),
  ageLimitMaster: parameter('硕士的年龄上限', 'Age limit for a master', YEARS),
  ageLimitDoctor: parameter('博士的年龄上限', 'Age limit for a doctor', YEARS),
  validMonths: parameter('接收确认的有效时间', 'How long the confirmation is valid', MONTHS),
  ownWishArticle: parameter(
    '本地区依持证人自愿申请注销的条文',
    'Article of this region for cancelling at the holder’s own wish',
  ),
  reportEveryMonths: parameter('报告就业状况的间隔', 'How often the situation is reported', MONTHS),
}
