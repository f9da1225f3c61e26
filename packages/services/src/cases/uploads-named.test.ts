import { expect, test } from 'vitest'
import { uploadErrors } from './uploads-named.ts'

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const FILES = [
  { fileId: id(1), state: 'complete' },
  { fileId: id(2), state: 'open' },
  { fileId: id(3), state: 'erased' },
]
const pointers = (...references: (string | undefined)[]) =>
  uploadErrors(
    references.map((reference) => ({ reference })),
    FILES,
  ).map(({ pointer, zh }) => `${pointer} ${zh.slice(0, 9)}`)

test('is only an upload that has arrived whole taken as handed in?', () => {
  expect(pointers(id(1), id(1).toUpperCase())).toEqual([])
  expect(pointers(id(1), id(2), id(3), id(4))).toEqual([
    '/materials/1/reference 该文件尚未上传完毕',
    '/materials/2/reference 本办件没有这个上传',
    '/materials/3/reference 本办件没有这个上传',
  ])
})

test('is a paper without a reference, or with one outside the case, left as it is?', () => {
  expect(pointers(undefined, 'sha256:00', 'licence/510116/1')).toEqual([])
})
