/**
 * `npm run field-keys`: the secrets a new deployment begins with, as `wrangler deploy --secrets-file` takes them. Printed
 * once and kept nowhere.
 */
import { makeFieldKeys } from './region/field-keys.ts'

console.log(JSON.stringify({ TONGBAN_FIELD_KEYS: makeFieldKeys('k1'), TONGBAN_OUTBOUND_KEYS: '{}' }, null, 2))
