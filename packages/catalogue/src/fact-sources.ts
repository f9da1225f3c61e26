/** How an item names its facts: from a register, from the form, or from the application around it. */
import {
  APPLICATION_SOURCE,
  type FactDefinition,
  type FactType,
  FORM_SOURCE,
} from '@tongban/decisions/runtime'
import { sourceNameOf } from './source-names.ts'
import { wordsOf } from './value-words.ts'

/** A definition with the name of its source, and with its enumeration, if it has one, put into words. */
const worded = (definition: FactDefinition): FactDefinition => ({
  ...definition,
  ...sourceNameOf(definition.source),
  ...(definition.values === undefined ? {} : { words: wordsOf(definition.values) }),
})

type More = Partial<Omit<FactDefinition, 'name' | 'type' | 'source' | 'zh' | 'en'>>

/** A fact a register holds; its path in the record is what follows the group in its name, unless said otherwise. */
export function fromRegister(
  source: string,
  name: string,
  type: FactType,
  zh: string,
  en: string,
  more: More & { readonly staleAfterHours: number | null },
): FactDefinition {
  const path = name.includes('.') ? name.slice(name.indexOf('.') + 1) : name
  return worded({ name, type, source, path, own: false, zh, en, ...more })
}

/** What the applicant answers in the form, at the path of the fact's own name; it is theirs to change. */
export function fromForm(
  name: string,
  type: FactType,
  zh: string,
  en: string,
  more: More = {},
): FactDefinition {
  return worded({
    name,
    type,
    source: FORM_SOURCE,
    path: name,
    staleAfterHours: null,
    own: true,
    zh,
    en,
    ...more,
  })
}

/** What stands in the application around the form. */
export function fromApplication(
  name: string,
  type: FactType,
  zh: string,
  en: string,
  more: More = {},
): FactDefinition {
  return worded({
    name,
    type,
    source: APPLICATION_SOURCE,
    path: name,
    staleAfterHours: null,
    own: false,
    zh,
    en,
    ...more,
  })
}

export const HOURS = { day: 24, week: 168, month: 720 } as const
