import { describe, expect, it } from 'vitest'
import { openDesk } from './desk.fixture.ts'

const { command } = await openDesk()

describe('what is typed wrongly', () => {
  it.each([
    [['verify']],
    [['verify', 'x', '--no-such-option']],
    [['verify', 'x', '--at', 'yesterday']],
    [['verify', 'x', '--at', '2026-02-31']],
    [['verify', 'x', '--ask', 'http://licences.example']],
    [['verify', 'x', '--ask', 'https://licences.example', '--offline']],
    [['verify', 'x', '--lists']],
    [['verify', 'x', '--thumbprint', 'abc']],
    [['trust', 'fetch']],
    [['trust', 'fetch', 'licences.example']],
    [['trust', 'fetch', 'https://licences.example', '--json']],
    [['issue']],
    [[]],
  ])('%j is told, answered by 2, and asks nobody?', async (args) => {
    const { code, asked, err } = await command(args)
    expect([code, asked, err]).toMatchObject([2, [], expect.stringContaining('Wrongly used')])
  })

  it('is told in words when no command is given at all?', async () => {
    expect((await command([])).err).toContain('没有写明命令')
  })

  it.each([
    [new Error('bad port'), '这个端口不允许用于网页访问'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), '连接被拒绝'],
    [Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), '找不到这个域名'],
  ])('or leads nowhere is told in words (%s)?', async (cause, words) => {
    const address = 'https://licences.example/licences/trust-bundle'
    const page = () => {
      throw new TypeError('fetch failed', { cause })
    }
    const { code, err } = await command(['trust', 'fetch', 'https://licences.example'], { [address]: page })
    expect([code, err]).toEqual([2, expect.stringContaining(words)])
    expect(err).not.toContain('fetch failed')
  })

  it('is helped by the usage?', async () => {
    const { code, out } = await command(['--help'])
    expect([code, out]).toMatchObject([0, expect.stringContaining('tongban trust fetch')])
  })
})
