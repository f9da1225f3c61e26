/**
 * `npm run field-keys`: the secrets a new deployment begins with, as `wrangler deploy --secrets-file` takes them. Printed
 * once and kept nowhere.
 */
import { makeAuditKey } from './region/audit-key.ts'
import { makeFieldKeys } from './region/field-keys.ts'
import { makeIssuerKeys } from './region/issuer-keys.ts'

const secrets = {
  TONGBAN_FIELD_KEYS: makeFieldKeys('k1'),
  TONGBAN_OUTBOUND_KEYS: '{}',
  TONGBAN_AUDIT_KEY: await makeAuditKey('audit-1'),
  TONGBAN_ISSUER_KEYS: await makeIssuerKeys('issuer', Date.now()),
}
console.log(JSON.stringify(secrets, null, 2))
