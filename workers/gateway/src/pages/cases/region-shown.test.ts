import type { Said } from '@tongban/http'
import { expect, test } from 'vitest'
import { regionShown } from './region-shown.ts'

const looking = {
  t: ({ zh }: Said) => zh,
  regionName: '四川双流',
  env: { TONGBAN_REGION: '510116' },
}

test('is this region called as the head of the page calls it, and another by its own name?', () => {
  const own = { code: '510116', zh: '成都市双流区', en: 'Shuangliu, Chengdu' }
  const other = { code: '500112', zh: '重庆市渝北区', en: 'Yubei, Chongqing' }
  expect([regionShown(looking, own), regionShown(looking, other)]).toEqual(['四川双流', '重庆市渝北区'])
})
