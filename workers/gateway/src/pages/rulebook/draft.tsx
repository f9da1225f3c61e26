import type { ProblemBody } from '@tongban/http'
import { type FieldError, page, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, Form, Select, TextArea, TextInput } from '../parts/form.tsx'
import { Heading, More, Note } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { editorPage } from './editor.tsx'
import { ParameterList } from './parameter-list.tsx'
import { parametersIn } from './parameters.ts'
import { itemsSchema, parametersSchema, summarySchema } from './schemas.ts'
import { Terms } from './terms.tsx'
import { PUBLISHERS, STYLES, versionAt } from './words.ts'

/**
 * A draft from a DMN file, or from the editor, which sends its XML as a field of the same form. Whatever lies outside the
 * supported language is refused by table and cell, in the words of the API.
 */
const PATH = '/rulebook/publishing/new'
const TITLE = { zh: '起草规则版本', en: 'Draft a rule version' }
/** 900,000 characters of DMN, mostly of three bytes. */
const MOST_BYTES = 3 * 1_048_576

export const askForDraft = definePage({
  method: 'get',
  path: PATH,
  rights: PUBLISHERS,
  answer: (v) => uploadPage(v, []),
})

export const draftNow = definePage({
  method: 'post',
  path: PATH,
  rights: PUBLISHERS,
  bodyLimitBytes: MOST_BYTES,
  answer: async (v) => {
    const { form } = v
    const file = form.file('file')
    const dmn = file === null ? form.text('dmn') : await file.text()
    const parameters = parametersIn(form.text('parameters'))
    const errors = [
      ...(dmn === '' ? [{ field: 'file', text: v.t(NO_FILE) }] : []),
      ...(form.text('itemCode') === '' ? [{ field: 'itemCode', text: v.t(NO_ITEM) }] : []),
      ...(parameters === null ? [{ field: 'parameters', text: v.t(BAD_PARAMETERS) }] : []),
    ]
    if (errors.length > 0) return again(v, errors)
    const drafted = await v.api.post('/approvals/v1/rules', summarySchema, {
      body: {
        itemCode: form.text('itemCode'),
        effectiveOn: form.text('effectiveOn'),
        dmn,
        note: form.text('note'),
        ...(parameters === null || Object.keys(parameters).length === 0 ? {} : { parameters }),
      },
      once: form.text('once'),
    })
    if (drafted.ok) return redirect(versionAt(drafted.value.id))
    return drafted.failure.errors === undefined
      ? problemAnswer(v, drafted.failure)
      : again(v, errorsOf(v, drafted.failure))
  },
})

const NO_FILE = { zh: '请选择 DMN 文件。', en: 'Choose a DMN file.' }
const NO_ITEM = { zh: '请选择事项。', en: 'Choose an item.' }
const BAD_PARAMETERS = {
  zh: '数值应每行一个，如 minimumAge = 70。',
  en: 'One value a line, such as minimumAge = 70.',
}

/** Whoever came from the editor stays there, with what they have written. */
const isFromEditor = ({ form }: Visit) => form.text('editing') !== ''

const again = (v: Visit, errors: readonly FieldError[]) =>
  isFromEditor(v)
    ? editorPage(v, {
        id: v.form.text('editing'),
        itemCode: v.form.text('itemCode'),
        dmn: v.form.text('dmn'),
        effectiveOn: v.form.text('effectiveOn'),
        note: v.form.text('note'),
        errors,
      })
    : uploadPage(v, errors)

const errorsOf = (v: Visit, problem: ProblemBody) =>
  fieldErrors(
    problem,
    {
      '/dmn': isFromEditor(v) ? 'dmn' : 'file',
      '/itemCode': 'itemCode',
      '/effectiveOn': 'effectiveOn',
      '/note': 'note',
      '/parameters': 'parameters',
    },
    isFromEditor(v) ? 'dmn' : 'file',
  )

async function uploadPage(v: Visit, errors: readonly FieldError[]) {
  const [items, region] = await Promise.all([
    v.api.get('/approvals/v1/items', itemsSchema),
    v.api.get('/approvals/v1/rules', parametersSchema),
  ])
  if (!region.ok) return problemAnswer(v, region.failure)
  if (!items.ok) return problemAnswer(v, items.failure)
  const { form } = v
  return page(
    TITLE,
    <>
      <Heading>{v.t(TITLE)}</Heading>
      <Note>
        {v.t({
          zh: '也可以打开一个已有的版本，在浏览器里编辑规则表，另存为新的草案。',
          en: 'You can also open a version, edit its tables in the browser, and save that as a new draft.',
        })}
      </Note>
      <Form v={v} action={PATH} files>
        <Select
          v={v}
          name="itemCode"
          label={v.t({ zh: '事项', en: 'Item' })}
          errors={errors}
          value={form.text('itemCode')}
          choices={[
            { value: '', text: v.t({ zh: '请选择', en: 'Choose one' }) },
            ...items.value.items
              .filter(({ automatic }) => automatic === 'auto')
              .map(({ code, taskName }) => ({ value: code, text: v.t(taskName) })),
          ]}
        />
        <TextInput
          v={v}
          name="file"
          type="file"
          accept=".dmn,.xml,application/xml,text/xml"
          label={v.t({ zh: 'DMN 文件', en: 'DMN file' })}
          errors={errors}
        />
        <Terms v={v} errors={errors} effectiveOn={form.text('effectiveOn')} note={form.text('note')} />
        <TextArea
          v={v}
          name="parameters"
          optional
          rows={3}
          label={v.t({ zh: '本地区的数值', en: 'What this region sets' })}
          hint={v.t({
            zh: '只写要更改的，每行一个，如 minimumAge = 70；文字加引号。名称见下面“可以更改的数值”。',
            en: 'Only what is to change, one a line, such as minimumAge = 70; texts in quotation marks. The names stand below, under “Values that can be changed”.',
          })}
          errors={errors}
          value={form.text('parameters')}
        />
        <More summary={v.t({ zh: '可以更改的数值', en: 'Values that can be changed' })}>
          {items.value.items.map(({ code, taskName }) => {
            const own = region.value.parameters.find(({ itemCode }) => itemCode === code)
            return own === undefined ? null : (
              <>
                <h2 class="govuk-heading-s">{v.t(taskName)}</h2>
                <ParameterList v={v} parameters={own.parameters} withKeys />
              </>
            )
          })}
        </More>
        <Button>{v.t({ zh: '编译并保存草案', en: 'Compile and save the draft' })}</Button>
      </Form>
    </>,
    { errors, status: errors.length === 0 ? 200 : 422, back: '/rulebook/publishing', styles: STYLES },
  )
}
