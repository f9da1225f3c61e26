/**
 * A browser without a screen: it keeps cookies for each origin, follows what it is led to, and sends the forms of a page as
 * they stand. What it holds can be looked at and changed, as nobody can in a real one.
 */
export type Shown = {
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly text: string
}
export type LittleBrowser = ReturnType<typeof littleBrowser>

const MOST_STEPS = 15

export function littleBrowser() {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = ({ origin }: URL) => {
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    return jar
  }
  /** One request; null where to go next. */
  const ask = async (
    address: string | URL,
    init: RequestInit = {},
  ): Promise<Shown & { next: URL | null }> => {
    const url = new URL(address)
    const jar = jarOf(url)
    const headers = new Headers(init.headers)
    headers.set('Accept', 'text/html')
    if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const text of response.headers.getSetCookie()) keep(jar, text)
    const to = response.headers.get('Location')
    return {
      url,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      next: to === null || response.status < 300 || response.status > 399 ? null : new URL(to, url),
    }
  }
  /** Follows to the end, or to the first address of which `until` holds, which is not asked. */
  const go = async (
    address: string | URL,
    init: RequestInit = {},
    until: (url: URL) => boolean = () => false,
  ): Promise<Shown> => {
    let shown = await ask(address, init)
    for (let step = 0; shown.next !== null; step += 1) {
      if (step > MOST_STEPS) throw new Error(`led round and round: ${shown.next}`)
      if (until(shown.next)) return { ...shown, url: shown.next }
      shown = await ask(shown.next)
    }
    return shown
  }
  /** Sends the form of a page that acts at `action`, or its first, with these fields. */
  const submit = (
    { text, url }: Shown,
    fields: Readonly<Record<string, string>>,
    options: { readonly action?: string; readonly until?: (url: URL) => boolean } = {},
  ) => {
    const form = formsIn(text).find((each) => options.action === undefined || each.action === options.action)
    if (form === undefined) throw new Error(`no form at ${url}: ${text.slice(0, 500)}`)
    const body = new URLSearchParams({ ...form.hidden, ...fields })
    const headers = { Origin: url.origin, 'Sec-Fetch-Site': 'same-origin' }
    return go(new URL(form.action, url), { method: 'POST', body, headers }, options.until)
  }
  return { go, submit, jarOf: (address: string) => jarOf(new URL(address)) }
}

function keep(jar: Map<string, string>, text: string): void {
  const [pair = '', ...attributes] = text.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const name = pair.slice(0, at)
  const isOver = attributes.some(
    (each) =>
      /^max-age=0$/i.test(each) || (/^expires=/i.test(each) && Date.parse(each.slice(8)) < Date.now()),
  )
  if (isOver) jar.delete(name)
  else jar.set(name, pair.slice(at + 1))
}

export type FormShown = { readonly action: string; readonly hidden: Readonly<Record<string, string>> }

/** The forms of a page that send something, with what they send unseen. */
export function formsIn(html: string): readonly FormShown[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
    .filter(([, attributes = '']) => attributeOf(attributes, 'method') === 'post')
    .map(([, attributes = '', inside = '']) => ({
      action: attributeOf(attributes, 'action'),
      hidden: Object.fromEntries(
        [...inside.matchAll(/<input\b([^>]*)>/g)]
          .map(([, each = '']) => each)
          .filter((each) => attributeOf(each, 'type') === 'hidden')
          .map((each) => [attributeOf(each, 'name'), attributeOf(each, 'value')]),
      ),
    }))
}

const attributeOf = (text: string, name: string) =>
  (new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? '').replaceAll('&amp;', '&')
