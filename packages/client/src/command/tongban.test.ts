import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const BIN = resolve(import.meta.dirname, '../../bin/tongban.js')
const started = (options: readonly string[]) =>
  spawnSync(process.execPath, [...options, BIN, 'verify', '/nowhere/at-all.json'], { encoding: 'utf8' })

describe('the command as a process', () => {
  it('answers, and ends with its code?', () => {
    const { status, stdout, stderr } = started([])
    expect([status, stdout, stderr]).toEqual([2, expect.stringContaining('无法判断 cannot tell'), ''])
  })

  it('does so too in a Node that takes no TypeScript, by the one that was installed?', () => {
    expect(started(['--no-strip-types'])).toMatchObject({ status: 2, stdout: started([]).stdout, stderr: '' })
  })
})
