import { holdsRole } from '@tongban/kernel'
import { type FieldError, page, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, Form } from '../parts/form.tsx'
import { Heading, Note, Tag } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { ReportBody } from './report-body.tsx'
import { type Report, reportSchema } from './schemas.ts'
import { apiOfVersion, PUBLISHERS, READERS, STYLES, versionAt } from './words.ts'

/** The report before publication: made, gone on with, read, and its differences explained. */
const PATH = '/rulebook/versions/{id}/report'
const TITLE = { zh: '公布前报告', en: 'Report before publication' }

export const showReport = definePage({
  method: 'get',
  path: PATH,
  rights: READERS,
  answer: async (v) => {
    const { id = '' } = v.params
    const read = await v.api.get(apiOfVersion(id, '/report'), reportSchema)
    if (read.ok) return reportPage(v, read.value, [])
    // There is none yet, or the version itself is not there: then making one says so.
    return read.failure.status === 404 ? reportPage(v, null, []) : problemAnswer(v, read.failure)
  },
})

export const makeReportNow = definePage({
  method: 'post',
  path: PATH,
  rights: PUBLISHERS,
  answer: async (v) => {
    const { id = '' } = v.params
    const made = await v.api.post(apiOfVersion(id, '/report'), reportSchema)
    return made.ok ? redirect(versionAt(id, '/report')) : problemAnswer(v, made.failure)
  },
})

export const explainNow = definePage({
  method: 'post',
  path: '/rulebook/versions/{id}/explanations',
  rights: PUBLISHERS,
  answer: async (v) => {
    const { id = '' } = v.params
    const difference = v.form.text('difference')
    const explained = await v.api.post(apiOfVersion(id, '/explanations'), reportSchema, {
      body: { difference, reason: v.form.text('reason') },
    })
    if (explained.ok) return redirect(versionAt(id, '/report'))
    const read = await v.api.get(apiOfVersion(id, '/report'), reportSchema)
    if (!read.ok || explained.failure.errors === undefined) return problemAnswer(v, explained.failure)
    const at = read.value.differences.findIndex((one) => one.id === difference)
    const field = `reason-${Math.max(at, 0)}`
    return reportPage(v, read.value, fieldErrors(explained.failure, { '/reason': field }, field))
  },
})

function reportPage(v: Visit, report: Report | null, errors: readonly FieldError[]) {
  const { id = '' } = v.params
  const mayMake = holdsRole(v.actor, 'publisher') && report?.state !== 'finished'
  return page(
    TITLE,
    <>
      <Heading>{v.t(TITLE)}</Heading>
      {report === null && (
        <Note>
          {v.t({
            zh: '还没有与现行规则相比的报告。',
            en: 'There is no report against the rules in force yet.',
          })}
        </Note>
      )}
      {report !== null && (
        <p class="govuk-body">
          {report.state === 'finished' ? (
            <Tag colour="green">{v.t({ zh: '已完成', en: 'Finished' })}</Tag>
          ) : (
            <Tag colour="orange">
              {v.t({ zh: '既往办件尚未算完', en: 'Past cases not all decided again' })}
            </Tag>
          )}
        </p>
      )}
      {mayMake && (
        <Form v={v} action={versionAt(id, '/report')}>
          <Button>
            {report === null
              ? v.t({ zh: '生成报告', en: 'Make the report' })
              : v.t({ zh: '继续重算', en: 'Go on deciding again' })}
          </Button>
        </Form>
      )}
      {report !== null && <ReportBody v={v} id={id} report={report} errors={errors} />}
    </>,
    {
      errors,
      status: errors.length === 0 ? 200 : 422,
      back: versionAt(id),
      styles: STYLES,
    },
  )
}
