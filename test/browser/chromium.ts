import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

/** Where Chromium is on this machine; undefined where there is none, and the browser tests are skipped. */
const PLACES = [
  process.env.TONGBAN_CHROMIUM,
  // The same engine without the windows: a quarter less work.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
]
export const executablePath = PLACES.find((path) => path !== undefined && existsSync(path))

export const tellMissing = () =>
  process.stderr.write(
    '没有找到 Chromium，浏览器测试已跳过。安装：apt-get install chromium-headless-shell，或用 TONGBAN_CHROMIUM 指定路径。\n' +
      'No Chromium found, the browser tests are skipped. Install it: apt-get install chromium-headless-shell, or name its path in TONGBAN_CHROMIUM.\n',
  )

/** It asks nobody anything by itself. */
export const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever lies outside this machine is not found.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]
