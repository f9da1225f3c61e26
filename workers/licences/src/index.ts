import { door } from './door.ts'

export { Signing } from './signing/entrypoint.ts'
export { Verifying } from './verifying/entrypoint.ts'
export default {
  fetch: (request, env, execution) => door.fetch(request, env, execution),
} satisfies ExportedHandler<object>
