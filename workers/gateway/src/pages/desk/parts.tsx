import { PROBLEM_TYPE, problemSchema, type Said } from '@tongban/http'
import { holdsRole, type Role } from '@tongban/kernel'
import { ORDER_READERS } from '@tongban/services'
import { type Answer, sent } from '../answer.ts'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { CASE_LOOKERS, DESK, LOOKERS, NOTICE_LOOKERS, OVERVIEW_LOOKERS } from './words.ts'

/** What the pages of the desk share: the way between them, and files passed on as the API answers them. */
const PARTS: readonly {
  readonly to: string
  readonly text: Said
  /** A way that ends in a refusal is none. */
  readonly for: readonly { readonly role: Role }[]
}[] = [
  { to: '/desk', text: DESK.overview, for: OVERVIEW_LOOKERS },
  { to: '/desk/limits', text: DESK.limits, for: LOOKERS },
  { to: '/desk/cases', text: DESK.cases, for: CASE_LOOKERS },
  { to: '/desk/notices', text: DESK.notices, for: NOTICE_LOOKERS },
  { to: '/desk/cards', text: DESK.cards, for: LOOKERS },
  { to: '/desk/rectifications', text: { zh: '差评整改', en: 'Bad ratings' }, for: ORDER_READERS },
]
export const DeskNav = ({ v }: { readonly v: Visit }) => (
  <nav class="desk-nav no-print" aria-label={v.t(DESK.overview)}>
    <ul>
      {PARTS.filter((part) => holdsRole(v.actor, ...part.for.map(({ role }) => role))).map(({ to, text }) => (
        <li>
          <a
            href={to}
            aria-current={
              v.path === to || (to !== '/desk' && v.path.startsWith(`${to}/`)) ? 'page' : undefined
            }
          >
            {v.t(text)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

export const AsOf = ({ v, at }: { readonly v: Visit; readonly at: number }) => (
  <p class="govuk-body-s quiet">
    {v.t(WORDS.asOf)} <Instant at={at} language={v.language} />
  </p>
)

/** A file or a document, under its own policy and as what it is; a problem as a page. */
export async function passedOn(v: Visit, path: string): Promise<Answer> {
  const response = await v.api.send('GET', path)
  return response.headers.get('Content-Type')?.startsWith(PROBLEM_TYPE)
    ? problemAnswer(v, problemSchema.parse(await response.json()))
    : sent(response)
}

/** The query as it is looked at, without what only says how a page is shown. */
export function askedOf({ query }: Visit, more: Readonly<Record<string, string>> = {}): string {
  const kept = new URLSearchParams([...query].filter(([, value]) => value !== ''))
  kept.delete('lang')
  kept.delete('type')
  for (const [name, value] of Object.entries(more)) kept.set(name, value)
  const text = kept.toString()
  return text === '' ? '' : `?${text}`
}
export const withoutCursor = (query: string): string => {
  const kept = new URLSearchParams(query)
  kept.delete('cursor')
  const text = kept.toString()
  return text === '' ? '' : `?${text}`
}
/** Where the next page of a list is, at the page that shows it. */
export const nextAt = (path: string, next: string | null): string | null =>
  next === null ? null : `${path}${next.slice(next.indexOf('?'))}`
