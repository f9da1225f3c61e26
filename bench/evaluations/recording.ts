/** What one rating does to the database, as it was seen: its batches, each a list of texts (by number) and the very bytes. */
export type Bound = readonly [sql: number, params: readonly (string | number | null)[]]
export type Script = {
  readonly batches: readonly (readonly Bound[])[]
  /** The answer's body. */
  readonly answer: string
}

/** A part of what the baseline is to do; the texts of statements are sent once. */
export type Lesson = { readonly texts: readonly string[]; readonly scripts: readonly Script[] }

export const RATE = '/evaluations/v1/evaluations'
