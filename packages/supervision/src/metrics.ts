/** The figures of a bulletin in their order, each with its name and its definition: what is printed is what is counted. */
import type { Rate } from '@tongban/kernel'
import type { Figures, Spread } from './figures.ts'

type Words = { readonly zh: string; readonly en: string }
type Named = Words & {
  readonly code: string
  /** 口径. */
  readonly definition: Words
}
export type Metric = Named &
  (
    | { readonly kind: 'count'; readonly of: (figures: Figures) => number }
    | { readonly kind: 'rate'; readonly of: (figures: Figures) => Rate }
    | { readonly kind: 'spread'; readonly of: (figures: Figures) => Spread }
  )

const named = (code: string, zh: string, en: string, zhDefinition: string, enDefinition: string): Named => ({
  code,
  zh,
  en,
  definition: { zh: zhDefinition, en: enDefinition },
})

export const METRICS: readonly Metric[] = [
  {
    ...named(
      'received',
      '收件数',
      'cases received',
      '收件日在本期内的办件。',
      'Cases whose day of receipt lies in the period.',
    ),
    kind: 'count',
    of: ({ received }) => received,
  },
  {
    ...named(
      'accepted',
      '受理数',
      'cases accepted',
      '受理日（含逾期视为受理之日）在本期内的办件。',
      'Cases whose day of acceptance, deemed acceptance included, lies in the period.',
    ),
    kind: 'count',
    of: ({ accepted }) => accepted,
  },
  {
    ...named(
      'decided',
      '办结数',
      'cases decided',
      '本机关在本期内作出结果的办件：准予、不予、不予受理（含不受理）、退回材料。申请人撤回、视为放弃和由其他地区决定的不计入。',
      'Cases the organ ended in the period: granted, refused, not accepted, or papers returned. Withdrawn, abandoned, and decided by another region are not counted.',
    ),
    kind: 'count',
    of: ({ decided }) => decided,
  },
  {
    ...named(
      'onTime',
      '按时办结率',
      'on time',
      '按时办结数÷有期限的办结数。按时：约束该件的承诺时限、法定时限（含地方性规定）均未超过；时限按已公布的工作日历推算，扣除特别程序，计入依法延长。',
      'Cases in which no limit that bound them was broken, of the cases that had a limit. Limits follow the published calendar, with special procedures left out and lawful extensions counted.',
    ),
    kind: 'rate',
    of: ({ onTime }) => onTime,
  },
  {
    ...named(
      'onTimeByPromise',
      '承诺时限按时率',
      'on time by promise',
      '未超过承诺办结时限的办结数÷有承诺办结时限的办结数。',
      'Cases decided within the promised limit, of the cases that had one.',
    ),
    kind: 'rate',
    of: ({ onTimeByPromise }) => onTimeByPromise,
  },
  {
    ...named(
      'onTimeByLaw',
      '法定时限按时率',
      'on time by law',
      '未超过法定办结时限（含地方性规定、依法延长）的办结数÷有法定办结时限的办结数。',
      'Cases decided within the limit of the law, local law and lawful extensions included, of the cases that had one.',
    ),
    kind: 'rate',
    of: ({ onTimeByLaw }) => onTimeByLaw,
  },
  {
    ...named(
      'onSpot',
      '现场办结率',
      'on the spot',
      '在窗口收件并于收件当日办结的办件÷办结数。',
      'Cases handed in at a window and decided on that very day, of the cases decided.',
    ),
    kind: 'rate',
    of: ({ onSpot }) => onSpot,
  },
  {
    ...named(
      'instant',
      '即办率',
      'instant',
      '由已公布的规则在收件的同一次答复中自动批准（秒批）的办件÷办结数。',
      'Cases approved by published rules in the very answer to the application, of the cases decided.',
    ),
    kind: 'rate',
    of: ({ instant }) => instant,
  },
  {
    ...named(
      'online',
      '全程网办率',
      'online all the way',
      '网上或者移动端申请，补正、送达均在线上，没有任何一次由窗口代收、现场听证或者现场领取的办件÷办结数。',
      'Cases applied for on the web or an app, supplemented and served online, with nothing taken in at a counter, no hearing in presence and nothing collected, of the cases decided.',
    ),
    kind: 'rate',
    of: ({ online }) => online,
  },
  {
    ...named(
      'oneVisit',
      '最多跑一次率',
      'at most one visit',
      '申请人到场不超过一次的办件÷办结数。到场：在窗口或者自助机递交、到窗口补正、参加听证、到窗口领取，同一天内合计一次；约定到窗口领取尚未领取的，办结当日未到场则计一次。邮寄和网上办理不计。',
      'Cases for which the applicant had to come once at most, of the cases decided. Coming: handing in at a window or a machine, supplementing at a window, being heard, collecting; one day counts once. What is still to be collected counts once unless the applicant was there on the day of the decision. Post and the web do not count.',
    ),
    kind: 'rate',
    of: ({ oneVisit }) => oneVisit,
  },
  {
    ...named(
      'used',
      '办理用时（工作日）',
      'working days used',
      '自受理次日（登记事项自收件次日）起至办结日止的工作日，扣除特别程序；当日办结为0。中位数、第90百分位按最近秩法取值。',
      'Working days from the day after acceptance (of a registration, after receipt) to the day of the decision, special procedures left out; 0 where it is the same day. Median and 90th percentile by nearest rank.',
    ),
    kind: 'spread',
    of: ({ used }) => used,
  },
  {
    ...named(
      'againstPromise',
      '与承诺时限之差（工作日）',
      'working days against the promise',
      '办理用时减承诺时限；负数为提前，正数为超过。只计有以工作日计的承诺时限的办件。',
      'Working days used less those promised; below zero is early, above is late. Of cases with a promise in working days.',
    ),
    kind: 'spread',
    of: ({ againstPromise }) => againstPromise,
  },
  {
    ...named(
      'saved',
      '比法定时限节省（工作日）',
      'working days saved against the law',
      '法定时限（不含延长）减办理用时，逐件相加；超过法定时限的为负数。只计有以工作日计的法定时限的办件。',
      'The limit of the law without extensions less the working days used, added up; below zero where it was exceeded. Of cases with a limit of the law in working days.',
    ),
    kind: 'spread',
    of: ({ saved }) => saved,
  },
]
