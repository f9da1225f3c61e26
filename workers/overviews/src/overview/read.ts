import { ok } from '@tongban/kernel'
import { OVERVIEW_READERS, readOverview, type ShownBy } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { OVERVIEW_TAG, overviewQuery, overviewSchema } from './words.ts'

export const readTheOverview = endpoint(
  {
    method: 'get',
    prefix: '/supervision',
    path: '/v1/overview',
    summary: { zh: '督办台总览', en: 'Overview of supervision' },
    description: {
      zh: '今日各数、比率及上期和全地区的比率、部门和环节的在办件数、跨域往来、逾期最久的期限。监察员、审计员、政府负责人看全地区，部门负责人看本部门；不含个人信息。',
      en: 'What is due today, rates beside those of the period before and of the region, load by department and step, what goes between regions, what is longest overdue. Supervision sees the region, the head of a department their own. Nothing personal.',
    },
    tag: OVERVIEW_TAG,
    rights: OVERVIEW_READERS,
    query: overviewQuery,
    answer: { status: 200, description: { zh: '总览', en: 'the overview' }, schema: overviewSchema },
    failures: [],
  },
  async ({ context, query }) => {
    const read = await readOverview(context, query)
    if (!read.ok) return read
    const { bar, load, worstShownBy, ...rest } = read.value
    return ok({
      ...rest,
      worstHref: hrefOf(worstShownBy),
      bar: bar.map((item) => ({ ...item, parts: item.parts.map(withHref) })),
      load: load.map(withHref),
    })
  },
)

const LISTS = { clocks: '/supervision/v1/clocks', rectifications: '/evaluations/v1/rectifications' } as const
const hrefOf = ({ list, query }: ShownBy): string => `${LISTS[list]}?${new URLSearchParams(query)}`
const withHref = <Row extends { readonly shownBy: ShownBy }>({ shownBy, ...row }: Row) => ({
  ...row,
  href: hrefOf(shownBy),
})
