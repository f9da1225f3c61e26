import { ORDER_READERS } from '@tongban/services'
import { type Answer, type FieldError, type PageOptions, page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, Tag, Warning } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { StepForms } from './forms.tsx'
import { History } from './history.tsx'
import { Due, STYLES } from './list.tsx'
import { type Order, orderSchema } from './schemas.ts'
import { WhatNext } from './what-next.tsx'
import { apiAt, DESK_WORDS, levelWords, ORDERS_AT, stateColour } from './words.ts'

/** One order: how it stands, what was said, what happened, and a form for each step that the API offers whoever looks. */
export const showOrder = definePage({
  method: 'get',
  path: `${ORDERS_AT}/{number}`,
  rights: [...ORDER_READERS],
  answer: (v) => withOrder(v, (order) => orderPage(v, order)),
})

export async function withOrder(v: Visit, then: (order: Order) => Answer): Promise<Answer> {
  const found = await v.api.get(apiAt(v.params.number ?? ''), orderSchema)
  return found.ok ? then(found.value) : problemAnswer(v, found.failure)
}

export type Tried = {
  readonly errors: readonly FieldError[]
  readonly status: NonNullable<PageOptions['status']>
  /** What was sent, kept in its form. */
  readonly values: Readonly<Record<string, string>>
}
const UNTRIED: Tried = { errors: [], status: 200, values: {} }

/** A step that was not taken is told on top of the order as it then stands. */
export const triedPage = (v: Visit, tried: Tried) => withOrder(v, (order) => orderPage(v, order, tried))

export function orderPage(v: Visit, order: Order, tried: Tried = UNTRIED): Answer {
  const { t } = v
  return page(
    DESK_WORDS.order,
    <>
      <Heading caption={<span class="code">{order.number}</span>}>{t(DESK_WORDS.order)}</Heading>
      <WhatNext v={v} order={order} isDone={v.query.get('done') !== null} />
      {order.anonymous && (
        <Warning v={v}>
          {order.sealed
            ? t({
                zh: '匿名评价：本部门看不到办件和评价人，由整改督促机构联系和回访。请不要打听是谁。',
                en: 'Anonymous: your department sees neither case nor evaluator; the rectification body contacts them and calls back. Do not try to find out who it was.',
              })
            : t({
                zh: '匿名评价：不得向被评价部门透露身份。说明理由后才能查看是哪个办件、是谁，并有记录。',
                en: 'Anonymous: the department must not learn who it was. Which case and whom is shown only after you say why, and is recorded.',
              })}
        </Warning>
      )}
      <Facts v={v} facts={factsOf(v, order)} />
      <h2 class="govuk-heading-m">{t(DESK_WORDS.said)}</h2>
      {order.said.map((said) => (
        <Said v={v} said={said} />
      ))}
      <StepForms v={v} order={order} tried={tried} />
      <h2 class="govuk-heading-m">{t(DESK_WORDS.history)}</h2>
      <History v={v} order={order} />
    </>,
    {
      styles: STYLES,
      back: ORDERS_AT,
      errors: tried.errors,
      status: tried.status,
    },
  )
}

function factsOf(v: Visit, order: Order) {
  const { t, language } = v
  const { state, source, department, item, window, level, anonymous, caseNumber, pseudonym } = order
  const isOver = order.closedAt !== null
  const some = (name: { zh: string; en: string }, value: string | null) =>
    value === null ? [] : [{ name: t(name), value }]
  return [
    {
      name: t(DESK_WORDS.state),
      value: (
        <>
          <Tag colour={stateColour(state.code)}>{t(state)}</Tag>{' '}
          {order.overdue && <Tag colour="red">{t(DESK_WORDS.overdue)}</Tag>}
        </>
      ),
    },
    { name: t(DESK_WORDS.source), value: t(source) },
    { name: t(DESK_WORDS.department), value: t(department) },
    ...some(DESK_WORDS.item, item === null ? null : t(item)),
    ...some({ zh: '窗口', en: 'Window' }, window),
    ...some(
      DESK_WORDS.level,
      level === null
        ? null
        : `${t(levelWords(level))}${anonymous ? t({ zh: '（匿名）', en: ' (anonymous)' }) : ''}`,
    ),
    ...(caseNumber === null
      ? some({ zh: '办件代号', en: 'Pseudonym of the case' }, pseudonym)
      : [
          {
            name: t({ zh: '办件编号', en: 'Case number' }),
            value: <span class="code">{caseNumber}</span>,
          },
        ]),
    ...some(DESK_WORDS.whom, contactIn(order)),
    { name: t(DESK_WORDS.opened), value: <Day on={order.openedOn} language={language} /> },
    {
      name: t(DESK_WORDS.contactBy),
      value: <Due v={v} at={order.contactDueAt} done={order.contactedAt !== null || isOver} />,
    },
    {
      name: t(DESK_WORDS.replyBy),
      value: <Due v={v} at={order.rectifyDueAt} done={order.repliedAt !== null || isOver} />,
    },
    ...(order.round === 1 ? [] : [{ name: t({ zh: '轮次', en: 'Round' }), value: String(order.round) }]),
    ...some(
      { zh: '部门认定的性质', en: 'Classed by the department' },
      order.class === null ? null : t(order.class),
    ),
    ...(order.appeal.code === 'none'
      ? []
      : [{ name: t({ zh: '申诉', en: 'Appeal' }), value: t(order.appeal) }]),
    ...some({ zh: '回访结果', en: 'Call-back' }, order.callBack === null ? null : t(order.callBack)),
    ...some(
      { zh: '评价人评价整改', en: 'Graded by the evaluator' },
      order.grade === null ? null : t(order.grade),
    ),
  ]
}

/** Whom to contact, where that is told whoever looks. */
export const contactIn = ({ said }: Pick<Order, 'said'>): string | null => {
  const { name = null, phone = null } = said.findLast(({ contact }) => contact !== null)?.contact ?? {}
  const parts = [name, phone].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(' ')
}

const Said = ({ v, said }: { readonly v: Visit; readonly said: Order['said'][number] }) => (
  <blockquote class="said">
    <p>
      <strong>{v.t(levelWords(said.level))}</strong>{' '}
      <span class="quiet">
        <Day on={said.on} language={v.language} />
      </span>
    </p>
    {said.options.length > 0 && (
      <ul class="govuk-list govuk-list--bullet">
        {said.options.map((option) => (
          <li>{v.t(option)}</li>
        ))}
      </ul>
    )}
    {said.text !== null && (
      <p>
        <Marked v={v} text={said.text} />
      </p>
    )}
  </blockquote>
)
