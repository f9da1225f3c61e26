import type { Said } from '@tongban/http'
import type { Visit } from '../visit.ts'
import type { Rate } from './schemas.ts'

/** Words and addresses of the public figures. */
export const STYLES = ['open.css'] as const
export const WITHHELD: Said = { zh: '不足 5，不公布', en: 'below 5, withheld' }

export const countText = (v: Visit, count: number | null) => (count === null ? v.t(WITHHELD) : String(count))

/** `96.4%`, with what it was counted of; a dash where nothing was counted. */
export function rateText(v: Visit, rate: Rate | null): string {
  if (rate === null) return v.t(WITHHELD)
  if (rate.rate === null) return '—'
  const share = `${(rate.rate * 100).toFixed(1)}%`
  const of = `${rate.hits}/${rate.of}`
  return v.t({ zh: `${share}（${of}）`, en: `${share} (${of})` })
}

export const monthText = (v: Visit, month: string) => {
  const [year = '', number = ''] = month.split('-')
  return v.t({
    zh: `${year}年${Number(number)}月`,
    en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      Date.UTC(Number(year), Number(number) - 1, 1),
    ),
  })
}

export const withMonth = (v: Visit, path: string) => {
  const month = v.query.get('month')
  return month === null || month === '' ? path : `${path}?${new URLSearchParams({ month })}`
}
