import { civilDateAt } from '@tongban/calendar'
import {
  DICTIONARIES,
  DICTIONARY,
  dictionaryNamed,
  dictionaryOn,
  isBad,
  LEVEL_NUMBERS,
  LEVELS,
  MOST_TEXT_CHARACTERS,
  meaningOf,
  type OptionDictionary,
  optionsOf,
} from '@tongban/evaluations'
import { canonicalJson, type Failure, fail, ok, type Result, sha256Hex } from '@tongban/kernel'
import type { Context } from '../../context.ts'

/**
 * The national option dictionary 评价选项 as pages show it: the version in force today, or the one that an older rating names.
 * Of one version the answer is always the same, so caches know it by its tag.
 */
export type DictionaryView = ReturnType<typeof viewOf>
export type PublishedDictionary = { readonly dictionary: DictionaryView; readonly etag: string }

export async function readDictionary(
  { clock }: Pick<Context, 'clock'>,
  version: string | undefined,
): Promise<Result<PublishedDictionary, Failure>> {
  const found =
    version === undefined ? (dictionaryOn(civilDateAt(clock.now())) ?? DICTIONARY) : dictionaryNamed(version)
  if (found === undefined) return fail({ code: 'invalidInput', errors: [unknownVersion()] })
  const dictionary = viewOf(found)
  const etag = `"${(await sha256Hex(canonicalJson(dictionary))).slice(0, TAG_DIGITS)}"`
  return ok({ dictionary, etag })
}

const TAG_DIGITS = 32

const viewOf = (dictionary: OptionDictionary) => ({
  version: dictionary.version,
  fromOn: dictionary.fromOn,
  mostTextCharacters: MOST_TEXT_CHARACTERS,
  levels: LEVEL_NUMBERS.map((level) => ({
    level,
    ...LEVELS[level],
    bad: isBad(level),
    options: optionsOf(dictionary, level).map(({ code, core, zh, en }) => ({
      code,
      core,
      zh,
      en,
      meaning: meaningOf(code),
    })),
  })),
})

function unknownVersion() {
  const known = DICTIONARIES.map((each) => each.version)
  return {
    pointer: '/query/version',
    zh: `没有这个版本，现有：${known.join('、')}。`,
    en: `There is no such version; there is ${known.join(', ')}.`,
  }
}
