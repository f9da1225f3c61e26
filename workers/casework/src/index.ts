import { door } from './door.ts'

export { Evidence } from './evidence/entrypoint.ts'
export default {
  fetch: (request, env, execution) => door.fetch(request, env, execution),
} satisfies ExportedHandler<object>
