import * as z from 'zod'

export const sourceParam = z.strictObject({ source: z.string().regex(/^[a-z][A-Za-z]{1,39}$/) })
