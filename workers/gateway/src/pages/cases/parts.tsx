import type { Said } from '@tongban/http'
import type { Child } from 'hono/jsx'
import { OnBasis } from '../parts/basis.tsx'
import { Tag } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { Limit, Standing } from './schemas.ts'
import { byWords, CASE_WORDS, stateColour } from './words.ts'

/** How a case stands, as its own page and a look by code show it alike. */
export const STYLES = ['cases.css']

export const State = ({
  v,
  state,
  name,
}: {
  readonly v: Visit
  readonly state: string
  readonly name: Said
}) => <Tag colour={stateColour(state)}>{v.t(name)}</Tag>

/** The first facts of a case: state, region, days and why the clock stands. */
export function standingFacts(v: Visit, shown: Standing, where: Child) {
  const { t, language } = v
  const day = (name: Said, on: string | null) =>
    on === null ? [] : [{ name: t(name), value: <Day on={on} language={language} /> }]
  return [
    { name: t(CASE_WORDS.state), value: <State v={v} state={shown.state} name={shown.stateName} /> },
    { name: t(CASE_WORDS.where), value: where },
    ...day(CASE_WORDS.received, shown.receivedOn),
    ...day(CASE_WORDS.accepted, shown.acceptedOn),
    ...day(CASE_WORDS.decided, shown.decidedOn),
    ...day(CASE_WORDS.due, shown.dueOn),
    ...(shown.dueBasis === null ? [] : [{ name: t(CASE_WORDS.dueBasis), value: t(shown.dueBasis) }]),
    ...(shown.standing === null ? [] : [{ name: t(CASE_WORDS.why), value: t(shown.standing) }]),
  ]
}

/** Each limit that has not ended, in one sentence, which names its basis. */
export const Limits = ({ v, limits }: { readonly v: Visit; readonly limits: readonly Limit[] }) => (
  <ul class="govuk-list govuk-list--spaced">
    {limits.map(({ zh, en, sentence }) => (
      <li>
        <strong class="first-capital">{v.t({ zh, en })}</strong>
        <br />
        {v.t(sentence)}
      </li>
    ))}
  </ul>
)

type Entry = Said & {
  readonly at: number
  readonly by: string
  readonly roleName?: Said | null
  readonly basis?: string | null
}
/** What happened, the latest first. */
export const Timeline = ({
  v,
  entries,
  partner,
  more,
}: {
  readonly v: Visit
  readonly entries: readonly Entry[]
  /** The other region, where there is one alone. */
  readonly partner?: Said | undefined
  readonly more?: (at: number) => Child
}) => (
  <ol class="timeline" reversed>
    {entries
      .map((entry, at) => (
        <li>
          <h3 class="govuk-heading-s timeline-what">{v.t(entry)}</h3>
          <p class="quiet timeline-when">
            <Instant at={entry.at} language={v.language} />
            {v.t({ zh: '，', en: ', ' })}
            {v.t(entry.roleName ?? (entry.by === 'partner' ? partner : undefined) ?? byWords(entry.by))}
          </p>
          {more?.(at)}
          {entry.basis !== undefined && entry.basis !== null && (
            <p class="quiet timeline-when">
              <OnBasis v={v} of={entry.basis} />
            </p>
          )}
        </li>
      ))
      .toReversed()}
  </ol>
)
