/**
 * The sizes and times of CX/1. Every region keeps to them when it sends and holds others to them when it receives, and
 * tells them at `/.well-known/cx`.
 */
export const LIMITS = {
  messagesPerDelivery: 50,
  verdictsPerDelivery: 50,
  /** Canonical JSON of one message: less than a row of the database holds, more than an application of a megabyte sealed. */
  messageBytes: 1_600_000,
  /** Body of one request; whoever sends packs no more into it, be it one message. */
  bodyBytes: 4_194_304,
  /** A file that travels beside a message, and a part of it before it is sealed: each part but the last has this length. */
  fileBytes: 20 * 1024 * 1024,
  filePartBytes: 512 * 1024,
  /** Such a part as compact JWE. */
  sealedPartBytes: 720_000,
  /** How long before now a signature may have been made, and how far ahead the sender's clock may be. */
  signatureAgeSeconds: 300,
  signatureAheadSeconds: 60,
  signaturesPerRequest: 4,
  idempotencyKeyCharacters: 128,
  nonceCharacters: 128,
} as const

/** How many parts a file of this size is sent in. */
export const partCountOf = (size: number): number => Math.ceil(size / LIMITS.filePartBytes)
/** How long part `index` of it is, from 0. */
export const partLengthOf = (size: number, index: number): number =>
  Math.min(LIMITS.filePartBytes, size - index * LIMITS.filePartBytes)
