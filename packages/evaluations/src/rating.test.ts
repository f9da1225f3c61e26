import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DICTIONARY, optionsOf } from './dictionary.ts'
import { isBad, isLevel, LEVEL_NUMBERS } from './level.ts'
import { checkRating, MOST_TEXT_CHARACTERS, type RatingInput } from './rating.ts'

const check = (input: RatingInput) => checkRating(input, DICTIONARY)
const pointers = (input: RatingInput) => {
  const checked = check(input)
  return checked.ok ? [] : checked.failure.map(({ pointer }) => pointer)
}
const textOf = (text: string) => {
  const checked = check({ level: 3, text })
  return checked.ok ? checked.value.text : checked.failure[0]?.zh
}

test('is a level alone enough, and is nothing asked for that nobody must give?', () => {
  for (const level of LEVEL_NUMBERS)
    expect(check({ level })).toEqual({
      ok: true,
      value: { level, options: [], dictionary: '2021', text: null },
    })
})

test.each([
  ['level 0', { level: 0 }, ['/level']],
  ['level 6', { level: 6 }, ['/level']],
  ['half a level', { level: 4.5 }, ['/level']],
  ['no number', { level: Number.NaN }, ['/level']],
  ['an option of another level', { level: 1, options: ['510'] }, ['/options/0']],
  ['an option that is retired', { level: 5, options: ['501'] }, ['/options/0']],
  ['an option nobody knows', { level: 5, options: ['518', '510'] }, ['/options/0']],
  ['no code at all', { level: 5, options: ['toString'] }, ['/options/0']],
  ['a code with a blank', { level: 5, options: ['510 '] }, ['/options/0']],
  ['an option twice', { level: 5, options: ['510', '511', '510'] }, ['/options/2']],
  ['nine of eight', { level: 5, options: [...Array(9).keys()].map((n) => String(509 + n)) }, ['/options']],
  ['a million options', { level: 5, options: Array.from({ length: 1e6 }, () => '510') }, ['/options']],
  ['too many characters', { level: 5, text: '好'.repeat(501) }, ['/text']],
  ['too many pairs', { level: 5, text: '😀'.repeat(501) }, ['/text']],
  ['two megabytes', { level: 5, text: 'x'.repeat(2 ** 21) }, ['/text']],
  ['half a pair', { level: 5, text: '好\uD83D' }, ['/text']],
  ['the other half', { level: 5, text: '\uDE00好' }, ['/text']],
  ['NUL', { level: 5, text: 'a\0b' }, ['/text']],
  ['an escape', { level: 5, text: 'a\u001b[31mb' }, ['/text']],
  ['a lone carriage return', { level: 5, text: 'a\rb' }, ['/text']],
  ['text that runs backwards', { level: 5, text: 'a\u202Eb' }, ['/text']],
  [
    'everything at once',
    { level: 1, options: ['510', '108', '108'], text: '\0' },
    ['/options/0', '/options/2', '/text'],
  ],
])('is %s refused, with its place?', (_, input, expected) => {
  expect(pointers(input)).toEqual(expected)
})

test('does an error say what may be chosen, and never what was sent?', () => {
  const checked = check({ level: 2, options: ['<script>'], text: '\0秘密' })
  const said = checked.ok ? '' : JSON.stringify(checked.failure)
  expect(said).toContain('207、208、209、210、211、212、213、214')
  expect(said).toContain('“不满意”可选')
  expect(said).not.toMatch(/script|秘密/)
})

test('are words kept as they were said, markup, line ends and emoji included?', () => {
  for (const text of [
    '<script>alert(1)</script> & "x"',
    '第一行\n第二行\t缩进',
    '👨‍👩‍👧‍👦 家人',
    'ياخشى‏',
    '😀'.repeat(MOST_TEXT_CHARACTERS),
    '好'.repeat(MOST_TEXT_CHARACTERS),
  ])
    expect(textOf(text)).toBe(text)
  expect(textOf('  一\r\n二  ')).toBe('一\n二')
  expect(textOf(' \n\u3000')).toBeNull()
})

const anyOption = fc.constantFrom(...DICTIONARY.options.map(({ code }) => code))
const anyText = fc.option(fc.string({ unit: 'binary', maxLength: 600 }))

test('whatever is sent, is what passes whole and clean, and what is refused told with a place?', () => {
  let passed = 0
  fc.assert(
    fc.property(
      fc.integer({ min: -1, max: 7 }),
      fc.array(anyOption, { maxLength: 10 }),
      anyText,
      (level, options, text) => {
        const checked = check({ level, options, text })
        const own = isLevel(level) ? optionsOf(DICTIONARY, level).map(({ code }) => code) : []
        const isGood =
          isLevel(level) &&
          options.every((code) => own.includes(code)) &&
          new Set(options).size === options.length
        if (!checked.ok) {
          expect(checked.failure.length).toBeGreaterThan(0)
          for (const { pointer, zh, en } of checked.failure) {
            expect(pointer).toMatch(/^\/(level|text|options(\/\d)?)$/)
            expect([zh.length > 0, en.length > 0]).toEqual([true, true])
          }
          if (isGood) expect(checked.failure.map(({ pointer }) => pointer)).toContain('/text')
          return
        }
        passed += 1
        expect(isGood).toBe(true)
        expect(checked.value.options.toSorted()).toEqual(options.toSorted())
        if (checked.value.text === null) return
        expect([...checked.value.text].length).toBeLessThanOrEqual(MOST_TEXT_CHARACTERS)
        expect(checked.value.text.isWellFormed()).toBe(true)
      },
    ),
    { numRuns: 2_000, seed: 5 },
  )
  expect(passed).toBeGreaterThan(50)
})

test('are levels 1 and 2 bad, and no other?', () => {
  expect(LEVEL_NUMBERS.filter(isBad)).toEqual([2, 1])
})
