/**
 * What an item says of e-licences 电子证照: which a grant issues and where each claim comes from, which it ends 注销, and
 * how the ones a person holds already are asked for as a source 一证通办. What the types of licences themselves say is
 * not here.
 */
import type { Item, SourceKey, Text } from './item.ts'

/**
 * Where a value is found: in the application (`applicant`, `form`), in the result of the decision (`result`), among the
 * facts that were known when it was handed in (`fact`, by name), in the case (`case.number`, `case.receivedOn`,
 * `case.decidedOn`), or in the licence that is replaced (`held`). A list is joined to one text.
 */
export type ClaimPath = `${'applicant' | 'form' | 'result' | 'fact' | 'case' | 'held'}.${string}`

/**
 * Which licence of the holder a new one of the same type replaces: the one whose number the application names, or the only
 * one. One that does not bear the number that is named is never replaced.
 */
export type Replacement = {
  /** In which situations, and whether it goes on 延续 or is changed 变更. */
  readonly situations: Readonly<Record<string, 'renew' | 'change'>>
  /** Without it, the one the holder has. */
  readonly numberPath?: string
  /** Nobody has two of this type: none is issued beside one of another number. */
  readonly onlyOne?: true
}

export type IssuedLicence = {
  /** Name of the type. */
  readonly type: string
  /** By name of the claim: the first of these places that says anything. Name and number of the holder come by themselves. */
  readonly claims: Readonly<Record<string, readonly ClaimPath[]>>
  /** Words for the codes of a claim, by its name. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, Text>>>>
  /** The day of the decision where none of these says another. */
  readonly validFrom: readonly ClaimPath[]
  /** The last day it holds; null: without an end. */
  readonly validUntil: readonly ClaimPath[] | null
  readonly replaces?: Replacement
}

/** The licence a grant cancels 注销, by the number in the application. */
export type EndedLicence = { readonly type: string; readonly numberPath: string }

const PREFIX = 'licences/'

/** The name of a source that is the region's own registry of licences of one type. */
export const licenceSource = (type: string): string => `${PREFIX}${type}`

/** The type a source is the registry of; undefined of every other source. */
export const typeOfLicenceSource = (source: string): string | undefined =>
  source.startsWith(PREFIX) ? source.slice(PREFIX.length) : undefined

/** The type of licence of the region's own that is looked for when a source is asked. */
export const ownLicenceOf = ({ source, own }: SourceKey): string | undefined =>
  own ?? typeOfLicenceSource(source)

const PATH = /^(applicant|form|result|fact|case|held)(\.[A-Za-z][A-Za-z0-9]*)+$/
const IN_APPLICATION = /^(applicant|form)(\.[A-Za-z][A-Za-z0-9]*)+$/

/** What is wrong with what an item says of licences; whether its claims are those of the type is seen where both are known. */
export function licenceDefects(item: Item): readonly { readonly field: string; readonly reason: string }[] {
  const { issues, ends, situations, sources, resultLabels, automatic } = item
  const paths = [
    ...Object.values(issues?.claims ?? {}).flat(),
    ...(issues?.validFrom ?? []),
    ...(issues?.validUntil ?? []),
  ]
  const results = new Set(Object.keys(resultLabels ?? {}))
  const facts = new Set(item.facts.map(({ name }) => name))
  const numbers = [issues?.replaces?.numberPath, ends?.numberPath].filter((path) => path !== undefined)
  const known = new Set(situations.map(({ code }) => code))
  const defect = (field: string, reason: string) => ({ field, reason })
  return [
    ...paths.filter((path) => !PATH.test(path)).map((path) => defect('issues', `no such place: ${path}`)),
    ...paths
      .filter((path) => path.startsWith('result.') && !results.has(path.slice('result.'.length)))
      .map((path) => defect('issues', `no such result: ${path}`)),
    ...paths
      .filter((path) => path.startsWith('fact.') && !facts.has(path.slice('fact.'.length)))
      .map((path) => defect('issues', `no such fact: ${path}`)),
    ...(issues === undefined || issues.replaces !== undefined
      ? []
      : paths
          .filter((path) => path.startsWith('held.'))
          .map((path) => defect('issues', `replaces none: ${path}`))),
    ...Object.entries(issues?.claims ?? {})
      .filter(([, places]) => places.length === 0)
      .map(([name]) => defect('issues', `nothing says where ${name} comes from`)),
    ...(issues?.replaces !== undefined && automatic === 'auto'
      ? [defect('issues.replaces', 'whether a licence may be replaced is for a person')]
      : []),
    ...Object.keys(issues?.replaces?.situations ?? {})
      .filter((code) => !known.has(code))
      .map((code) => defect('issues.replaces', `no such situation: ${code}`)),
    ...numbers
      .filter((path) => !IN_APPLICATION.test(path))
      .map((path) => defect('numberPath', `names something that is not in the application: ${path}`)),
    ...sources
      .filter(({ source }) => typeOfLicenceSource(source) !== undefined)
      .filter(({ keyPaths: [holder, ...number], many }) => {
        return holder !== 'applicant.idNumber' || number.length > 1 || many === true
      })
      .map(({ source }) => defect(`sources.${source}`, 'asked by the holder, and by one number at most')),
  ]
}
