import { LANGUAGE_TAGS, type ProblemBody, problemBody } from '@tongban/http'
import type { Failure } from '@tongban/kernel'
import { ButtonLink } from './parts/form.tsx'
import { Heading } from './parts/shown.tsx'
import type { Visit } from './visit.ts'
import { SITE, WORDS } from './words.ts'

/** What went wrong, why, and what to do next, as the API tells it. */
export const ProblemPage = ({
  v,
  problem,
  again,
}: {
  readonly v: Visit
  readonly problem: ProblemBody
  /** The page to open anew, where that mends it. */
  readonly again?: string | undefined
}) => (
  <>
    <Heading>{problem.title}</Heading>
    <p class="govuk-body-l">{detailOf(v, problem)}</p>
    {problem.because !== undefined && <p class="govuk-body">{problem.because.detail}</p>}
    {problem.errors !== undefined && (
      <ul class="govuk-list govuk-list--bullet">
        {problem.errors.map(({ detail }) => (
          <li>{detail}</li>
        ))}
      </ul>
    )}
    {again !== undefined && (
      <ButtonLink href={again}>{v.t({ zh: '重新打开该页面', en: 'Open that page anew' })}</ButtonLink>
    )}
    <h2 class="govuk-heading-s">{v.t({ zh: '可以到', en: 'Go on to' })}</h2>
    <ul class="govuk-list">
      {waysOn(v).map(({ to, text }) => (
        <li>
          <a class="govuk-link" href={to}>
            {v.t(text)}
          </a>
        </li>
      ))}
    </ul>
    <p class="govuk-body-s quiet">
      {v.t(WORDS.requestId)} <span class="code">{problem.requestId}</span>
    </p>
  </>
)

/** As the API tells it, but where it speaks to programmes: of fields of its answer, or of roles of officials to a citizen. */
function detailOf({ t, actor }: Visit, { code, detail, errors }: ProblemBody): string {
  if (code === 'invalidInput' && errors !== undefined) return t(WRONG)
  return code === 'notAllowed' && actor.kind === 'applicant' ? t(FOR_OFFICIALS) : detail
}
const WRONG = {
  zh: '填写的内容或者网址有误，说明如下。请改正后再试，本次没有保存任何内容。',
  en: 'Something in the form or in the address is wrong, as told below. Correct it and try again; nothing was stored.',
}
const FOR_OFFICIALS = {
  zh: '这里供有关工作人员或者证照、办件的本人使用，您现在登录的身份不能查看。可以退出后换用相应身份，或者到窗口询问。',
  en: 'This is for certain officials, or for whoever the case or licence belongs to; you cannot see it as you are signed in. Sign in as them, or ask at a window.',
}

const waysOn = ({ actor }: Visit) => [
  ...(actor.kind === 'official' ? [{ to: '/desk', text: WORDS.desk }] : []),
  { to: '/', text: WORDS.hall },
  { to: '/cases', text: WORDS.progress },
]

type Asked = Parameters<typeof problemBody>[1]

/**
 * For when there is no frame. What the browser said of its language is all that is known of whoever looks, so that it is told
 * in both, theirs first, and how to go on.
 */
export const PROBLEM_PAGES = {
  bare(failure: Failure, asked: Asked): string {
    const other = asked.language === 'zh' ? 'en' : 'zh'
    const [first, second] = [asked, { ...asked, language: other } as const].map((each) => ({
      language: each.language,
      problem: problemBody(failure, each),
    }))
    if (first === undefined || second === undefined) throw new Error('there are two languages')
    return `<!doctype html>${(
      (
        <html lang={LANGUAGE_TAGS[first.language]}>
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>{`${first.problem.title} · ${SITE[first.language]}`}</title>
            <link rel="stylesheet" href="/vendor/govuk/govuk-frontend.min.css" />
            <link rel="stylesheet" href="/theme.css" />
            <link rel="stylesheet" href="/region.css" />
          </head>
          <body class="govuk-template__body">
            <div class="govuk-width-container">
              <main class="govuk-main-wrapper">
                <h1 class="govuk-heading-l">{first.problem.title}</h1>
                <p class="govuk-body">{first.problem.detail}</p>
                <div lang={LANGUAGE_TAGS[second.language]}>
                  <h2 class="govuk-heading-m">{second.problem.title}</h2>
                  <p class="govuk-body">{second.problem.detail}</p>
                </div>
                <p class="govuk-body-s quiet">
                  {WORDS.requestId[first.language]} <span class="code">{asked.requestId}</span>
                </p>
              </main>
            </div>
          </body>
        </html>
      )
    ).toString()}`
  },
} as const
