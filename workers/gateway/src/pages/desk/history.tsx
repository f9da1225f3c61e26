import type { Child } from 'hono/jsx'
import { Marked } from '../parts/marked.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { CardShown } from './schemas.ts'
import { DESK } from './words.ts'

/** What was done with a notice or a card, the first first, and the document itself. */
export const History = ({
  v,
  steps,
  more = () => null,
}: {
  readonly v: Visit
  readonly steps: CardShown['steps']
  readonly more?: (at: number) => Child
}) =>
  steps.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">{v.t(DESK.steps)}</h2>
      <ol class="desk-history">
        {steps.map((step, at) => (
          <li>
            <strong>{v.t(step.step)}</strong>{' '}
            <span class="quiet">
              {step.by === null ? (
                v.t({ zh: '系统', en: 'the system' })
              ) : (
                <Marked v={v} text={step.by.name ?? v.t({ zh: '工作人员', en: 'an official' })} />
              )}
              {' · '}
              <Instant at={step.at} language={v.language} />
            </span>
            {step.text !== null && (
              <p class="desk-said">
                <Marked v={v} text={step.text} />
              </p>
            )}
            {more(at)}
          </li>
        ))}
      </ol>
    </>
  )

export const DocumentText = ({
  text,
  href,
  v,
}: {
  readonly v: Visit
  readonly text: CardShown['text']
  readonly href: string
}) => (
  <section class="desk-document" lang="zh-CN">
    <h2 class="govuk-heading-m">{text.title}</h2>
    {text.lines.map((line) => (
      <p>{line}</p>
    ))}
    <p class="no-print" lang={v.language === 'zh' ? undefined : 'en'}>
      <a class="govuk-link" href={href}>
        {v.t(DESK.print)}
      </a>
    </p>
  </section>
)
