import * as z from 'zod'
import { type Answer, type FieldError, page, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { type Item, readItemOf } from '../hall/item.ts'
import { Button, Checkboxes, Form, TextArea, TextInput } from '../parts/form.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import { dayText } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { Asked } from './asked.tsx'
import {
  type Corrected,
  Corrections,
  correctedIn,
  NOTHING_CORRECTED,
  type Typed,
  typedIn,
} from './corrections.tsx'
import { sizeText } from './papers.tsx'
import { type PapersShown, papersSchema } from './schemas.ts'
import { type Chosen, uploadFile } from './upload.ts'
import { apiAt, beside, CASE_WORDS, caseAt } from './words.ts'

/**
 * Handing in what was asked for 补正: what the notice says, a file for each paper that is missing, and a note. Works without a
 * script: the form sends the files, this page hands them in through the API, then takes the step. What arrived before an error is
 * kept with the case and offered again.
 */
const RIGHTS = ['owner', 'agent'] as const
const MOST_BYTES = 20 * 1024 * 1024
const anything = z.object({})

export const askForSupplement = definePage({
  method: 'get',
  path: '/cases/{caseNumber}/supplement',
  rights: RIGHTS,
  answer: (v) =>
    withPapers(v, (papers, item) => formPage(v, papers, item, [], { note: '', kept: [], typed: {} }, 200)),
})

async function withPapers(
  v: Visit,
  then: (papers: PapersShown, item: Item) => Answer | Promise<Answer>,
): Promise<Answer> {
  const found = await v.api.get(apiAt(v.params.caseNumber ?? '', 'materials'), papersSchema)
  if (!found.ok) return problemAnswer(v, found.failure)
  const item = await readItemOf(v, found.value.item.code)
  return item.ok ? then(found.value, item.value) : problemAnswer(v, item.failure)
}

export const handInSupplement = definePage({
  method: 'post',
  path: '/cases/{caseNumber}/supplement',
  rights: RIGHTS,
  // Files and what stands around them.
  bodyLimitBytes: MOST_BYTES + 1024 * 1024,
  answer: (v) => {
    const typed = typedIn(v)
    return Object.keys(typed).length === 0
      ? handIn(v, typed, NOTHING_CORRECTED)
      : withPapers(v, (_, item) => handIn(v, typed, correctedIn(item, typed)))
  },
})

async function handIn(v: Visit, typed: Typed, { form, fields }: Corrected): Promise<Answer> {
  const { caseNumber = '' } = v.params
  const note = v.form.text('note')
  const kept = v.form.all('kept')
  const isCorrected = Object.keys(form).length > 0
  // Read anew: what has arrived by now is with the case, and is offered.
  const again = (errors: readonly FieldError[], ids: readonly string[]) =>
    withPapers(v, (papers, item) =>
      formPage(v, papers, item, errors, { note, kept: [...kept, ...ids], typed }, 422),
    )
  const chosen = chosenIn(v)
  if (chosen.length === 0 && kept.length === 0 && note === '' && !isCorrected)
    return again([{ field: 'note', text: v.t(NOTHING) }], [])
  const done: string[] = []
  const errors: FieldError[] = []
  for (const each of chosen) {
    const uploaded = await uploadFile(v.api, caseNumber, each)
    if (uploaded.ok) done.push(`${each.material} ${uploaded.value.id}`)
    else if (uploaded.failure.errors === undefined) return problemAnswer(v, uploaded.failure)
    else errors.push(...fieldErrors(uploaded.failure, {}, fieldOf(each.material)))
  }
  if (errors.length > 0) return again(errors, done)
  const materials = [...kept, ...done].map((text) => {
    const [code = '', reference = ''] = text.split(' ')
    return { code, reference }
  })
  const body = { materials, ...(isCorrected ? { form } : {}), ...(note === '' ? {} : { note }) }
  const taken = await v.api.post(apiAt(caseNumber, 'supplement'), anything, {
    body,
    once: v.form.text('once'),
  })
  if (taken.ok) return redirect(`${caseAt(caseNumber)}?done=supplement`)
  return taken.failure.status === 422
    ? again(fieldErrors(taken.failure, { ...fields, '/note': 'note' }, 'note'), done)
    : problemAnswer(v, taken.failure)
}

const NOTHING = {
  zh: '请选择文件、更正填写的内容，或者写明说明。没有补正任何内容。',
  en: 'Choose a file, correct what was filled in, or write a note; nothing was handed in.',
}
const PREFIX = 'file-'
const fieldOf = (material: string) => `${PREFIX}${material}`

const chosenIn = ({ form }: Visit): readonly Chosen[] =>
  form
    .names()
    .filter((name) => name.startsWith(PREFIX))
    .flatMap((name) => form.files(name).map((file) => ({ material: name.slice(PREFIX.length), file })))

type Given = { readonly note: string; readonly kept: readonly string[]; readonly typed: Typed }

function formPage(
  v: Visit,
  papers: PapersShown,
  item: Item,
  errors: readonly FieldError[],
  { note, kept, typed }: Given,
  status: 200 | 422,
) {
  const { t } = v
  const { caseNumber = '' } = v.params
  const { asked, materials, files } = papers
  const wanted = materials.filter((each) => each.status === 'missing')
  const others = materials.filter((each) => each.status !== 'missing')
  const held = files.filter((file) => !file.erased)
  return page(
    CASE_WORDS.supplement,
    <>
      <Heading caption={t(papers.item)}>{t(CASE_WORDS.supplement)}</Heading>
      <Asked v={v} caseNumber={caseNumber} asked={asked} />
      {asked?.untilOn != null && (
        <Note>
          {t({
            zh: `请在${dayText(asked.untilOn, 'zh')}以前补正。`,
            en: `Please hand it in by ${dayText(asked.untilOn, 'en')}.`,
          })}
        </Note>
      )}
      <Form v={v} action={caseAt(caseNumber, 'supplement')} files>
        {wanted.map((each) => (
          <Paper v={v} each={each} errors={errors} optional={false} />
        ))}
        {others.length > 0 && (
          <details
            class="govuk-details"
            open={others.some(({ code }) => errors.some(({ field }) => field === fieldOf(code)))}
          >
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">{t({ zh: '其他材料', en: 'Other papers' })}</span>
            </summary>
            <div class="govuk-details__text">
              {others.map((each) => (
                <Paper v={v} each={each} errors={errors} optional />
              ))}
            </div>
          </details>
        )}
        {held.length > 0 && (
          <Checkboxes
            v={v}
            name="kept"
            label={t({
              zh: '已经上传的文件，一并作为本次补正',
              en: 'Files already uploaded that belong to this',
            })}
            optional
            value={kept}
            choices={held.map((file) => ({
              value: `${file.material} ${file.id}`,
              text: `${t(file.materialName)} ${file.name ?? ''}${beside(v, sizeText(file.size))}`,
            }))}
          />
        )}
        <Corrections v={v} item={item} typed={typed} errors={errors} />
        <TextArea
          v={v}
          name="note"
          label={t({ zh: '说明', en: 'Note' })}
          hint={t({
            zh: '要说明的情况写在这里。',
            en: 'Whatever else is to be said.',
          })}
          optional
          value={note}
          errors={errors}
          maxlength={1000}
        />
        <Button>{t({ zh: '提交补正', en: 'Hand it in' })}</Button>
      </Form>
    </>,
    { errors, status, back: caseAt(caseNumber) },
  )
}

type Material = PapersShown['materials'][number]
const Paper = ({
  v,
  each,
  errors,
  optional,
}: {
  readonly v: Visit
  readonly each: Material
  readonly errors: readonly FieldError[]
  readonly optional: boolean
}) => (
  <TextInput
    v={v}
    name={fieldOf(each.code)}
    type="file"
    label={v.t(each.name)}
    hint={v.t({
      zh: 'PDF、JPEG、PNG 或者 OFD；每次提交的文件合计不超过 20 MB。',
      en: 'PDF, JPEG, PNG or OFD; all files of one form together at most 20 MB.',
    })}
    accept=".pdf,.jpg,.jpeg,.png,.ofd"
    multiple
    optional={optional}
    errors={errors}
  />
)
