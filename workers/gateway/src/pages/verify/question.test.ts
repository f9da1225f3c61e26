import { expect, test } from 'vitest'
import { otherHost, questionOf, questionOfFile } from './question.ts'

const CODE = '3ZZZZZZZZZ0123456789ABCDEF'

test.each([
  ['', 'empty'],
  ['  \n ', 'empty'],
  ['hello', 'notUnderstood'],
  ['{"credential"', 'notUnderstood'],
  ['{"credential":7}', 'notUnderstood'],
  ['{"licences":[]}', 'notUnderstood'],
  ['[1]', 'notUnderstood'],
  [CODE, 'code'],
  ['3zzzz-zzzzz 01234 56789 abcdef', 'code'],
  [` HTTP://LOCALHOST:8787/L/${CODE} `, 'code'],
  ['https://x.example/?~', 'shown'],
])('is %j told to be %s?', (text, way) => {
  expect(questionOf(text).way).toBe(way)
})

test('are a paper code, a credential broken over lines, a licence file and the answer to an application asked as what they are?', () => {
  const file = { format: 'tongban-licence/1', credential: 'a.b.c~', paper: null }
  expect(questionOf('TB1:ABC DEF')).toEqual({ way: 'shown', body: { paper: 'TB1:ABC DEF' } })
  expect(questionOf('a.b\n.c~d~ ')).toEqual({ way: 'shown', body: { credential: 'a.b.c~d~' } })
  expect(questionOf(JSON.stringify(file))).toEqual({ way: 'shown', body: file })
  expect(questionOf(JSON.stringify({ licences: [file] }))).toEqual({ way: 'shown', body: file })
})

test('is a picture told from a licence file, and a file without end not read?', async () => {
  expect(await questionOfFile(new File(['x'], 'a.png', { type: 'image/png' }))).toEqual({ way: 'image' })
  expect(await questionOfFile(new File(['{"credential":"a~"}'], 'a.json'))).toMatchObject({ way: 'shown' })
  expect(await questionOfFile(new File(['a~'.repeat(60_000)], 'a.txt'))).toEqual({ way: 'notUnderstood' })
})

test('whose code is it?', () => {
  const here = 'http://localhost:8787'
  expect(otherHost(`HTTP://LOCALHOST:8788/L/${CODE}`, here)).toBe('localhost:8788')
  expect(otherHost(`HTTP://LOCALHOST:8787/L/${CODE}`, here)).toBeNull()
  expect(otherHost(CODE, here)).toBeNull()
})
