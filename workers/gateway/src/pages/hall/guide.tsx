import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Basis } from '../parts/basis.tsx'
import { ButtonLink } from '../parts/form.tsx'
import { type Fact, Facts, Heading, More, Note, Tag } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { draftOf, filledFrom } from './filled.ts'
import { GUIDE, HANDLE_TYPES, SERVED } from './guide-words.ts'
import { type Guide, type Item, readGuide, readItem } from './item.ts'
import { Limits } from './limits.tsx'
import { Materials } from './materials.tsx'
import { listed, Places } from './places.tsx'
import { Sources } from './sources.tsx'
import { asBeginning, HALL } from './words.ts'

/**
 * The guide of one item 办事指南: who may have it, what for, with what, how long, what it costs and where. Somebody who is signed
 * in and applies for themselves is told what is held of them now; officials and whoever acts for another are told in general.
 */
export const showGuide = definePage({
  method: 'get',
  path: '/services/{code}',
  rights: ['anyone'],
  draft: ({ code = '' }) => draftOf(code),
  answer: async (v) => {
    const isOwn = v.actor.kind === 'applicant' && (filledFrom(v.draft).values.who ?? 'self') === 'self'
    const [item, guide] = await Promise.all([readItem(v), readGuide(v, isOwn)])
    if (!item.ok) return problemAnswer(v, item.failure)
    if (!guide.ok) return problemAnswer(v, guide.failure)
    return page(item.value.taskName, <GuideText v={v} item={item.value} guide={guide.value} />, {
      styles: ['hall.css'],
      back: '/',
    })
  },
})

type Shown = { readonly v: Visit; readonly item: Item; readonly guide: Guide }

const GuideText = ({ v, item, guide }: Shown) => (
  <>
    <Heading caption={v.t(item.theme)}>{v.t(item.taskName)}</Heading>
    <p class="govuk-body-l">{v.t(item.acceptCondition)}</p>
    {item.automatic === 'auto' && <Instant v={v} guide={guide} />}
    <div class="govuk-button-group">
      <ButtonLink href={`/services/${item.code}/apply`}>{v.t(HALL.apply)}</ButtonLink>
      <ButtonLink href={`/services/${item.code}/precheck`} kind="secondary">
        {v.t(HALL.precheck)}
      </ButtonLink>
    </div>
    <p class="govuk-body quiet">{v.t(GUIDE.precheckMeans)}</p>
    <Facts v={v} facts={factsOf(v, item, guide)} />
    <Conditions v={v} item={item} guide={guide} />
    <Materials v={v} item={item} sources={guide.sources} />
    <Sources v={v} guide={guide} />
    <Limits v={v} item={item} />
    <h2 class="govuk-heading-m">{v.t(GUIDE.steps)}</h2>
    <ol class="govuk-list govuk-list--number">
      {item.handleFlow.map((step) => (
        <li>{v.t(step)}</li>
      ))}
    </ol>
    <Places v={v} item={item} guide={guide} />
    <More summary={v.t(GUIDE.byLaw)}>
      <ul class="govuk-list govuk-list--bullet">
        {item.byLaw.map(({ act, article, note }) => (
          <li>
            <Basis v={v} of={`${act}${article}`} />
            {v.t({ zh: '：', en: ': ' })}
            {v.t(note)}
          </li>
        ))}
      </ul>
    </More>
  </>
)

const Instant = ({ v, guide: { rules } }: { readonly v: Visit; readonly guide: Guide }) =>
  rules === null || rules.stopped ? (
    <Note>{v.t(GUIDE.stopped)}</Note>
  ) : (
    <p class="govuk-body">
      <Tag colour="green">{v.t(HALL.instant)}</Tag> {v.t(HALL.instantMeans)}
    </p>
  )

function factsOf(v: Visit, item: Item, { rules }: Guide): readonly Fact[] {
  const { fee } = item.claim
  return [
    { name: v.t(GUIDE.served), value: asBeginning(listed(v, SERVED, item.serverType)) },
    ...(item.licence === null ? [] : [{ name: v.t(GUIDE.gives), value: v.t(item.licence) }]),
    {
      name: v.t(GUIDE.fee),
      value: fee === null || fee === 0 ? v.t(GUIDE.free) : v.t({ zh: `${fee} 元`, en: `${fee} yuan` }),
    },
    { name: v.t(GUIDE.how), value: asBeginning(listed(v, HANDLE_TYPES, item.handleType)) },
    { name: v.t(GUIDE.office), value: v.t(item.office.name) },
    ...(rules === null
      ? []
      : [
          {
            name: v.t(GUIDE.rules),
            value: (
              <a class="govuk-link" href={`/rulebook/items/${item.code}`}>
                {v.t({ zh: `第 ${rules.version} 版，自 `, en: `Version ${rules.version}, since ` })}
                <Day on={rules.effectiveOn} language={v.language} />
                {v.t({ zh: ' 起生效', en: '' })}
              </a>
            ),
          },
        ]),
  ]
}

const Conditions = ({ v, item, guide: { rules } }: Shown) => (
  <>
    <h2 class="govuk-heading-m">{v.t(GUIDE.conditions)}</h2>
    <p class="govuk-body">{v.t(item.acceptCondition)}</p>
    {rules !== null && rules.values.length > 0 && (
      <>
        <h3 class="govuk-heading-s">{v.t(GUIDE.values)}</h3>
        <Facts
          v={v}
          facts={rules.values.map(({ name, value }) => ({ name: v.t(name), value: v.t(value) }))}
        />
      </>
    )}
    {item.situations.length > 1 && (
      <>
        <h3 class="govuk-heading-s">{v.t(GUIDE.situations)}</h3>
        <ul class="govuk-list govuk-list--bullet">
          {item.situations.map(({ name, when }) => (
            <li>
              {v.t(name)}
              {v.t({ zh: '：', en: ': ' })}
              {v.t(when)}
            </li>
          ))}
        </ul>
      </>
    )}
    {rules === null ? (
      <p class="govuk-body">{v.t(GUIDE.byPeople)}</p>
    ) : (
      <More summary={v.t(GUIDE.against)}>
        <p>{v.t(GUIDE.againstMeans)}</p>
        <ul class="govuk-list govuk-list--bullet">
          {rules.conditions.map((condition) => (
            <li>
              {v.t(condition)}{' '}
              <span class="quiet">
                <Basis v={v} of={condition.basis.zh} />
              </span>
            </li>
          ))}
        </ul>
      </More>
    )}
  </>
)
