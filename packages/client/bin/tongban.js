#!/usr/bin/env node
/**
 * `tongban`: starts the command in a Node that takes TypeScript as it is. That is the running one or, where it is older,
 * the one that `npm ci` has put beside this project.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = dirname(fileURLToPath(import.meta.url))

if (process.features.typescript) await import('../src/command/tongban.ts')
else startIn(installedNode(HERE))

/** The nearest `node_modules/.bin/node` above. */
function installedNode(folder) {
  const found = resolve(folder, 'node_modules/.bin/node')
  if (existsSync(found)) return found
  return dirname(folder) === folder ? undefined : installedNode(dirname(folder))
}

function startIn(node) {
  if (node === undefined) {
    process.stderr.write(
      `需要 Node 24，而当前是 ${process.version}。请先在项目目录运行 npm ci，或者 npm rebuild node。\n  Node 24 is needed, and this is ${process.version}. Run npm ci in the folder of the project first, or npm rebuild node.\n`,
    )
    process.exitCode = 2
    return
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name))
  child.on('exit', (code) => {
    process.exitCode = code ?? 2
  })
}
