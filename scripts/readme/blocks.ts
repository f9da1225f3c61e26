/**
 * The commands of the README that are tried, and what it says they answer: a fence ```sh try``` holds one command, the
 * ```json``` fence that follows it the answer. One marked ```sh try last``` is tried after all others: it moves the time.
 */
export const LAST = 'sh try last'
export type Trial = { readonly command: string; readonly answer: string | undefined }

export type Fence = { readonly info: string; readonly content: string }

export function fencesOf(markdown: string): readonly Fence[] {
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', content = '']) => ({
    info: info.trim(),
    content: content.trimEnd(),
  }))
}

export function trialsOf(markdown: string, mark = 'sh try'): readonly Trial[] {
  const fences = fencesOf(markdown)
  return fences.flatMap(({ info, content }, index) => {
    if (info !== mark) return []
    const next = fences[index + 1]
    return [{ command: content, answer: next?.info === 'json' ? next.content : undefined }]
  })
}
