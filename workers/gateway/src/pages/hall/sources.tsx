import { type Fact, Facts, Tag } from '../parts/shown.tsx'
import { dayText, Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import type { Guide, Source } from './item.ts'
import { NOW, SOURCES } from './now-words.ts'
import { asBeginning } from './words.ts'

/** The registers and licences of an item: in general, or as they stand for whoever is signed in. */
export const Sources = ({ v, guide }: { readonly v: Visit; readonly guide: Guide }) => {
  const { sources, askedAt } = guide
  if (sources.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{v.t(SOURCES.title)}</h2>
      <p class="govuk-body">
        {v.t(askedAt === null ? SOURCES.general : SOURCES.mine)}
        {askedAt !== null && (
          <span class="hall-basis quiet">
            {v.t(SOURCES.asked)}
            <Instant at={askedAt} language={v.language} seconds />
          </span>
        )}
      </p>
      {v.actor.kind === 'nobody' && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/sign-in?${new URLSearchParams({ to: v.path })}`}>
            {v.t(SOURCES.signIn)}
          </a>
        </p>
      )}
      <Facts v={v} facts={sources.map((source) => rowOf(v, source))} />
    </>
  )
}

function rowOf(v: Visit, source: Source): Fact {
  const { name, facts, licenceType, now } = source
  const given = facts.map((fact) => v.t(fact)).join(v.t({ zh: '、', en: ', ' }))
  return {
    name: asBeginning(
      licenceType === null ? v.t(name) : v.t({ zh: `${name.zh}：${licenceType.zh}`, en: licenceType.en }),
    ),
    value: (
      <>
        {now !== null && (
          <>
            <NowTag v={v} source={source} /> {nowText(v, source)}
          </>
        )}
        {given !== '' && <span class={now === null ? undefined : 'hall-basis quiet'}>{given}</span>}
        {now === null && given === '' && asBeginning(v.t(name))}
      </>
    ),
  }
}

type Shown = { readonly v: Visit; readonly source: Source; readonly ofPaper?: boolean }
export const NowTag = ({ v, source: { now }, ofPaper = false }: Shown) => {
  const words = NOW[now?.state ?? '']
  if (words === undefined) return null
  // That a register knows nothing of somebody is often as it should be: only a paper is missed.
  const colour = words === NOW.none && !ofPaper ? 'grey' : words.colour
  return <Tag colour={colour}>{v.t(ofPaper ? words.paper : words.state)}</Tag>
}

/** Of a paper: from where as well. */
export const paperText = (v: Visit, source: Source) => (
  <>
    {asBeginning(v.t(source.name))}
    {v.t({ zh: '：', en: ': ' })}
    {nowText(v, source)}
  </>
)

/** What it means, until when, and as of when. */
export function nowText(v: Visit, { licenceType, now }: Source) {
  const words = NOW[now?.state ?? '']
  if (now === null || words === undefined) return null
  const { licence, asOf } = now
  const comma = v.t({ zh: '，', en: ', ' })
  return (
    <>
      {licence === null ? (
        v.t(words.means)
      ) : (
        <>
          <a class="govuk-link" href={`/wallet/${licence.identifier}`}>
            {v.t(licenceType ?? WORDS.wallet)}
          </a>
          {comma}
          {licence.validUntil === null
            ? v.t(SOURCES.endless)
            : `${v.t(SOURCES.until)}${dayText(licence.validUntil, v.language)}`}
          {now.state !== 'held' && `${comma}${v.t(words.means)}`}
        </>
      )}
      {asOf !== null && (
        <>
          {v.t({ zh: '（', en: ' (' })}
          {v.t(SOURCES.asOf)}
          <Instant at={asOf} language={v.language} />
          {v.t({ zh: '）', en: ')' })}
        </>
      )}
    </>
  )
}
