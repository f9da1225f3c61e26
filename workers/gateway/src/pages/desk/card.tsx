import { DEPARTMENT_OFFICIALS } from '@tongban/services'
import { type FieldError, page, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, Form, Radios, TextArea } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, Tag } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { CardNext } from './card-next.tsx'
import { DocumentText, History } from './history.tsx'
import { Subject } from './limits-table.tsx'
import { passedOn } from './parts.tsx'
import { postText } from './post.ts'
import { type CardShown, cardSchema } from './schemas.ts'
import { cardColour, cardStateColour, DESK, LOOKERS, STYLES } from './words.ts'

/** One card: its text, what was decided of it, and the steps whoever looks may take, each with its reason. */
const cardAt = (id: string, below = '') =>
  `/supervision/v1/cards/${encodeURIComponent(id)}${below === '' ? '' : `/${below}`}`
const STEPS = {
  confirm: { zh: '确认，成立', en: 'Confirm it: it stands' },
  dismiss: { zh: '不发', en: 'Dismiss it' },
  appeal: { zh: '申诉', en: 'Appeal against it' },
  uphold: { zh: '维持', en: 'Uphold it' },
  allow: { zh: '申诉成立，撤牌', en: 'Allow the appeal: revoke it' },
  revoke: { zh: '撤牌', en: 'Revoke it' },
} as const
type Step = keyof typeof STEPS
const isStep = (name: string): name is Step => Object.hasOwn(STEPS, name)

export const showCard = definePage({
  method: 'get',
  path: '/desk/cards/{id}',
  rights: LOOKERS,
  answer: (v) => cardPage(v),
})

async function cardPage(v: Visit, errors: readonly FieldError[] = []) {
  const found = await v.api.get(cardAt(v.params.id ?? ''), cardSchema)
  if (!found.ok) return problemAnswer(v, found.failure)
  const card = found.value
  const { t } = v
  const steps = card.possible.filter(({ code }) => isStep(code))
  return page(
    { zh: card.number, en: card.number },
    <>
      <Heading caption={<Tag colour={cardColour(card.colour.code)}>{t(card.colour)}</Tag>}>
        <Marked v={v} text={card.number} />
      </Heading>
      <CardNext v={v} card={card} />
      <CardFacts v={v} card={card} />
      <DocumentText v={v} text={card.text} href={`/desk/cards/${card.id}/document`} />
      <History v={v} steps={card.steps} />
      {steps.length > 0 && (
        <Form v={v} action={`/desk/cards/${card.id}`}>
          <Radios
            v={v}
            name="step"
            label={t(DESK.act)}
            errors={errors}
            value={v.form.text('step')}
            choices={steps.map(({ code }) => ({ value: code, text: isStep(code) ? t(STEPS[code]) : code }))}
          />
          <TextArea
            v={v}
            name="reason"
            label={t(DESK.reason)}
            rows={3}
            errors={errors}
            value={v.form.text('reason')}
          />
          <Button>{t({ zh: '提交', en: 'Send' })}</Button>
        </Form>
      )}
    </>,
    { back: '/desk/cards', styles: STYLES, errors, status: errors.length === 0 ? 200 : 422 },
  )
}

const CardFacts = ({ v, card }: { readonly v: Visit; readonly card: CardShown }) => {
  const { t, language } = v
  return (
    <Facts
      v={v}
      facts={[
        {
          name: t(DESK.state),
          value: <Tag colour={cardStateColour(card.state.code)}>{t(card.state)}</Tag>,
        },
        { name: t({ zh: '事由', en: 'Cause' }), value: t(card.cause) },
        { name: t(DESK.subject), value: <Subject of={card} /> },
        ...(card.item === null ? [] : [{ name: t(DESK.item), value: t(card.item) }]),
        { name: t(DESK.department), value: `${t(card.department)} · ${postText(v, card.post)}` },
        ...(card.dueOn === null
          ? []
          : [{ name: t(DESK.due), value: <Day on={card.dueOn} language={language} /> }]),
        {
          name: t({ zh: '最迟决定（到时未决定的即成立）', en: 'Decide by; undecided, it stands' }),
          value: <Instant at={card.standsAt - 1} language={language} />,
        },
        {
          name: t({ zh: '申诉期限', en: 'Appeal until' }),
          value: <Instant at={card.appealBy - 1} language={language} />,
        },
      ]}
    />
  )
}

/** What the API calls each step, and what it is told beside the reason; an appeal that is judged has two ends. */
function sentAs(step: Step) {
  if (step === 'uphold') return { path: 'judge', more: { outcome: 'uphold' } }
  return step === 'allow' ? { path: 'judge', more: { outcome: 'revoke' } } : { path: step, more: {} }
}

export const takeCardStepNow = definePage({
  method: 'post',
  path: '/desk/cards/{id}',
  rights: [...DEPARTMENT_OFFICIALS, { role: 'supervisor' }],
  answer: async (v) => {
    const { form, t } = v
    const step = form.text('step')
    const reason = form.text('reason')
    if (!isStep(step) || reason.length < 2)
      return cardPage(v, [
        ...(isStep(step) ? [] : [{ field: 'step', text: t({ zh: '请选择一项。', en: 'Choose one.' }) }]),
        ...(reason.length < 2 ? [{ field: 'reason', text: t(DESK.reasonNeeded) }] : []),
      ])
    const { id = '' } = v.params
    const { path, more } = sentAs(step)
    const taken = await v.api.post(cardAt(id, path), cardSchema, { body: { reason, ...more } })
    if (taken.ok) return redirect(`/desk/cards/${id}?done=1`)
    return taken.failure.status === 422
      ? cardPage(v, fieldErrors(taken.failure, { '/reason': 'reason' }, 'reason'))
      : problemAnswer(v, taken.failure)
  },
})

export const printCardPage = definePage({
  method: 'get',
  path: '/desk/cards/{id}/document',
  rights: LOOKERS,
  answer: (v) => passedOn(v, cardAt(v.params.id ?? '', 'document')),
})
