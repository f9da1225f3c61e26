import { type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, Form, TextInput } from '../parts/form.tsx'
import { Heading, More, Note } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { type RulesInWords, type Tried, triedSchema, wordsSchema } from './schemas.ts'
import { FactField, factsIn, fieldOf } from './stating.tsx'
import { TriedResult } from './tried.tsx'
import { apiOfItem, itemAt, STYLES } from './words.ts'

/**
 * Trying the published rules over facts anybody makes up. What is stated comes in the body of a form and is kept nowhere;
 * the answer is this very page, so that one thing can be changed and tried again.
 */
const PATH = '/rulebook/items/{code}/try'

const readRules = (v: Visit) => v.api.get(apiOfItem(v.params.code ?? '', '/words'), wordsSchema)

export const askToTry = definePage({
  method: 'get',
  path: PATH,
  rights: ['anyone'],
  answer: async (v) => {
    const read = await readRules(v)
    return read.ok ? tryPage(v, read.value, null, null, []) : problemAnswer(v, read.failure)
  },
})

export const tryNow = definePage({
  method: 'post',
  path: PATH,
  rights: ['anyone'],
  answer: async (v) => {
    const read = await readRules(v)
    if (!read.ok) return problemAnswer(v, read.failure)
    const rules = read.value
    const on = v.form.text('on')
    const tried = await v.api.post(apiOfItem(rules.code, '/try'), triedSchema, {
      body: { facts: factsIn(v.form, rules.facts), ...(on === '' ? {} : { on }) },
    })
    if (tried.ok) return tryPage(v, rules, v.form, tried.value, [])
    if (tried.failure.errors === undefined) return problemAnswer(v, tried.failure)
    const fields = Object.fromEntries(rules.facts.map(({ name }) => [`/facts/${name}`, fieldOf(name)]))
    return tryPage(v, rules, v.form, null, fieldErrors(tried.failure, { ...fields, '/on': 'on' }, 'on'))
  },
})

function tryPage(
  v: Visit,
  rules: RulesInWords,
  form: Visit['form'] | null,
  tried: Tried | null,
  errors: readonly FieldError[],
) {
  const title = { zh: `试算：${rules.item}`, en: `Try the rules: ${rules.item}` }
  const about = (group: 'applicant' | 'matter') =>
    rules.facts
      .filter((fact) => fact.about === group)
      .map((fact) => <FactField v={v} fact={fact} form={form} errors={errors} />)
  return page(
    title,
    <>
      <Heading>{v.t(title)}</Heading>
      {tried !== null && <TriedResult v={v} tried={tried} rules={rules} />}
      {tried === null && (
        <Note>
          {v.t({
            zh: '填写设想的情况，看现行规则怎样答复。不用登录，不保存任何内容，也不查询任何登记。不知道的就留着：未知的由工作人员决定。请不要填写真实的号码。',
            en: 'State a case you imagine, and see what the rules in force say. No sign-in, nothing is stored, no register is asked. Leave what you do not know: the unknown is decided by a person. Never enter real numbers.',
          })}
        </Note>
      )}
      <Form v={v} action={itemAt(rules.code, '/try')}>
        {tried !== null && (
          <h2 class="govuk-heading-m">{v.t({ zh: '改一改再试', en: 'Change something and try again' })}</h2>
        )}
        {about('matter')}
        <More
          summary={v.t({
            zh: '谁来申请、怎样申请（已按本人申请填好）',
            en: 'Who applies, and how (filled in for somebody who applies for themselves)',
          })}
        >
          {about('applicant')}
          <TextInput
            v={v}
            name="on"
            label={v.t({ zh: '收件日', en: 'Day of receipt' })}
            hint={v.t({ zh: '如 2026-12-01；不填为今天', en: 'such as 2026-12-01; today if left empty' })}
            value={form?.text('on') ?? ''}
            errors={errors}
            width={10}
          />
        </More>
        <Button>{v.t({ zh: '试算', en: 'Try' })}</Button>
      </Form>
    </>,
    {
      errors,
      status: errors.length === 0 ? 200 : 422,
      back: itemAt(rules.code),
      styles: STYLES,
    },
  )
}
