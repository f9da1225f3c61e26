import { expect } from 'vitest'
import type { FileStore } from './store.ts'

/** What every file storage does alike; `prefix` keeps it apart from what is there already. */
export async function expectStore(store: FileStore, prefix: string): Promise<void> {
  const bytes = (...values: number[]) => new Uint8Array(values)
  const name = (below: string) => `${prefix}/${below}`
  expect(await store.get(name('a'))).toBeNull()
  const own = bytes(0, 255, 1)
  await store.put(name('a'), own)
  own.fill(7)
  expect(await store.get(name('a'))).toEqual(bytes(0, 255, 1))
  const got = await store.get(name('a'))
  got?.fill(9)
  expect(await store.get(name('a'))).toEqual(bytes(0, 255, 1))
  await store.put(name('empty'), bytes())
  expect(await store.get(name('empty'))).toEqual(bytes())
  await store.put(`${prefix}x/a`, bytes(1))
  expect([...(await store.list(name('')))].sort()).toEqual([name('a'), name('empty')])
  // More than one page of a bucket whose pages have ten.
  const many = Array.from({ length: 25 }, (_, at) => name(`many/${at}`))
  await Promise.all(many.map((each) => store.put(each, bytes(1))))
  expect(await store.list(name('many/'))).toHaveLength(many.length)
  await store.delete([...many, name('never there')])
  await store.delete([])
  expect([...(await store.list(name('')))].sort()).toEqual([name('a'), name('empty')])
  await store.delete([name('a'), name('empty'), `${prefix}x/a`])
  expect(await store.list(prefix)).toEqual([])
}
