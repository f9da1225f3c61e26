import type { Filled } from './filled.ts'
import type { Item, Question } from './item.ts'
import { materialsFor } from './materials.tsx'

/**
 * Which steps there are to an application, in order, as what was said so far leaves them: one thing on a page, nothing that a
 * register or the sign-in gives, and nothing twice. Pure.
 */
export type StepKind =
  | 'who'
  | 'for'
  | 'authority'
  | 'situation'
  | 'questions'
  | 'place'
  | 'papers'
  | 'contact'
  | 'delivery'
  | 'notice'
export type Step = { readonly key: string; readonly kind: StepKind; readonly questions: readonly Question[] }
/** `precheck` asks what decides and nothing else. */
export type Way = 'apply' | 'precheck'
export type Applying = { readonly item: Item; readonly filled: Filled; readonly isStaff: boolean }

export function stepsOf(applying: Applying, way: Way): readonly Step[] {
  const { item, filled, isStaff } = applying
  const acting = filled.values.who ?? 'self'
  const situation = situationOf(applying)
  const plain = (kind: StepKind, isAsked = true): readonly Step[] =>
    isAsked ? [{ key: kind, kind, questions: [] }] : []
  return [
    ...plain('who', !isStaff),
    ...plain('for', isStaff || acting !== 'self'),
    ...plain('authority', !isStaff && NEEDS_AUTHORITY.includes(acting)),
    ...plain('situation', situationsFor(applying).length > 1),
    ...pagesOf(questionsFor(applying)),
    ...plain('place', asksPlace(item)),
    ...plain('papers', materialsFor(item, situation).length > 0),
    ...(way === 'precheck'
      ? []
      : [...plain('contact'), ...plain('delivery'), ...plain('notice', item.privacyNotice !== null)]),
  ]
}

export const NEEDS_AUTHORITY: readonly string[] = ['agent', 'handler']
export const FOR_ORGANISATIONS: readonly string[] = ['legalRepresentative', 'handler']

/** Where no answer names the region, whoever knows it may say which it is. */
const asksPlace = ({ questions, regions }: Item) =>
  regions.length > 1 && !questions.some(({ kind }) => kind === 'region')

/** The situations open to whoever applies so: for oneself none that is an agent's. */
export function situationsFor({ item, filled, isStaff }: Applying) {
  const acting = isStaff ? 'self' : (filled.values.who ?? 'self')
  const other = NEEDS_AUTHORITY.includes(acting) ? 'self' : 'agent'
  const fitting = item.situations.filter(({ code }) => code !== other)
  return fitting.length === 0 ? item.situations : fitting
}

export function situationOf(applying: Applying): string {
  const open = situationsFor(applying).map(({ code }) => code)
  const said = applying.filled.values.situation
  return said !== undefined && open.includes(said) ? said : (open[0] ?? '')
}

/** What the situation leaves to choose from; everything where it says nothing of it. */
export function leftBy({ bySituation, options }: Question, situation: string): readonly string[] {
  const left = bySituation[situation]
  return left === undefined ? options.map(({ value }) => value) : left.map(String)
}
/** What is settled by the situation and so is not asked. */
export function settledBy(question: Question, situation: string): string | boolean | undefined {
  const left = question.bySituation[situation]
  return left?.length === 1 ? left[0] : undefined
}

/** The answer as it stands: said, or settled by the situation. */
export function answerTo(applying: Applying, path: string): string | undefined {
  const situation = situationOf(applying)
  if (path === 'situation') return situation
  const question = applying.item.questions.find((each) => each.path === path)
  const said = applying.filled.values[fieldOf(path)]
  if (question === undefined) return said
  const settled = settledBy(question, situation)
  if (settled !== undefined) return String(settled)
  return isOpen(question, situation, said) ? said : undefined
}

/** What was chosen in another situation may be none of the choices of this one. */
const isOpen = (question: Question, situation: string, said = '') =>
  said === '' || question.kind !== 'choice' || leftBy(question, situation).includes(said)

/** Those that this application is asked. */
export const questionsFor = (applying: Applying): readonly Question[] =>
  applying.item.questions.filter(
    (question) => isMet(applying, question) && settledBy(question, situationOf(applying)) === undefined,
  )

export const isMet = (applying: Applying, { when }: Question): boolean =>
  when === null || when.in.includes(answerTo(applying, when.path) ?? '')

/** What belongs together on one page; what hangs on an answer comes after it. */
function pagesOf(questions: readonly Question[]): readonly Step[] {
  const pages: Question[][] = []
  for (const question of questions) {
    const page = pages.at(-1)
    const [first] = page ?? []
    const belongs =
      first !== undefined &&
      first.group !== null &&
      first.group.path === question.group?.path &&
      page?.some(({ path }) => path === question.when?.path) !== true
    if (belongs) page?.push(question)
    else pages.push([question])
  }
  return pages.map((page) => ({ key: page[0]?.path ?? '', kind: 'questions', questions: page }))
}

/** The name of the field of a question: a path without dots. */
export const fieldOf = (path: string) => path.replaceAll('.', '_')

/** The first that has not been answered; null: all have. */
export const nextStep = (applying: Applying, way: Way): Step | null =>
  stepsOf(applying, way).find(
    ({ key, questions }) =>
      !applying.filled.done.includes(key) ||
      questions.some(
        (question) =>
          !isOpen(question, situationOf(applying), applying.filled.values[fieldOf(question.path)]),
      ),
  ) ?? null
