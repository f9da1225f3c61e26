import { Marked } from '../parts/marked.tsx'
import type { Visit } from '../visit.ts'
import type { NamedParameters } from './schemas.ts'

/** What a region sets for the rules of an item, in words; `withKeys` where they are to be written in a draft. */
type Props = { readonly v: Visit; readonly parameters: NamedParameters; readonly withKeys?: boolean }

export const ParameterList = ({ v, parameters, withKeys = false }: Props) => (
  <ul class="govuk-list">
    {parameters.map(({ key, name, value }) => (
      <li>
        {withKeys && <span class="code">{key}</span>}
        {withKeys && v.t({ zh: '：', en: ': ' })}
        {v.t(name)}
        {v.t({ zh: withKeys ? '，现为 ' : '：', en: withKeys ? ', now ' : ': ' })}
        <Marked v={v} text={v.t(value)} />
      </li>
    ))}
  </ul>
)
