import { RATING_CHANNELS, type RatingChannel } from '@tongban/evaluations'
import type { Json } from '@tongban/kernel'
import * as z from 'zod'

/**
 * What is sealed of a rating that one region tells another: all of it. Texts are checked as those of any rating; here it is
 * only seen that they are none of another size.
 */
const MOST_UNITS = 1000

const isChannel = (name: string): name is RatingChannel => Object.hasOwn(RATING_CHANNELS, name)

export const ratingContentSchema = z
  .strictObject({
    /** Of the receiver's service, as the receiver has told it. */
    serviceNumber: z.int().min(1).max(9999),
    /** 非常满意 5 … 非常不满意 1. */
    level: z.int().min(1).max(5),
    /** Codes of the option dictionary of this name. */
    options: z.array(z.string().max(8)).max(40),
    dictionary: z.string().max(32),
    /** 1: the rating; 2: its one amendment or supplement. */
    revision: z.union([z.literal(1), z.literal(2)]),
    anonymous: z.boolean(),
    channel: z.string().refine(isChannel),
    text: z.string().min(1).max(MOST_UNITS).nullable(),
    /** Of a real-name rating whose evaluator signed in. */
    evaluatorName: z.string().min(1).max(200).nullable(),
  })
  .refine(({ anonymous, evaluatorName }) => !anonymous || evaluatorName === null)
export type RatingContent = z.output<typeof ratingContentSchema>

/** Null: it is not in the form. */
export function readRatingContent(personal: Json): RatingContent | null {
  const read = ratingContentSchema.safeParse(personal)
  return read.success ? read.data : null
}
