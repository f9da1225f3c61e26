import { Facts, Tag } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { GUIDE } from './guide-words.ts'
import type { Item, Material, Source } from './item.ts'
import { NowTag, paperText } from './sources.tsx'

type Shown = { readonly v: Visit; readonly item: Item; readonly sources: readonly Source[] }

/** The papers of an item: which a register or a licence stands for, whether it is held now, and which the applicant has. */
export const Materials = ({ v, item, sources }: Shown) => {
  const standsFor = (code: string) => sources.find(({ papers, now }) => now !== null && papers.includes(code))
  const nameOf = (situation: string) => item.situations.find(({ code }) => code === situation)?.name
  return (
    <>
      <h2 class="govuk-heading-m">{v.t(GUIDE.materials)}</h2>
      <Facts
        v={v}
        facts={item.materials.map((material) => {
          const source = standsFor(material.code)
          const names = material.situations.map(nameOf).filter((name) => name !== undefined)
          const only =
            names.length === 0
              ? null
              : v.t({
                  zh: `${names.map(({ zh }) => zh).join('、')}时需要`,
                  en: `Only for “${names.map(({ en }) => en).join('”, “')}”`,
                })
          const isAsked = source === undefined && isToHandIn(material)
          const why = [
            ...(only === null || isAsked ? [] : [only]),
            ...(source !== undefined || material.exemption === null ? [] : [v.t(material.exemption)]),
          ].join(v.t({ zh: '；', en: '; ' }))
          return {
            name: v.t(material.materialName),
            value: (
              <>
                {source !== undefined ? (
                  <NowTag v={v} source={source} ofPaper />
                ) : isAsked ? (
                  <Tag colour="orange">{only ?? v.t(GUIDE.toHandIn)}</Tag>
                ) : (
                  <Tag colour="green">{v.t(GUIDE.notToHandIn)}</Tag>
                )}{' '}
                {source !== undefined && paperText(v, source)}
                {why !== '' && (
                  <span class={source === undefined ? undefined : 'hall-basis quiet'}>{why}</span>
                )}
              </>
            ),
          }
        })}
      />
    </>
  )
}

/** Nothing but the applicant has it. */
export const isToHandIn = ({ sourceType, exemption, isNeed }: Material): boolean =>
  sourceType === 'applicant' && exemption === null && isNeed !== 'notNeeded'

/** Those of this situation that one may hand in: what must be, and what may stand in where a register does not know it. */
export const materialsFor = ({ materials }: Item, situation: string): readonly Material[] =>
  materials.filter(
    ({ isNeed, situations, sourceType }) =>
      sourceType === 'applicant' &&
      (isNeed === 'required' || (isNeed === 'conditional' && situations.includes(situation))),
  )
