import { type Answer, page } from './answer.ts'
import { ButtonLink } from './parts/form.tsx'
import { Heading } from './parts/shown.tsx'
import type { Visit } from './visit.ts'

/** What a form carries beside its files. */
const AROUND_BYTES = 64 * 1024
const MEGABYTE = 1_048_576

/** More was sent than is taken, so that none of it was read: how much is, that nothing was kept, and the way back to the form. */
export function tooLargeAnswer(v: Visit, limitBytes: number, back: string): Answer {
  v.noteFailure('bodyTooLarge')
  const { t } = v
  const most = Math.max(1, Math.floor((limitBytes - AROUND_BYTES) / MEGABYTE))
  const title = { zh: '文件太大，没有收到', en: 'The files are too large and were not taken' }
  return page(
    title,
    <>
      <Heading>{t(title)}</Heading>
      <p class="govuk-body-l">
        {t({
          zh: `一次提交的文件合计不能超过 ${most} MB。本次提交的内容都没有保存。`,
          en: `All that is sent at once may have ${most} MB at most. Nothing of what you sent was kept.`,
        })}
      </p>
      <p class="govuk-body">
        {t({
          zh: '请减少文件，或者降低照片、扫描件的清晰度后重新提交；文件多的可以分几次提交。',
          en: 'Send fewer files, or photographs and scans of a lower resolution; many files can be sent in several goes.',
        })}
      </p>
      <ButtonLink href={back}>{t({ zh: '回到表单', en: 'Back to the form' })}</ButtonLink>
    </>,
    { status: 413, back },
  )
}
