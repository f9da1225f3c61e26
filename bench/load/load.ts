/** What the driver is told and what it answers. */
export type Load = {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** Sent in turn: each once, and then no more; or over and over. */
  readonly requests: readonly Sent[]
  readonly repeats: boolean
  /** Which of the requests goes first, where they repeat. */
  readonly first: number
  /** Idempotency-Keys begin with these 8 characters; a counter of 12 follows. Null: none is sent. */
  readonly keyPrefix: string | null
  /** Status and text by which an answer is known to be right. */
  readonly wanted: { readonly status: number; readonly text: string }
}

export type Sent = {
  /** Beside those every request has. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** How the bytes of the body are written here; as text unless told. */
  readonly encoding?: 'base64'
}

export type Driven = {
  readonly answers: number
  readonly wrong: number
  /** The first wrong answer, cut short. */
  readonly example: string | null
  readonly seconds: number
  readonly p50Milliseconds: number
  readonly p99Milliseconds: number
}
