import type { Said } from '@tongban/http'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, Tag } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { byTheme, itemsFor, type Listed } from './items.ts'
import { HALL } from './words.ts'

/** The front page 办事大厅: what one can have done here, by theme, or what is looked for. */

const MOST_SOUGHT = 60

export const showHall = definePage({
  method: 'get',
  path: '/',
  rights: ['anyone'],
  answer: async (v) => {
    const sought = (v.query.get('q') ?? '').trim().slice(0, MOST_SOUGHT)
    const items = await itemsFor(v, sought)
    if (!items.ok) return problemAnswer(v, items.failure)
    const found = items.value.items
    return page(
      WORDS.hall,
      <>
        <Heading caption={v.regionName}>{v.t(WORDS.hall)}</Heading>
        <SearchBox v={v} sought={sought} />
        {sought === '' ? <ByTheme v={v} items={found} /> : <Found v={v} sought={sought} items={found} />}
      </>,
      { styles: ['hall.css'] },
    )
  },
})

const SearchBox = ({ v, sought }: { readonly v: Visit; readonly sought: string }) => (
  <search>
    <form method="get" action="/" class="hall-search">
      <label class="govuk-label govuk-label--s" for="q">
        {v.t(HALL.searchLabel)}
      </label>
      <div id="q-hint" class="govuk-hint">
        {v.t(HALL.searchHint)}
      </div>
      <div class="hall-search-line">
        <input
          class="govuk-input"
          id="q"
          name="q"
          type="search"
          value={sought}
          maxlength={MOST_SOUGHT}
          autocomplete="off"
          aria-describedby="q-hint"
        />
        <button type="submit" class="govuk-button">
          {v.t(HALL.search)}
        </button>
      </div>
    </form>
  </search>
)

const ByTheme = ({ v, items }: { readonly v: Visit; readonly items: readonly Listed[] }) => (
  <>
    <p class="govuk-body quiet">
      <Tag colour="green">{v.t(HALL.instant)}</Tag> {v.t(HALL.instantMeans)}
    </p>
    <div class="hall-themes">
      {byTheme(items).map(({ theme, items: within }) => (
        <section>
          <h2 class="govuk-heading-m">{v.t(theme)}</h2>
          <ItemList v={v} items={within} />
        </section>
      ))}
    </div>
  </>
)

const Found = (props: { readonly v: Visit; readonly sought: string; readonly items: readonly Listed[] }) => {
  const { v, sought, items } = props
  return (
    <section aria-labelledby="found">
      <h2 class="govuk-heading-m" id="found">
        {v.t(foundTitle(sought, items.length))}
      </h2>
      {items.length === 0 && <p class="govuk-body">{v.t(HALL.nothingFound)}</p>}
      <ItemList v={v} items={items} />
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          {v.t(HALL.all)}
        </a>
      </p>
    </section>
  )
}

const ItemList = ({ v, items }: { readonly v: Visit; readonly items: readonly Listed[] }) => (
  <ul class="govuk-list hall-items">
    {items.map(({ code, taskName, acceptCondition, automatic }) => (
      <li>
        <a class="govuk-link" href={`/services/${code}`}>
          {v.t(taskName)}
        </a>{' '}
        {automatic === 'auto' && <Tag colour="green">{v.t(HALL.instant)}</Tag>}
        <span class="hall-condition">{v.t(acceptCondition)}</span>
      </li>
    ))}
  </ul>
)

const foundTitle = (sought: string, many: number): Said => ({
  zh: `“${sought}”：找到 ${many} 个事项`,
  en: `“${sought}”: ${many === 1 ? '1 service' : `${many} services`} found`,
})
