import { type Answer, type FieldError, page, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { type PapersShown, papersSchema } from '../cases/schemas.ts'
import { uploadFile } from '../cases/upload.ts'
import { apiAt, caseAt } from '../cases/words.ts'
import { definePage } from '../definition.ts'
import { Button, Form, TextInput } from '../parts/form.tsx'
import { Heading } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { RESULT } from './result-words.ts'

/** The papers that were said to be at hand, sent after handing in: one file input for each, and no script needed. */
const shared = {
  path: '/cases/{caseNumber}/result/files',
  rights: ['owner', 'agent', { role: 'window' }, { role: 'handler' }],
} as const
const MOST_BYTES = 20 * 1024 * 1024

export const askForFiles = definePage({
  ...shared,
  method: 'get',
  answer: (v) => withPapers(v, (papers) => filesPage(v, papers, [])),
})

export const takeFiles = definePage({
  ...shared,
  method: 'post',
  bodyLimitBytes: 2 * MOST_BYTES,
  answer: async (v) => {
    const { caseNumber = '' } = v.params
    const chosen = v.form
      .names()
      .filter((name) => name.startsWith(PREFIX))
      .flatMap((name) => v.form.files(name).map((file) => ({ material: name.slice(PREFIX.length), file })))
    const errors: FieldError[] = []
    for (const each of chosen) {
      const uploaded = await uploadFile(v.api, caseNumber, each)
      if (uploaded.ok) continue
      if (uploaded.failure.errors === undefined) return problemAnswer(v, uploaded.failure)
      errors.push(...fieldErrors(uploaded.failure, {}, fieldOf(each.material)))
    }
    if (errors.length === 0 && chosen.length > 0) return redirect(caseAt(caseNumber, 'papers'))
    return withPapers(v, (papers) => {
      const [first] = wantedIn(papers)
      const none = { field: fieldOf(first?.code ?? ''), text: v.t(RESULT.noFile) }
      return filesPage(v, papers, chosen.length === 0 ? [none] : errors)
    })
  },
})

const PREFIX = 'file-'
const fieldOf = (material: string) => `${PREFIX}${material}`
const wantedIn = ({ materials }: PapersShown) =>
  materials.filter(({ status }) => status === 'handedIn' || status === 'missing')

async function withPapers(v: Visit, then: (papers: PapersShown) => Answer): Promise<Answer> {
  const { caseNumber = '' } = v.params
  const found = await v.api.get(apiAt(caseNumber, 'materials'), papersSchema)
  if (!found.ok) return problemAnswer(v, found.failure)
  return wantedIn(found.value).length === 0 ? redirect(caseAt(caseNumber, 'papers')) : then(found.value)
}

const filesPage = (v: Visit, papers: PapersShown, errors: readonly FieldError[]): Answer => {
  const { caseNumber = '' } = v.params
  return page(
    RESULT.upload,
    <>
      <Heading caption={v.t(papers.item)}>{v.t(RESULT.upload)}</Heading>
      <p class="govuk-body">{v.t(RESULT.fileKinds)}</p>
      <Form v={v} action={caseAt(caseNumber, 'result/files')} files>
        {wantedIn(papers).map(({ code, name }) => {
          const sent = papers.files.filter(({ material, erased }) => material === code && !erased)
          const names = sent.map((file) => file.name ?? '').join(v.t({ zh: '、', en: ', ' }))
          return (
            <TextInput
              v={v}
              name={fieldOf(code)}
              label={v.t(name)}
              type="file"
              multiple
              accept=".pdf,.jpg,.jpeg,.png,.ofd"
              errors={errors}
              {...(sent.length === 0 ? {} : { hint: `${v.t(RESULT.sentAlready)}${names}` })}
            />
          )
        })}
        <Button>{v.t(RESULT.upload)}</Button>
      </Form>
    </>,
    {
      errors,
      status: errors.length === 0 ? 200 : 422,
      styles: ['hall.css'],
      back: caseAt(caseNumber, 'result'),
    },
  )
}
