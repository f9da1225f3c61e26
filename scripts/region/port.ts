import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { Trouble } from '../say.ts'
import { readIfThere, runningProcesses } from './processes.ts'
import type { Region } from './regions.ts'

/** The port must be free before a region starts: otherwise another program, or an old start, would answer for it. */

export async function assertPortFree(region: Region): Promise<void> {
  for (const host of ['127.0.0.1', '::1']) {
    if (await isTaken(region.port, host)) throw taken(region.port)
  }
}

function taken(port: number): Trouble {
  const holder = holderOf(port)
  const [zh, en] = holder
    ? [`被进程 ${holder.pid}（${holder.command}）占用`, `taken by process ${holder.pid} (${holder.command})`]
    : ['被其他程序占用', 'taken by another program']
  return new Trouble(
    `端口 ${port} ${zh}。请先结束它，或换端口：npm start -- --port ${port + 1000}`,
    `Port ${port} is ${en}. End it first, or take another: npm start -- --port ${port + 1000}`,
  )
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(true)
      // A machine without this family of addresses.
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(false)
      else reject(error)
    })
    server.listen(port, host, () => server.close(() => resolve(false)))
  })
}

/** Who listens on the port, where the machine tells. */
function holderOf(port: number): { readonly pid: number; readonly command: string } | undefined {
  const pid = existsSync('/proc/net/tcp') ? holderFromProc(port) : holderFromLsof(port)
  const holder = runningProcesses().find((running) => running.pid === pid)
  return holder && { pid: holder.pid, command: holder.command.slice(0, 80) }
}

const LISTENING = '0A'

function holderFromProc(port: number): number | undefined {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((path) => readIfThere(path)?.split('\n') ?? [])
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(hex) && state === LISTENING)
    .map((fields) => `socket:[${fields[9]}]`)
  return runningProcesses().find(({ pid }) => holdsOne(pid, sockets))?.pid
}

function holdsOne(pid: number, sockets: readonly string[]): boolean {
  const folder = `/proc/${pid}/fd`
  try {
    return readdirSync(folder).some((name) => sockets.includes(readlinkSync(`${folder}/${name}`)))
  } catch {
    // The process of another user, or one that has just ended.
    return false
  }
}

function holderFromLsof(port: number): number | undefined {
  try {
    const listing = execFileSync('lsof', ['-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN'], { encoding: 'utf8' })
    return Number(listing.split('\n')[0])
  } catch {
    return undefined
  }
}
