import { type Answer, page } from './answer.ts'
import { ButtonLink } from './parts/form.tsx'
import { Heading } from './parts/shown.tsx'
import type { Form, Visit } from './visit.ts'

/**
 * A form that came when its sender was signed in no more: nothing of it was done or kept, and what was written in it is given
 * back to the browser that has just sent it, to be copied. Machine's values and short choices are made again in a moment.
 */
const WRITTEN_CHARACTERS = 12
const CHINESE = /\p{Script=Han}/u
const GUARDS: readonly string[] = ['csrf', 'once']

export const writtenIn = (form: Form): readonly string[] =>
  form
    .names()
    .filter((name) => !GUARDS.includes(name))
    .flatMap((name) => form.all(name))
    .filter((text) => CHINESE.test(text) || (text.length >= WRITTEN_CHARACTERS && /\s/.test(text)))

export function notSentAnswer(v: Visit, written: readonly string[], signIn: string): Answer {
  v.noteFailure('notSignedIn')
  const { t } = v
  const title = { zh: '您已退出登录，本次提交没有保存', en: 'You are signed out, and nothing was sent' }
  return page(
    title,
    <>
      <Heading>{t(title)}</Heading>
      <p class="govuk-body-l">
        {t({
          zh: '提交时登录已失效。下面是您刚才填写的文字，请先复制，再登录重新提交。',
          en: 'You were signed in no more when it came. Below is what you wrote: copy it first, then sign in and send it again.',
        })}
      </p>
      {written.map((text, at) => (
        <div class="govuk-form-group">
          <label class="govuk-label govuk-label--s" for={`written-${at}`}>
            {t({ zh: `填写的文字 ${at + 1}`, en: `What you wrote, ${at + 1}` })}
          </label>
          <textarea
            class="govuk-textarea"
            id={`written-${at}`}
            rows={Math.min(12, 2 + Math.floor(text.length / 40))}
            readonly
            lang="zh-CN"
          >
            {text}
          </textarea>
        </div>
      ))}
      <ButtonLink href={signIn}>{t({ zh: '重新登录', en: 'Sign in again' })}</ButtonLink>
    </>,
    { status: 401 },
  )
}
