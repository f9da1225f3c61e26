import type { Json } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { PARAMETER_LABELS, type Said } from './labels.ts'
import { parameterText } from './lexicon.ts'

/** What a region sets for the rules of an item, each with its words beside the name a draft writes. */
export type NamedParameter = { readonly key: string; readonly name: Said; readonly value: Said }

export const namedParameters = (parameters: { readonly [name: string]: Json }): readonly NamedParameter[] =>
  Object.entries(parameters).map(([key, value]) => {
    const { zh, en } = PARAMETER_LABELS[key] ?? { zh: key, en: key }
    return {
      key,
      name: { zh, en },
      value: { zh: parameterText(key, value, 'zh'), en: parameterText(key, value, 'en') },
    }
  })

/** What a draft of each item has where it says nothing else: the region's own values. */
export const regionParameters = ({ region }: Pick<Context, 'region'>) =>
  region.claims.flatMap(({ itemCode, parameters }) => {
    const named = namedParameters(parameters)
    return named.length === 0 ? [] : [{ itemCode, parameters: named }]
  })
