import { expect, test } from 'vitest'
import { regionNameIn } from './region-name.ts'

test('is of a name in both languages one shown, and every other name as it is?', () => {
  expect(regionNameIn('四川双流 Shuangliu, Sichuan', 'zh')).toBe('四川双流')
  expect(regionNameIn('四川双流 Shuangliu, Sichuan', 'en')).toBe('Shuangliu, Sichuan')
  for (const name of ['四川省成都市双流区', 'Shuangliu', '双流 510116', '<script>x</script>'])
    expect([regionNameIn(name, 'zh'), regionNameIn(name, 'en')]).toEqual([name, name])
})
