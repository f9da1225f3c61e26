import type { Visit } from '../visit.ts'
import { Marked } from './marked.tsx'
import { basisInChinese, basisInEnglish } from './statutes.ts'

/** What a decision rests on, in the language of whoever reads. */
export const Basis = ({ v, of }: { readonly v: Visit; readonly of: string }) => (
  <Marked v={v} text={v.language === 'zh' ? basisInChinese(of) : basisInEnglish(of)} />
)

/** The same, with the word before it; nothing where nothing is named. */
export const OnBasis = ({ v, of }: { readonly v: Visit; readonly of: string }) =>
  of === '' ? null : (
    <>
      {v.t({ zh: '依据：', en: 'Basis: ' })}
      <Basis v={v} of={of} />
    </>
  )
