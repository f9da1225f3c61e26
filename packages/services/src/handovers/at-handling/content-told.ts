import type { Json } from '@tongban/kernel'
import type { Texts } from '../../cases/event-texts.ts'
import type { IssuedView } from '../../licences/issue.ts'
import type { Paper, Papers } from '../papers.ts'
import type { Telling } from '../telling.ts'

/**
 * What is personal in what the handling region tells: the reasons and the result in words, the documents with their text,
 * the licences as their holder keeps them. It is sealed to the office of the receiving region, which shows it to whoever
 * applied there; nothing of it stands in the open.
 */
export type ToldContent = {
  readonly reasons: readonly {
    readonly zh: string
    readonly en: string | null
    readonly basis: string
    readonly cure: { readonly zh: string; readonly en: string | null } | null
  }[]
  readonly result: Papers['results']
  readonly documents: readonly Paper[]
  readonly licences: readonly IssuedView[]
}

/** Null where the event has no words, no document and no licence. Licences go with the result, and only there. */
export function contentTold(telling: Telling, isResult = false): Json {
  const { event, papers } = telling
  const words = papers.words?.seq === event.seq ? papers.words.texts : null
  const documents = documentsOf(telling)
  // The machine's reasons are those of the last of its events, which says how it was decided.
  const decided = event.data.outcome === undefined ? null : papers.decided
  const reasons = words === null ? machineReasons(decided) : spokenReasons(words)
  const licences = isResult && event.data.licence !== undefined ? papers.licences : []
  const result = decided?.result ?? (words === null ? null : papers.results)
  if (reasons.length + documents.length + licences.length === 0 && result === null) return null
  return asJson({ reasons, result, documents, licences })
}

/** The documents that go with the event. */
export function documentsOf({ event, papers }: Telling): readonly Paper[] {
  const { document } = event.data
  // The machine issues one document for all it does at intake, and only its acceptance names it.
  return typeof document === 'string'
    ? papers.documents.filter(({ number }) => number === document)
    : event.actorKind === 'machine' && event.type !== 'accepted'
      ? papers.documents
      : []
}

const machineReasons = (decided: Papers['decided']): ToldContent['reasons'] =>
  (decided?.reasons ?? []).map(({ text, english, basis, cure }) => ({
    zh: text,
    en: english,
    basis,
    cure,
  }))

/** Officials write in Chinese; nothing is translated for them. */
function spokenReasons({ reasons }: Texts): ToldContent['reasons'] {
  if (!Array.isArray(reasons)) return []
  return reasons.flatMap((each) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return []
    const { text, basis, cure } = each as { readonly [name: string]: Json }
    if (typeof text !== 'string') return []
    return [
      {
        zh: text,
        en: null,
        basis: typeof basis === 'string' ? basis : '',
        cure: typeof cure === 'string' ? { zh: cure, en: null } : null,
      },
    ]
  })
}

/** Guarantee: texts, numbers, booleans, null and lists of them, as the answers of the doors hold. */
const asJson = (content: ToldContent) => content as unknown as Json
