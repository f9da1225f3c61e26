/*
 * Serves 核验 when the network is gone: the page that verifies in itself, in either language, and what it is made of. Nothing
 * else is ever kept: no answer that was asked for with a cookie, no result of a form. Pages are asked for without cookies.
 */
const SHELL = 'tongban-verify-shell-1'
const PAGES = ['zh', 'en'].map((language) => `/verify/offline?lang=${language}`)
const ASSETS = [
  '/vendor/govuk/govuk-frontend.min.css',
  '/theme.css',
  '/region.css',
  '/pages/licences.css',
  '/pages/verify-reader.js',
  '/pages/verify-offline.js',
  '/pages/verify-held.js',
  '/pages/verify-shown.js',
  '/vendor/verifier/verifier.js',
  '/vendor/verifier/sm2.js',
  '/favicon.svg',
  '/manifest.webmanifest',
]
/** Large, and of use only to who scans: kept once it was asked for. */
const ON_DEMAND = ['/vendor/zxing/reader.js', '/vendor/zxing/zxing_reader.wasm']
const LANGUAGE = '/verify/offline/language'
const KEPT_AT = '/verify/offline/kept-at'
const DAY_MS = 86_400_000

const withoutCookies = (path) => new Request(path, { credentials: 'omit', cache: 'no-cache' })

async function keepShell() {
  const shell = await caches.open(SHELL)
  await shell.addAll([...PAGES, ...ASSETS].map(withoutCookies))
  await shell.put(KEPT_AT, new Response(String(Date.now())))
}

/** Once a day; and the page itself whenever it is looked at, since its scripts are then taken anew. */
async function keepFresh(path) {
  const shell = await caches.open(SHELL)
  const keptAt = await shell.match(KEPT_AT)
  const isOld = keptAt === undefined || Date.now() - Number(await keptAt.text()) > DAY_MS
  if (isOld) await keepShell()
  else if (path === '/verify/offline') await shell.addAll(PAGES.map(withoutCookies))
}

async function forgetOthers() {
  for (const name of await caches.keys())
    if (name.startsWith('tongban-verify-shell-') && name !== SHELL) await caches.delete(name)
}

async function noteLanguage(answer) {
  const language = answer.headers.get('Content-Language')?.startsWith('en') ? 'en' : 'zh'
  const shell = await caches.open(SHELL)
  await shell.put(LANGUAGE, new Response(language))
}

async function kept() {
  const shell = await caches.open(SHELL)
  const language = await shell.match(LANGUAGE)
  const path = `/verify/offline?lang=${language === undefined ? 'zh' : await language.text()}`
  return (await shell.match(path, { ignoreVary: true })) ?? Response.error()
}

/** The newest where there is a network; each that came is kept for when there is none. */
async function asset(path) {
  const shell = await caches.open(SHELL)
  let answer
  try {
    answer = await fetch(withoutCookies(path))
  } catch {
    return (await shell.match(path, { ignoreVary: true })) ?? Response.error()
  }
  // A device that has no room left serves what came all the same; the copy it has stays.
  if (answer.ok) await shell.put(path, answer.clone()).catch(() => undefined)
  return answer
}

self.addEventListener('install', (event) => event.waitUntil(keepShell().then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (url.pathname !== '/verify' && url.pathname !== '/verify/offline') return
    event.respondWith(
      fetch(request).then(
        (answer) => {
          // The language alone, and the page of the shell anew: never this answer.
          if (request.method === 'GET' && answer.ok) {
            event.waitUntil(noteLanguage(answer))
            // What could not be had anew stays as it was.
            event.waitUntil(keepFresh(url.pathname).catch(() => undefined))
          }
          return answer
        },
        () => kept(),
      ),
    )
    return
  }
  const isOurs = ASSETS.includes(url.pathname) || ON_DEMAND.includes(url.pathname)
  if (request.method === 'GET' && isOurs) event.respondWith(asset(url.pathname))
})
