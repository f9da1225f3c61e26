import { describe, expect, it } from 'vitest'
import { readOptions } from './options.ts'
import { REGIONS } from './regions.ts'

describe('npm start', () => {
  it('starts both regions on their own ports when nothing is said?', () => {
    expect(readOptions([]).regions).toEqual(REGIONS)
  })

  it('starts one region only when asked?', () => {
    expect(readOptions(['--region', '500112']).regions.map(({ code, port }) => [code, port])).toEqual([
      ['500112', 8788],
    ])
  })

  it('counts the ports up from the one given?', () => {
    expect(readOptions(['--port', '9000']).regions.map(({ port }) => port)).toEqual([9000, 9001])
  })

  it('runs what was built once, and the source itself only when asked?', () => {
    expect([readOptions([]).watch, readOptions(['--watch', '--port', '9000']).watch]).toEqual([false, true])
  })

  it.each([
    [['--region', '110000']],
    [['--port', '80']],
    [['--port', '65535']],
    [['--port', '8787x']],
    [['--unknown']],
    [['stray']],
  ])('says what is wrong with %j instead of starting?', (args) => {
    expect(() => readOptions(args)).toThrow(expect.objectContaining({ name: 'Trouble' }))
  })
})
