import type { Said } from '@tongban/http'
import * as z from 'zod'
import { page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Button, Form } from '../parts/form.tsx'
import { Heading, Note, Warning } from '../parts/shown.tsx'
import { dayText } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import { STYLES } from './parts.tsx'
import { apiAt, CASE_WORDS, caseAt } from './words.ts'

/** Acts of whoever applied that need no more than a confirmation: withdraw, refuse the automatic decision, urge, a fresh code. */
const RIGHTS = ['owner', 'agent'] as const
const anything = z.object({})

type Act = {
  readonly name: 'withdraw' | 'refer'
  readonly title: Said
  readonly means: readonly Said[]
  readonly button: Said
  readonly warns: Said | null
}

const ask = ({ name, title, means, button, warns }: Act) =>
  definePage({
    method: 'get',
    path: `/cases/{caseNumber}/${name}`,
    rights: RIGHTS,
    answer: (v) => {
      const { caseNumber = '' } = v.params
      return page(
        title,
        <>
          <Heading caption={<span class="code">{caseNumber}</span>}>{v.t(title)}</Heading>
          {means.map((each) => (
            <p class="govuk-body">{v.t(each)}</p>
          ))}
          {warns !== null && <Warning v={v}>{v.t(warns)}</Warning>}
          <Form v={v} action={caseAt(caseNumber, name)}>
            <Button {...(name === 'withdraw' ? { kind: 'warning' } : {})}>{v.t(button)}</Button>
          </Form>
          <p class="govuk-body">
            <a class="govuk-link" href={caseAt(caseNumber)}>
              {v.t({ zh: '不，回到办件', en: 'No, back to the case' })}
            </a>
          </p>
        </>,
        { back: caseAt(caseNumber) },
      )
    },
  })

const act = (name: 'withdraw' | 'refer' | 'urge') =>
  definePage({
    method: 'post',
    path: `/cases/{caseNumber}/${name}`,
    rights: RIGHTS,
    answer: async (v) => {
      const { caseNumber = '' } = v.params
      const once = name === 'urge' ? { once: v.form.text('once') } : {}
      const done = await v.api.post(apiAt(caseNumber, name), anything, once)
      return done.ok ? redirect(`${caseAt(caseNumber)}?done=${name}`) : problemAnswer(v, done.failure)
    },
  })

export const askToWithdraw = ask({
  name: 'withdraw',
  title: CASE_WORDS.withdraw,
  means: [
    {
      zh: '撤回后，本次申请不再办理。以后可以重新申请，办理期限从新的收件之日起算。',
      en: 'Once it is withdrawn, this application is not handled any further. You can apply again; the time limit then runs from the new receipt.',
    },
  ],
  button: { zh: '确认撤回申请', en: 'Withdraw the application' },
  warns: { zh: '撤回后不能恢复。', en: 'This cannot be undone.' },
})
export const withdrawNow = act('withdraw')

export const askToRefer = ask({
  name: 'refer',
  title: CASE_WORDS.refer,
  means: [
    {
      zh: '您有权拒绝仅由系统作出的决定（《个人信息保护法》第二十四条）。转办后由工作人员重新审查并作出决定，办理期限见办件页。',
      en: 'You may refuse a decision made by the system alone (Personal Information Protection Law, article 24). A person then examines the matter anew and decides; the page of the case says by when.',
    },
    {
      zh: '系统已经准予的，在工作人员作出决定以前继续有效。',
      en: 'What the system has granted stands until a person has decided.',
    },
  ],
  button: { zh: '确认转由工作人员办理', en: 'Have a person decide' },
  warns: null,
})
export const referNow = act('refer')
export const urgeNow = act('urge')

const codeSchema = z.object({ code: z.string(), untilOn: z.string().nullable() })

/** The code stands on the page that was sent: it is in no address, and is shown once. */
export const renewCodePage = definePage({
  method: 'post',
  path: '/cases/{caseNumber}/code',
  rights: [...RIGHTS, { role: 'window' }],
  answer: async (v) => {
    const { caseNumber = '' } = v.params
    const renewed = await v.api.post(apiAt(caseNumber, 'receipt-code'), codeSchema)
    if (!renewed.ok) return problemAnswer(v, renewed.failure)
    const { code, untilOn } = renewed.value
    return page(
      CASE_WORDS.code,
      <>
        <Heading caption={<span class="code">{caseNumber}</span>}>
          {v.t({ zh: '新的查询码', en: 'Your fresh query code' })}
        </Heading>
        <p class="keep-code">{code}</p>
        <p class="govuk-body">
          {v.t({
            zh: '请记下。凭它不用登录就可以查看一次进度；此前的查询码已经失效。知道查询码的人都能看到进度，请不要给别人。',
            en: 'Write it down. It shows the progress once without signing in; earlier codes are void. Whoever knows it can see the progress, so keep it to yourself.',
          })}
        </p>
        {untilOn !== null && (
          <Note>
            {v.t({
              zh: `可以使用到${dayText(untilOn, 'zh')}。`,
              en: `It can be used until ${dayText(untilOn, 'en')}.`,
            })}
          </Note>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href={caseAt(caseNumber)}>
            {v.t({ zh: '回到办件', en: 'Back to the case' })}
          </a>
        </p>
      </>,
      { styles: STYLES, back: caseAt(caseNumber) },
    )
  },
})
