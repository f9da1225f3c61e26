import type { ListFetch, ListSource } from './lists.ts'

/** Partner lists from memory, for tests: answers as told, and counts how often each address was asked. */
export function memoryPartnerLists(): ListSource & {
  readonly asked: readonly string[]
  set(uri: string, answer: ListFetch): void
} {
  const answers = new Map<string, ListFetch>()
  const asked: string[] = []
  return {
    asked,
    set: (uri, answer) => {
      answers.set(uri, answer)
    },
    fetch: async (uri, etag) => {
      asked.push(uri)
      const answer = answers.get(uri) ?? { state: 'failed', reason: 'network' }
      return answer.state === 'fetched' && etag !== null && answer.etag === etag
        ? { state: 'unchanged' }
        : answer
    },
  }
}
