/** The wire reckons with the platform's own cryptography and headers: what holds in Node must hold in workerd. */
import '../../../packages/exchange/src/wire/answer.test.ts'
import '../../../packages/exchange/src/wire/key-ring.test.ts'
import '../../../packages/exchange/src/wire/receipt.test.ts'
import '../../../packages/exchange/src/wire/request.test.ts'
import '../../../packages/exchange/src/wire/seal.test.ts'
