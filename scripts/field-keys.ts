/**
 * `npm run field-keys`: the secrets a new deployment begins with, as `wrangler deploy --secrets-file` takes them. Printed
 * once and kept nowhere.
 */
import { makeAuditKey } from './region/audit-key.ts'
import { makeFieldKeys } from './region/field-keys.ts'

const secrets = {
  TONGBAN_FIELD_KEYS: makeFieldKeys('k1'),
  TONGBAN_OUTBOUND_KEYS: '{}',
  TONGBAN_AUDIT_KEY: await makeAuditKey('audit-1'),
}
console.log(JSON.stringify(secrets, null, 2))
