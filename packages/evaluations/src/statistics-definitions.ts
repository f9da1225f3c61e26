/** 口径: each figure of the statistics with its name and its definition; what is printed is what is counted. */
type Words = { readonly zh: string; readonly en: string }
export type StatisticDefinition = { readonly code: string; readonly name: Words; readonly definition: Words }

const defined = (code: string, name: Words, definition: Words): StatisticDefinition => ({
  code,
  name,
  definition,
})

export const STATISTIC_DEFINITIONS: readonly StatisticDefinition[] = [
  defined(
    'month',
    { zh: '月份', en: 'month' },
    {
      zh: '服务发生之月（北京时间）；评价、整改、申诉均计入所评服务的月份。其他评价方式和异常发现计入提出、发现之月。',
      en: 'The month of the service, Asia/Shanghai. Ratings, their mending and appeals count in the month of the service they are about; reviews and findings in that of their own day.',
    },
  ),
  defined(
    'invited',
    { zh: '可评价服务数', en: 'services that could be rated' },
    {
      zh: '本地区提供的服务次数，每次一个评价码，各渠道通用；协同地区提供的服务另列。',
      en: 'Services given by this region, one token each, good on every channel. Services of partner regions are counted apart.',
    },
  ),
  defined(
    'valid',
    { zh: '有效评价数', en: 'valid ratings' },
    {
      zh: '对本地区服务的现行评价（有修改、追加的取后一次），不含申诉成立不计入的评价。默认评价、监督查评、综合点评、体验员、第三方评估和办不成事反映均不计入。',
      en: 'Ratings of this region’s services as they now stand (the later of two), less those an upheld appeal has set aside. Default ratings, inspections, overall reviews, experiencers, third parties and reports of what could not be done never count.',
    },
  ),
  defined(
    'satisfaction',
    { zh: '满意率', en: 'satisfaction' },
    {
      zh: '（非常满意＋满意＋基本满意）÷有效评价数。“基本满意”计为满意为多数地区通行做法，国家文件未见规定；各等次数量一并列出。',
      en: 'Levels 5, 4 and 3 of the valid ratings. That “basically satisfied” counts as satisfied is usual and in no national text that was found; the levels are given beside it.',
    },
  ),
  defined(
    'bad',
    { zh: '差评率', en: 'bad ratings' },
    {
      zh: '（不满意＋非常不满意）÷有效评价数。',
      en: 'Levels 2 and 1 of the valid ratings.',
    },
  ),
  defined(
    'average',
    { zh: '平均分', en: 'average' },
    {
      zh: '有效评价等次（1至5）的算术平均，保留两位小数。',
      en: 'Arithmetic mean of the levels, 1 to 5, of the valid ratings, to two places.',
    },
  ),
  defined(
    'response',
    { zh: '主动评价率', en: 'response rate' },
    {
      zh: '已评价的服务数（含申诉成立不计入的）÷可评价服务数。一次一评：同一次到窗口办理的几项服务只评一次。按渠道统计时不计算，因评价码各渠道通用。',
      en: 'Services rated, those set aside included, of the services that could be rated. Several services of one visit at a window are rated once. Not reckoned by channel, since a token is good on every one.',
    },
  ),
  defined(
    'bounds',
    { zh: '置信区间', en: 'bounds' },
    {
      zh: '各比率的 Wilson 95% 上下限（lower、upper）；样本越少，区间越宽。',
      en: 'Wilson’s 95 % bounds of each rate (lower, upper): the fewer, the wider.',
    },
  ),
  defined(
    'onTime',
    { zh: '差评按时整改率', en: 'mended on time' },
    {
      zh: '每一轮均在期限内答复整改的差评整改单÷（按时整改＋逾期）。期限已过尚未答复的计为逾期；本轮尚未答复且未到期的、申诉成立的不计。期限按工作日历推算。',
      en: 'Orders of bad ratings answered within the limit in every round, of those answered or over it. An order whose limit is over and that has no answer is overdue; those whose last round is neither answered nor over its limit and those set aside are left out. Limits follow the calendar of working days.',
    },
  ),
  defined(
    'callBack',
    { zh: '回访率', en: 'called back' },
    {
      zh: '已回访（含按规则多次未接通）的差评整改单÷已答复整改的差评整改单，再次整改的按最近一轮；申诉成立的不计。',
      en: 'Orders called back, those tried as often as the rules ask included, of the orders answered, each by its last round; those set aside are left out.',
    },
  ),
  defined(
    'defaults',
    { zh: '默认评价数', en: 'default ratings' },
    {
      zh: '期满未评价、按本地区政策记为默认评价且至今无人评价的服务；不进入任何比率，不作好评公布。',
      en: 'Services noted as rated by default after silence, as this region’s policy insists, and not rated since; in no rate, never published as good.',
    },
  ),
  defined(
    'passedOn',
    { zh: '转送评价数', en: 'ratings passed on' },
    {
      zh: '在本地区提交、对协同地区服务的评价，已转送该地区，由该地区计入；不进入本地区任何比率。',
      en: 'Ratings of a partner region’s service given here: told to that region and counted there, in no rate of this one.',
    },
  ),
  defined(
    'findings',
    { zh: '异常评价发现数', en: 'findings against fabrication' },
    {
      zh: '刷评、代评等异常检测写入监察的发现，含已终结的；不自动删除任何评价。',
      en: 'What the detectors of fabricated ratings have reported to supervision, ended findings included. No rating is deleted by them.',
    },
  ),
]

export const SUPPRESSION_DEFINITION = defined(
  'suppression',
  { zh: '小数处理', en: 'small counts' },
  {
    zh: '有效评价少于5的部门并入“其他部门”；1至4的等次数量不公布，并另隐去必要的数量，使其不能由合计推算。隐去的数量均不为0。会泄露它们的比率同样不公布。',
    en: 'Departments with fewer than 5 valid ratings are merged into “other departments”. Level counts of 1 to 4 are withheld, with as many others as it takes that totals do not give them away; a withheld count is never 0. Figures that would give them away are withheld too.',
  },
)
