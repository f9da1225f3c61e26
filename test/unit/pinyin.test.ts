import { readFileSync, writeFileSync } from 'node:fs'
import { ITEMS } from '@tongban/catalogue'
import { pinyin } from 'pinyin-pro'
import { expect, test } from 'vitest'

/** How the names of the items are said: spelled here, once, and kept as a table, so that nothing is spelled at run time. */

const FILE = `${import.meta.dirname}/../../packages/catalogue/src/search/pinyin.ts`

/** Guarantee: with `type: 'array'` one syllable for each character. */
const said = (name: string) => pinyin(name, { toneType: 'none', type: 'array', v: true }) as readonly string[]
const names = ITEMS.flatMap(({ taskName, alsoCalled }) => [taskName.zh, ...alsoCalled])

const print =
  () => `/** How the names of the items are said, syllable by syllable, without tones. Printed by \`npm run documents\`. */
export const PINYIN: Readonly<Record<string, string>> = {
${names.map((name) => `  ${name}: '${said(name).join(' ')}',`).join('\n')}
}
`

test('is the table of how the names are said that of the names there are?', () => {
  if (process.env.WRITE_DOCUMENTS === '1') writeFileSync(FILE, print())
  expect(readFileSync(FILE, 'utf8')).toBe(print())
})

test('is there one syllable for each character, in letters that a keyboard has?', () => {
  for (const name of names) {
    expect(said(name)).toHaveLength([...name].length)
    for (const syllable of said(name)) expect(syllable).toMatch(/^[a-z]{1,6}$/)
  }
})
