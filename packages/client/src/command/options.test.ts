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

  it('is helped by the usage?', async () => {
    const { code, out } = await command(['--help'])
    expect([code, out]).toMatchObject([0, expect.stringContaining('tongban trust fetch')])
  })
})
