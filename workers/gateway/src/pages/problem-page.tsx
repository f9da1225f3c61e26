import { LANGUAGE_TAGS, type ProblemBody, problemBody } from '@tongban/http'
import type { Failure } from '@tongban/kernel'
import { Heading } from './parts/shown.tsx'
import type { Visit } from './visit.ts'
import { SITE, WORDS } from './words.ts'

/** What went wrong, why, and what to do next, as the API tells it. */
export const ProblemPage = ({ v, problem }: { readonly v: Visit; readonly problem: ProblemBody }) => (
  <>
    <Heading>{problem.title}</Heading>
    <p class="govuk-body-l">{problem.detail}</p>
    {problem.because !== undefined && <p class="govuk-body">{problem.because.detail}</p>}
    {problem.errors !== undefined && (
      <ul class="govuk-list govuk-list--bullet">
        {problem.errors.map(({ detail }) => (
          <li>{detail}</li>
        ))}
      </ul>
    )}
    <p class="govuk-body-s quiet">
      {v.t(WORDS.requestId)} <span class="code">{problem.requestId}</span>
    </p>
  </>
)

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
