import type { Answer } from '../answer.ts'
import { page } from '../answer.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { REFUSALS, type SignInFailure } from './failure.ts'

/** The page of a sign-in that came to nothing: what happened, why, and how to go on. */
export function signInRefused(v: Visit, { kind, code, need }: SignInFailure, to: string): Answer {
  v.noteFailure(`signIn.${kind}.${code}`)
  const { status, title, text } = REFUSALS[kind]
  return page(
    title,
    <>
      <Heading>{v.t(title)}</Heading>
      <p class="govuk-body-l">{v.t(text)}</p>
      {need !== undefined && (
        <Note>
          {v.t({ zh: '缺少：', en: 'Missing: ' })}
          {need}
        </Note>
      )}
      {kind !== 'notOffered' && (
        <ButtonLink href={`/sign-in?${new URLSearchParams({ to })}`}>
          {v.t({ zh: '重新登录', en: 'Sign in again' })}
        </ButtonLink>
      )}
      <p class="govuk-body-s quiet">
        {v.t(WORDS.requestId)} <span class="code">{v.requestId}</span>
      </p>
    </>,
    { status },
  )
}
