import { EVENT_TYPES } from '@tongban/cases'
import { ITEMS, POSTED_STEPS, REGIONS } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import { creditCodeOf, lawsOf, organMarkOf, organOf, remediesOf } from './letterhead.ts'

const [region] = REGIONS
if (region === undefined) throw new Error('a region')

test('does a document name the acts an item rests on in full words, and none that the region still has to name?', () => {
  const laws = Object.fromEntries(ITEMS.map((item) => [item.code, lawsOf(item)]))
  expect(laws['driving-licence-renewal']).toEqual(['《机动车驾驶证申领和使用规定》第六十三条至第六十八条'])
  expect(laws['road-occupation']).toEqual([
    '《中华人民共和国行政许可法》第三十二条、第四十二条第二款、第四十四条',
  ])
  expect(laws['pension-housing-fund']).toEqual([])
  for (const named of Object.values(laws).flat())
    expect(named).toMatch(/^《[^》]+》(第[一二三四五六七八九十百]+[条款项][至、]?)+$/)
})

test('are the organs those of the configuration, with where to find them, and none where it names none?', () => {
  expect(remediesOf(region, 'health')).toEqual({
    reconsideration:
      '自收到本文书之日起60日内向成都市双流区人民政府（演示）（地址：成都市双流区（演示地址），电话：028-00000000）申请行政复议',
    litigation:
      '自收到本文书之日起6个月内向成都市双流区人民法院（演示）（地址：成都市双流区（演示地址），电话：028-00000000）提起行政诉讼',
    silence: expect.stringContaining('第二十三条，先向成都市双流区人民政府（演示）'),
  })
  expect(remediesOf({ ...region, remedies: null }, 'health')).toBeNull()
})

test('are organ, seal and mark those of the department that handles the case?', () => {
  const departments = region.departments.map((each) =>
    each.code === 'police' ? { ...each, documentMark: '演公' } : each,
  )
  const marked = { ...region, departments }
  expect(organOf(marked, 'police')).toBe('成都市双流区公安局')
  expect(organMarkOf(marked, 'police')).toBe('演公')
  expect(organMarkOf(marked, 'health')).toBe('')
  expect(creditCodeOf(marked, 'police')).toBe('11510116DEM000009B')
})

test('is every step a region may keep for certain posts an event of a case?', () => {
  const events: readonly string[] = EVENT_TYPES
  for (const step of POSTED_STEPS) expect(events).toContain(step)
})
