/**
 * Whether a rating holds together: its level, its options against the dictionary, its words. Options and words are
 * voluntary: nobody is forced to give reasons (国办发〔2019〕51号, no forcing). Never repeats in an error what was sent.
 *
 * Words are plain text and are kept as they were said, markup included: people write `<` and paste addresses, refusing
 * that would silence a complaint, and cutting it out would change it. Whoever shows them sets them as text, never as HTML.
 * Refused is only what nobody can have typed and what lies about how it reads: halves of surrogate pairs, control
 * characters, and the two that turn the order of the characters after them.
 */
import { type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { type OptionDictionary, optionsOf } from './dictionary.ts'
import { isLevel, LEVELS, type Level } from './level.ts'

export const MOST_TEXT_CHARACTERS = 500

/** As it comes in, its types already checked by the contract. */
export type RatingInput = {
  readonly level: number
  readonly options?: readonly string[] | undefined
  readonly text?: string | null | undefined
}

export type CheckedRating = {
  readonly level: Level
  /** Codes in the order of the dictionary. */
  readonly options: readonly string[]
  /** Name of the dictionary they were checked against. */
  readonly dictionary: string
  /** Null: no words. */
  readonly text: string | null
}

/** Every error at once, each with its place. */
export function checkRating(
  { level, options = [], text: said = null }: RatingInput,
  dictionary: OptionDictionary,
): Result<CheckedRating, readonly FieldError[]> {
  const text = said === null ? null : asText(said)
  const errors = [
    ...(isLevel(level) ? optionErrors(level, options, dictionary) : [NO_LEVEL]),
    ...(text === null ? [] : textErrors(text, '/text', MOST_TEXT_CHARACTERS)),
  ]
  if (errors.length > 0 || !isLevel(level)) return fail(errors)
  const chosen = optionsOf(dictionary, level).filter(({ code }) => options.includes(code))
  return ok({ level, options: chosen.map(({ code }) => code), dictionary: dictionary.version, text })
}

const NO_LEVEL: FieldError = {
  pointer: '/level',
  zh: '评价等级应为 1 至 5：5 非常满意、4 满意、3 基本满意、2 不满意、1 非常不满意。',
  en: 'The level is 1 to 5: 5 very satisfied, 4 satisfied, 3 basically satisfied, 2 dissatisfied, 1 very dissatisfied.',
}

function optionErrors(
  level: Level,
  options: readonly string[],
  dictionary: OptionDictionary,
): readonly FieldError[] {
  const own = optionsOf(dictionary, level)
  if (options.length > own.length)
    return [
      {
        pointer: '/options',
        zh: `“${LEVELS[level].zh}”的选项至多 ${own.length} 个，各选一次。`,
        en: `"${LEVELS[level].en}" has ${own.length} options; choose each once at most.`,
      },
    ]
  return options.flatMap((code, at) => {
    const pointer = `/options/${at}`
    if (!own.some((option) => option.code === code))
      return [
        notOfLevel(
          pointer,
          level,
          code,
          own.map((option) => option.code),
          dictionary,
        ),
      ]
    return options.indexOf(code) < at
      ? [
          {
            pointer,
            zh: '同一选项只选一次，请删去重复的。',
            en: 'Choose an option once; leave out the second.',
          },
        ]
      : []
  })
}

function notOfLevel(
  pointer: string,
  level: Level,
  code: string,
  own: readonly string[],
  { options }: OptionDictionary,
): FieldError {
  const { zh, en } = LEVELS[level]
  const isOfAnother = options.some((option) => option.code === code)
  return {
    pointer,
    zh: `${isOfAnother ? `这个选项不属于“${zh}”` : '没有这个选项'}，“${zh}”可选：${own.join('、')}。`,
    en: `${isOfAnother ? `This option is not one of "${en}"` : 'There is no such option'}; "${en}" has ${own.join(', ')}.`,
  }
}

/** Line ends as one character, blanks at the ends gone; what is blank altogether is no text. */
export function asText(said: string): string | null {
  const text = said.replaceAll('\r\n', '\n').trim()
  return text === '' ? null : text
}

/** Control characters but tab and line feed, halves of surrogate pairs, and LRO and RLO. */
const UNTYPABLE = /[\p{Cs}\u202D\u202E]|(?![\t\n])\p{Cc}/u

/**
 * What is wrong with words that people wrote. A character is a code point: a surrogate pair is one, and what several of them
 * make up, such as a flag, is as many; so counts are the same in every program.
 */
export function textErrors(text: string, pointer: string, most: number): readonly FieldError[] {
  const tooLong: FieldError = {
    pointer,
    zh: `至多 ${most} 个字，请缩短后再提交。`,
    en: `At most ${most} characters; make it shorter.`,
  }
  // No code point takes more than two units: what is longer need not be counted, nor looked at.
  if (text.length > 2 * most) return [tooLong]
  return [
    ...([...text].length > most ? [tooLong] : []),
    ...(UNTYPABLE.test(text)
      ? [
          {
            pointer,
            zh: '含有不能显示的控制字符或者残缺字符，请删去后再提交。',
            en: 'Holds control characters or broken characters that cannot be shown; leave them out.',
          },
        ]
      : []),
  ]
}
