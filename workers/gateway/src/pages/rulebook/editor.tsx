import { problemSchema } from '@tongban/http'
import { type Answer, type FieldError, page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Button, Form, TextArea } from '../parts/form.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { Terms } from './terms.tsx'
import { apiOfVersion, PUBLISHERS, STYLES, versionAt } from './words.ts'

/**
 * Editing the tables of a version in the browser, with dmn-js of bpmn.io from our own assets, its watermark kept as its
 * licence asks. What is saved is a new draft: the XML, as a field of a form. Without a script the XML itself can be edited, the
 * notes and legal basis of each row with it.
 * The one page whose policy lets a script style elements, which dmn-js does throughout.
 */
const TITLE = { zh: '编辑规则表', en: 'Edit the rule tables' }

const TO_XML = { zh: '编辑 XML', en: 'Edit the XML' }

type Edited = {
  /** The version it began from. */
  readonly id: string
  readonly itemCode: string
  readonly dmn: string
  readonly effectiveOn: string
  readonly note: string
  readonly errors: readonly FieldError[]
}

export const editVersion = definePage({
  method: 'get',
  path: '/rulebook/versions/{id}/edit',
  rights: PUBLISHERS,
  answer: async (v) => {
    const { id = '' } = v.params
    const file = await v.api.send('GET', apiOfVersion(id, '/dmn'))
    if (!file.ok) return problemAnswer(v, problemSchema.parse(await file.json()))
    // Named by the page that leads here, so that the version itself need not be read again.
    const itemCode = v.query.get('item') ?? ''
    return editorPage(v, {
      id,
      itemCode,
      dmn: await file.text(),
      effectiveOn: '',
      note: '',
      errors: [],
    })
  },
})

export const editorPage = (v: Visit, { id, itemCode, dmn, effectiveOn, note, errors }: Edited): Answer =>
  page(
    TITLE,
    <>
      <Heading caption={<span class="code">{itemCode}</span>}>{v.t(TITLE)}</Heading>
      <Note>
        {v.t({
          zh: '在下面编辑规则表。保存后成为新的草案，另行编译、检查和审批；现行规则不受影响。',
          en: 'Edit the tables below. What you save becomes a new draft, compiled, examined and approved by itself; the rules in force are not touched.',
        })}
      </Note>
      <div class="govuk-form-group" id="views" hidden>
        <label class="govuk-label govuk-label--s" for="view">
          {v.t({ zh: '编辑哪一部分', en: 'Which part to edit' })}
        </label>
        <select class="govuk-select" id="view"></select>
      </div>
      <div
        class="dmn-editor"
        id="editor"
        hidden
        data-rows={v.t({ zh: '行', en: 'Row' })}
        data-move-input={v.t({ zh: '移动输入列', en: 'Move the input column' })}
        data-move-output={v.t({ zh: '移动输出列', en: 'Move the output column' })}
        data-failed={v.t({
          zh: '编辑器未能打开此文件，请直接编辑下面的 XML。',
          en: 'The editor could not open this file; edit the XML below.',
        })}
      ></div>
      <button
        type="button"
        class="govuk-button govuk-button--secondary"
        id="turn"
        hidden
        data-over={v.t(TO_XML)}
        data-back={v.t({ zh: '回到规则表', en: 'Back to the tables' })}
      >
        {v.t(TO_XML)}
      </button>
      <p class="govuk-error-message" id="editor-says" role="status"></p>
      <Form v={v} action="/rulebook/publishing/new" files>
        <input type="hidden" name="editing" value={id} />
        <input type="hidden" name="itemCode" value={itemCode} />
        <div id="xml">
          <TextArea
            v={v}
            name="dmn"
            rows={20}
            label={v.t({ zh: 'DMN（XML）', en: 'DMN (XML)' })}
            errors={errors}
            value={dmn}
          />
        </div>
        <Terms v={v} errors={errors} effectiveOn={effectiveOn} note={note} />
        <Button>{v.t({ zh: '编译并另存为新草案', en: 'Compile and save as a new draft' })}</Button>
      </Form>
    </>,
    {
      errors,
      status: errors.length === 0 ? 200 : 422,
      back: id === '' ? '/rulebook/publishing' : versionAt(id),
      layout: 'wide',
      policy: 'editor',
      styles: STYLES,
      scripts: ['rulebook-editor.js'],
    },
  )
