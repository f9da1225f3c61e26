import type { Said } from '@tongban/http'
import { verdictSchema } from '@tongban/services'
import { type Answer, type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, Form, TextArea, TextInput } from '../parts/form.tsx'
import { Heading } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { askBeforeUse } from './code.tsx'
import { MOST_CHARACTERS, type Question, questionOf, questionOfFile } from './question.ts'
import { resultPage } from './result.tsx'
import { statedUse, USE_FIELDS, UseFields } from './use-fields.tsx'
import { VERIFY_WORDS } from './words.ts'

/** 核验: by camera, by paste or by file. Only the camera and pictures need a script; what is read by them is sent by the same form. */

export const askToVerify = definePage({
  method: 'get',
  path: '/verify',
  rights: ['anyone'],
  answer: (v) => asking(v),
})

export function asking(v: Visit, errors: readonly FieldError[] = []): Answer {
  const { t } = v
  return page(
    VERIFY_WORDS.title,
    <>
      <Heading>{t(VERIFY_WORDS.title)}</Heading>
      <p class="govuk-body">
        {t({
          zh: '谁都可以核验，不用登录。其他地区签发的证照，只要与本地区互认，也能核验。',
          en: 'Anyone may verify, without signing in. Licences of other regions verify as well where this region trusts them.',
        })}
      </p>
      <Scanner v={v} />
      <Form v={v} action="/verify" files>
        <TextArea
          v={v}
          name="shown"
          label={t(VERIFY_WORDS.paste)}
          hint={t(VERIFY_WORDS.pasteHint)}
          errors={errors}
          value={v.form.text('shown')}
          rows={4}
          maxlength={MOST_CHARACTERS}
        />
        <TextInput
          v={v}
          name="file"
          type="file"
          label={t(VERIFY_WORDS.file)}
          hint={t(VERIFY_WORDS.fileHint)}
          errors={errors}
          accept=".json,.txt,application/json,text/plain,image/*"
        />
        <UseFields v={v} errors={errors} />
        <Button>{t(VERIFY_WORDS.check)}</Button>
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href="/verify/offline">
          {t({
            zh: '离线核验：在本页内核验，不把证照发给任何人',
            en: 'Verify in the page itself, also without a network; the licence is sent to nobody',
          })}
        </a>
      </p>
    </>,
    {
      styles: ['licences.css'],
      scripts: ['verify.js'],
      policy: 'scanner',
      errors,
      status: errors.length === 0 ? 200 : 422,
    },
  )
}

/** The camera; its script shows the button, so that nothing that cannot be done is offered. */
export const Scanner = ({ v }: { readonly v: Visit }) => (
  <section class="scanner" aria-label={v.t(VERIFY_WORDS.scan)}>
    <noscript>
      <p class="govuk-inset-text">{v.t(VERIFY_WORDS.noScript)}</p>
    </noscript>
    <button
      type="button"
      class="govuk-button"
      id="scan"
      hidden
      data-start={v.t(VERIFY_WORDS.scan)}
      data-stop={v.t(VERIFY_WORDS.stop)}
    >
      {v.t(VERIFY_WORDS.scan)}
    </button>
    <video id="scan-view" class="scanner-view" hidden muted playsinline />
    <p
      id="scan-told"
      class="govuk-body"
      role="status"
      data-scanning={v.t(VERIFY_WORDS.scanning)}
      data-no-camera={v.t(VERIFY_WORDS.noCamera)}
      data-no-code={v.t(VERIFY_WORDS.noCode)}
    />
  </section>
)

const WRONG: Readonly<Record<'empty' | 'image' | 'notUnderstood', { field: string; said: Said }>> = {
  empty: {
    field: 'shown',
    said: {
      zh: '没有要核验的内容。请粘贴亮证码、二维码文字或证照内容，或者选择文件。',
      en: 'There is nothing to verify. Paste a code, the text of a QR code or a licence, or choose a file.',
    },
  },
  image: {
    field: 'file',
    said: {
      zh: '图片要在本页内用脚本识别，没有上传。请允许脚本后再选一次，或者粘贴二维码的文字。',
      en: 'A picture is read in the page by a script. Allow scripts and choose it again, or paste the text of the code.',
    },
  },
  notUnderstood: {
    field: 'shown',
    said: {
      zh: '这不像证照、二维码文字或亮证码。请核对是否完整，再试一次。',
      en: 'This looks like no licence, code text or one-time code. See that it is complete and try again.',
    },
  },
}

export const verifyShown = definePage({
  method: 'post',
  path: '/verify',
  rights: ['anyone'],
  answer: async (v) => {
    const file = v.form.file('file')
    const pasted = questionOf(v.form.text('shown'))
    const question: Question = pasted.way === 'empty' && file !== null ? await questionOfFile(file) : pasted
    if (question.way === 'code') return askBeforeUse(v, question.text)
    if (question.way !== 'shown') {
      const { field, said } = WRONG[question.way]
      return asking(v, [{ field, text: v.t(said) }])
    }
    const answered = await v.api.post('/licences/v1/verify', verdictSchema, {
      body: { ...question.body, ...statedUse(v) },
    })
    if (answered.ok) return resultPage(v, answered.value)
    const { failure } = answered
    return failure.status === 400 || failure.status === 422
      ? asking(
          v,
          fieldErrors(failure, USE_FIELDS, file !== null && pasted.way === 'empty' ? 'file' : 'shown'),
        )
      : problemAnswer(v, failure)
  },
})
