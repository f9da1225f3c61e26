import { expect, test } from 'vitest'
import { contentDigest, matchesDigest } from './content-digest.ts'

// RFC 9530 appendix B.1 and D: the body {"hello": "world"} with its newline.
const BODY = new TextEncoder().encode('{"hello": "world"}\n')
const SHA_256 = 'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:'
const SHA_512 =
  'sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:'

test('is the digest of the published example the published one?', async () => {
  expect(await contentDigest(BODY)).toBe(SHA_256)
})

test.each([
  ['sha-256 alone', SHA_256, true],
  ['sha-512 alone', SHA_512, true],
  ['both', `${SHA_256}, ${SHA_512}`, true],
  ['one we know beside one we do not', `md5=:AAAA:,${SHA_512}`, true],
  ['only one we do not know', 'md5=:AAAA:', false],
  ['one right and one wrong', `${SHA_256}, sha-512=:AAAA:`, false],
  ['another body', 'sha-256=:AAAA:', false],
  ['no structured field', 'RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=', false],
  ['nothing', '', false],
])('does a digest field with %s match as it should?', async (_what, field, matches) => {
  expect(await matchesDigest(field, BODY)).toBe(matches)
})
