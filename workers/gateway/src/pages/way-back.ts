import type { PageDefinition } from './definition.ts'

/** Where there is something to look at for whoever was about to send a form: the page of the form, or the one above it. */
export function wayBack(pages: readonly PageDefinition[]) {
  const shown = new Set(pages.filter(({ method }) => method === 'get').map((page) => page.path))
  return (template: string, path: string): string => {
    const [words, parts] = [template.split('/'), path.split('/')]
    while (words.length > 1 && !shown.has(words.join('/'))) {
      words.pop()
      parts.pop()
    }
    return parts.join('/') || '/'
  }
}
