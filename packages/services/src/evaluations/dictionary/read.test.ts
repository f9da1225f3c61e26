import { expect, test } from 'vitest'
import { readDictionary } from './read.ts'

const ctx = { clock: { now: () => Date.UTC(2026, 10, 30) } }

test('is the dictionary of today answered level by level, with a tag that stays the same?', async () => {
  const read = await readDictionary(ctx, undefined)
  if (!read.ok) throw new Error(read.failure.code)
  const { dictionary, etag } = read.value
  expect(dictionary).toMatchObject({ version: '2021', fromOn: '2021-01-01', mostTextCharacters: 500 })
  expect(dictionary.levels.map(({ level, bad, options }) => [level, bad, options.length])).toEqual([
    [5, false, 8],
    [4, false, 8],
    [3, false, 8],
    [2, true, 8],
    [1, true, 8],
  ])
  expect(dictionary.levels[0]?.options[0]).toEqual({
    code: '510',
    core: true,
    zh: '一窗受理一次办结',
    en: 'taken in at one window and done in one go',
    meaning: {
      zh: '在一个窗口交一次材料，就办完了。',
      en: 'One window took everything once, and it was done.',
    },
  })
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
  expect(await readDictionary(ctx, '2021')).toEqual(read)
})

test('is a version nobody published refused, with those there are?', async () => {
  expect(await readDictionary(ctx, '2099')).toEqual({
    ok: false,
    failure: {
      code: 'invalidInput',
      errors: [
        {
          pointer: '/query/version',
          zh: '没有这个版本，现有：2021。',
          en: 'There is no such version; there is 2021.',
        },
      ],
    },
  })
})
