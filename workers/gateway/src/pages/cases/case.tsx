import type { Said } from '@tongban/http'
import { CASE_READERS } from '@tongban/services'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, More, Note, Warning } from '../parts/shown.tsx'
import { Day, dayText } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { handInBy } from './hand-in-by.ts'
import { Limits, STYLES, standingFacts, Timeline } from './parts.tsx'
import { type CaseShown, caseSchema } from './schemas.ts'
import { Told } from './told.tsx'
import { apiAt, beside, CASE_WORDS, caseAt, isCode } from './words.ts'

/** One case: where it stands, which region has it, until when and why, what happened, its papers, and what can be done. */
export const showCase = definePage({
  method: 'get',
  path: '/cases/{caseNumber}',
  rights: ['party', ...CASE_READERS],
  answer: async (v) => {
    const { caseNumber = '' } = v.params
    const found = await v.api.get(apiAt(caseNumber), caseSchema)
    return found.ok ? casePage(v, found.value) : problemAnswer(v, found.failure)
  },
})

/** What was done a moment ago, as the address says after a form. */
const DONE: Readonly<Record<string, Said>> = {
  supplement: { zh: '补正已经提交。', en: 'What was missing has been handed in.' },
  withdraw: { zh: '申请已经撤回。', en: 'The application has been withdrawn.' },
  refer: { zh: '已经转由工作人员办理。', en: 'A person will decide now.' },
  urge: { zh: '已经催办。', en: 'The competent region has been urged.' },
}

const TITLE = { zh: '办件', en: 'Case' }

function casePage(v: Visit, shown: CaseShown) {
  const { t } = v
  const done = DONE[v.query.get('done') ?? '']
  const running = shown.limits.filter(({ status }) => status !== 'ended')
  const ended = shown.limits.filter(({ status }) => status === 'ended')
  return page(
    TITLE,
    <>
      <Heading caption={<span class="code">{shown.caseNumber}</span>}>{t(shown.item)}</Heading>
      {done !== undefined && <Note>{t(done)}</Note>}
      <Awaited v={v} shown={shown} />
      <Facts v={v} facts={standingFacts(v, shown, <Where v={v} shown={shown} />)} />
      <Steps v={v} shown={shown} />
      <Papers v={v} shown={shown} />
      <Told v={v} shown={shown} />
      {running.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{t(CASE_WORDS.limits)}</h2>
          <Limits v={v} limits={running} />
        </>
      )}
      {ended.length > 0 && (
        <More summary={t({ zh: '已经结束的期限', en: 'Time limits that have ended' })}>
          <Limits v={v} limits={ended} />
        </More>
      )}
      <h2 class="govuk-heading-m">{t(CASE_WORDS.history)}</h2>
      <Timeline
        v={v}
        entries={shown.timeline}
        partner={shown.handovers.length === 1 ? shown.handovers[0]?.partner : undefined}
        more={(at) => {
          const said = (shown.timeline[at]?.reasons ?? []).filter((reason) => !isCode(reason))
          return (
            said.length > 0 && (
              <ul class="govuk-list govuk-list--bullet">
                {said.map((reason) => (
                  <li>{reason}</li>
                ))}
              </ul>
            )
          )
        }}
      />
    </>,
    { styles: STYLES, back: '/cases' },
  )
}

/** What is waited for from whoever applied, until when, and the way there. */
function Awaited({
  v,
  shown: { caseNumber, next, limits, state },
}: {
  readonly v: Visit
  readonly shown: CaseShown
}) {
  if (!next.some(({ action }) => action === 'supplement')) {
    const isRunning = limits.some(({ binds, status }) => binds !== 'applicant' && status !== 'ended')
    if (state !== 'transferred' && !isRunning) return null
    return <p class="govuk-body">{v.t(state === 'transferred' ? FROM_REGION : FROM_ORGAN)}</p>
  }
  const until = handInBy(limits)
  return (
    <>
      <Warning v={v}>
        {until === null
          ? v.t({ zh: '等您补正材料。', en: 'Something more is asked of you.' })
          : v.t({
              zh: `等您补正材料，请在${dayText(until, 'zh')}以前提交。`,
              en: `Something more is asked of you; please hand it in by ${dayText(until, 'en')}.`,
            })}
      </Warning>
      <ButtonLink href={caseAt(caseNumber, 'supplement')}>{v.t(CASE_WORDS.supplement)}</ButtonLink>
    </>
  )
}

const FROM_ORGAN = {
  zh: '等待办理机关办理，申请人无须再做什么。办好了会通知您。',
  en: 'The organ is handling it, and nothing is asked of the applicant. You are told when it is done.',
}
const FROM_REGION = {
  zh: '等待办理地办理，结果在本地告知，申请人无须再做什么。',
  en: 'The competent region is handling it and the result comes back here; nothing is asked of the applicant.',
}

function Where({ v, shown }: { readonly v: Visit; readonly shown: CaseShown }) {
  const away = shown.handovers.find(({ side, custody }) => side === 'receiving' && custody.code !== 'here')
  if (away === undefined) return <>{v.regionName}</>
  return (
    <>
      {v.t(away.partner)}
      {shown.state === 'transferred' && beside(v, v.t(away.custody))}
    </>
  )
}

/** Steps that have a page of their own, in the order in which they matter. */
const PAGES: readonly (readonly [action: string, below: string, text: Said])[] = [
  ['explanation', 'reasons', CASE_WORDS.reasons],
  ['refer', 'refer', CASE_WORDS.refer],
  ['withdraw', 'withdraw', CASE_WORDS.withdraw],
]

function Steps({ v, shown }: { readonly v: Visit; readonly shown: CaseShown }) {
  const { t } = v
  const { caseNumber, next } = shown
  const can = (name: string) => next.some(({ action }) => action === name)
  const isApplicant = v.actor.kind === 'applicant'
  return (
    <>
      <h2 class="govuk-heading-m">{t({ zh: '您可以', en: 'What you can do' })}</h2>
      <ul class="what-next">
        {PAGES.filter(([action]) => can(action)).map(([, below, text]) => (
          <li>
            <a class="govuk-link" href={caseAt(caseNumber, below)}>
              {t(text)}
            </a>
          </li>
        ))}
        <li>
          <a class="govuk-link" href={caseAt(caseNumber, 'papers')}>
            {t(CASE_WORDS.papers)}
          </a>
        </li>
        {isApplicant && (
          <li>
            <a class="govuk-link" href="/rate">
              {t(CASE_WORDS.rate)}
            </a>
          </li>
        )}
      </ul>
      {can('urge') && (
        <Form v={v} action={caseAt(caseNumber, 'urge')}>
          <Button kind="secondary">{t(CASE_WORDS.urge)}</Button>
        </Form>
      )}
      {isApplicant && (
        <Form v={v} action={caseAt(caseNumber, 'code')}>
          <Button kind="secondary">{t(CASE_WORDS.renew)}</Button>
        </Form>
      )}
    </>
  )
}

function Papers({
  v,
  shown: { caseNumber, documents, licences, endedNote },
}: {
  v: Visit
  shown: CaseShown
}) {
  const { t, language } = v
  return (
    <>
      {documents.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{t({ zh: '文书', en: 'Documents' })}</h2>
          <ul class="govuk-list">
            {documents.map((each) => (
              <li>
                <a
                  class="govuk-link"
                  href={caseAt(caseNumber, `documents/${encodeURIComponent(each.number)}`)}
                >
                  {t(each)}
                </a>
                <br />
                <span class="quiet">
                  <Marked v={v} text={each.number} />
                  {t({ zh: '，', en: ', ' })}
                  <Day on={each.issuedOn} language={language} />
                  {beside(v, t({ zh: '可打印', en: 'to print' }))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {licences.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{t({ zh: '证照', en: 'Licences' })}</h2>
          <ul class="govuk-list">
            {licences.map((each) => (
              <li>
                <a class="govuk-link" href={`/wallet/${encodeURIComponent(each.identifier)}`}>
                  {t(each.typeName)}
                </a>{' '}
                <span class="quiet">
                  {t(each.stateName)}
                  {each.validUntil !== null && (
                    <>
                      {t({ zh: '，有效期至', en: ', valid until ' })}
                      <Day on={each.validUntil} language={language} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {endedNote !== null && <Note>{t(endedNote)}</Note>}
    </>
  )
}
