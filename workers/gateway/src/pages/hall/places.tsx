import type { Said } from '@tongban/http'
import type { Visit } from '../visit.ts'
import { GUIDE, MODES } from './guide-words.ts'
import type { Guide, Item } from './item.ts'

/** Where one can come with an item: online, at the windows of the region, and across regions by agreement. */
type Shown = { readonly v: Visit; readonly item: Item; readonly guide: Guide }

export const Places = ({ v, item, guide }: Shown) => {
  const { office } = item
  const named = ({ region, modes }: Guide['places'][number]) => {
    const name = region.name === null ? region.code : v.t(region.name)
    return v.language === 'zh'
      ? `${name}（${listed(v, MODES, modes)}）`
      : `${name} (${listed(v, MODES, modes)})`
  }
  const along = (direction: 'in' | 'out') => guide.places.filter((place) => place.direction === direction)
  return (
    <>
      <h2 class="govuk-heading-m">{v.t(GUIDE.where)}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{v.t(GUIDE.online)}</li>
        {office.windows.map(({ name, address, hours }) => (
          <li>
            {v.t(name)}
            {v.t({ zh: '：', en: ': ' })}
            <span lang="zh-CN">
              {address}
              {v.t({ zh: '，', en: ', ' })}
              {hours}
            </span>
          </li>
        ))}
        <li>
          {v.t(office.name)}
          {v.t({ zh: '：', en: ': ' })}
          <span lang="zh-CN">{office.address}</span>
          {v.t({ zh: '，电话 ', en: ', telephone ' })}
          {office.phone}
        </li>
      </ul>
      {guide.places.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{v.t(GUIDE.across)}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {along('in').map((place) => (
              <li>
                {v.t({
                  zh: `在${named(place)}也可以提交，由本地区办理`,
                  en: `Can be handed in at ${named(place)} too, and is decided here`,
                })}
              </li>
            ))}
            {along('out').map((place) => (
              <li>
                {v.t({
                  zh: `属于${named(place)}的事，可以在本地区提交，由那里办理`,
                  en: `What is a matter of ${named(place)} can be handed in here, and is decided there`,
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="govuk-body">
        {v.t({ zh: '监督电话：', en: 'Complaints: ' })}
        {office.supervisePhone}
      </p>
    </>
  )
}

/** The words of codes, one after the other. */
export const listed = (v: Visit, words: Readonly<Record<string, Said>>, values: readonly string[]) =>
  values
    .map((value) => {
      const word = words[value]
      return word === undefined ? value : v.t(word)
    })
    .join(v.t({ zh: '、', en: ', ' }))
