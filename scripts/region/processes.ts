import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** What runs on this machine: from /proc where there is one (Linux), else from `ps` (macOS, BSD). */

export type Running = { readonly pid: number; readonly group: number; readonly command: string }

export function runningProcesses(): readonly Running[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs()
}

export const membersOf = (group: number) => runningProcesses().filter((running) => running.group === group)

function fromProc(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readIfThere(`/proc/${name}/stat`)
      const command = readIfThere(`/proc/${name}/cmdline`)?.replaceAll('\0', ' ').trim()
      // The second field is the name in brackets and may hold anything; the rest follows the last bracket.
      const [state, , group] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
      if (state === undefined || group === undefined || state === 'Z') return []
      return [{ pid: Number(name), group: Number(group), command: command ?? '' }]
    })
}

/** A process may end between listing and reading. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function fromPs(): Running[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,command='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [, pid, group, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid && group && command !== undefined ? [{ pid: Number(pid), group: Number(group), command }] : []
  })
}
