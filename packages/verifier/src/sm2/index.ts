/** `@tongban/verifier/sm2`: SM2 with SM3 (GB/T 32918, GB/T 32905), apart from the rest so that only who needs it loads it. */
export { bytesOf, messageDigest, numberOf, SM2_ORDER, Sm2Point, userDigest } from './curve.ts'
export { sm3 } from './sm3.ts'
export { importSm2, type Sm2Key, verifySm2, verifyWith } from './verify.ts'
