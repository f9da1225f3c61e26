import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Heading, NextPage } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { STYLES, State } from './parts.tsx'
import { regionShown } from './region-shown.ts'
import { ownCasesSchema } from './schemas.ts'
import { beside, CASE_WORDS, caseAt } from './words.ts'

/** 进度: the cases of whoever signs in; for anybody else the two ways to see how a case stands. */
export const listOwnCasesPage = definePage({
  method: 'get',
  path: '/cases',
  rights: ['anyone'],
  answer: (v) => (v.actor.kind === 'applicant' ? ownCases(v) : twoWays(v)),
})

const twoWays = (v: Visit) =>
  page(
    WORDS.progress,
    <>
      <Heading>{v.t({ zh: '查看办理进度', en: 'See how a case stands' })}</Heading>
      <p class="govuk-body">
        {v.t({
          zh: '登录后可以看到本人的全部办件，也可以补正、撤回。没有登录时，凭收件回执上的查询码可以查看一次进度，并得到下一个查询码。',
          en: 'Signed in, you see all your cases and can hand in more or withdraw. Without signing in, the query code on a receipt shows the progress once and gives you the next code.',
        })}
      </p>
      {v.actor.kind === 'official' ? (
        <p class="govuk-body">
          {v.t({
            zh: '您以工作人员身份登录，这里不显示个人办件。',
            en: 'You are signed in as an official; no cases of your own are shown here.',
          })}
        </p>
      ) : (
        <ButtonLink href="/sign-in?to=%2Fcases">{v.t(WORDS.signIn)}</ButtonLink>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/cases/by-code">
          {v.t(CASE_WORDS.byCode)}
        </a>
      </p>
    </>,
  )

async function ownCases(v: Visit) {
  const cursor = v.query.get('cursor')
  const path = `/approvals/v1/my-cases${cursor === null ? '' : `?${new URLSearchParams({ cursor })}`}`
  const found = await v.api.get(path, ownCasesSchema)
  if (!found.ok) return problemAnswer(v, found.failure)
  const { cases, asOf, next } = found.value
  const nextCursor = next === null ? null : new URL(next, v.origin).searchParams.get('cursor')
  return page(
    CASE_WORDS.title,
    <>
      <Heading>{v.t(CASE_WORDS.title)}</Heading>
      <p class="govuk-body-s quiet">
        {v.t(WORDS.asOf)} <Instant at={asOf} language={v.language} />
      </p>
      {cases.length === 0 ? (
        <p class="govuk-body">
          {v.t({ zh: '您还没有办件。', en: 'You have no cases yet.' })}{' '}
          <a class="govuk-link" href="/">
            {v.t({ zh: '去办事大厅', en: 'Go to the services' })}
          </a>
        </p>
      ) : (
        <ul class="case-list">
          {cases.map((each) => (
            <Row v={v} each={each} />
          ))}
        </ul>
      )}
      <NextPage
        v={v}
        href={nextCursor === null ? null : `/cases?${new URLSearchParams({ cursor: nextCursor })}`}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/cases/by-code">
          {v.t(CASE_WORDS.byCode)}
        </a>
      </p>
    </>,
    { styles: STYLES },
  )
}

type Own = (typeof ownCasesSchema)['_output']['cases'][number]

function Row({ v, each }: { readonly v: Visit; readonly each: Own }) {
  const { t, language } = v
  const { caseNumber, item, situation, state, stateName, receivedOn, dueOn, closedOn, region, isForOther } =
    each
  return (
    <li>
      <h2 class="govuk-heading-s">
        <a class="govuk-link" href={caseAt(caseNumber)}>
          {t(item)}
          <span class="govuk-visually-hidden"> {caseNumber}</span>
        </a>
      </h2>
      <p>
        <State v={v} state={state} name={stateName} /> {t(situation)}
        {isForOther && beside(v, t({ zh: '代他人提交', en: 'for somebody else' }))}
      </p>
      <p class="quiet">
        <span class="code">{caseNumber}</span>
        <br />
        {t(CASE_WORDS.received)} <Day on={receivedOn} language={language} />
        {closedOn === null && dueOn !== null && (
          <>
            {t({ zh: '；', en: '; ' })}
            {t(CASE_WORDS.due)} <Day on={dueOn} language={language} />
          </>
        )}
        {region.custody.code !== 'here' && (
          <>
            {t({ zh: '；', en: '; ' })}
            {regionShown(v, region)}
            {beside(v, t(region.custody))}
          </>
        )}
      </p>
      {each.next.some(({ action }) => action === 'supplement') && (
        <p>
          <a class="govuk-link" href={caseAt(caseNumber, 'supplement')}>
            {t(CASE_WORDS.supplement)}
            <span class="govuk-visually-hidden"> {caseNumber}</span>
          </a>
        </p>
      )}
    </li>
  )
}
