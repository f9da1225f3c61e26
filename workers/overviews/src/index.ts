import { door } from './door.ts'

export default {
  fetch: (request, env, execution) => door.fetch(request, env, execution),
} satisfies ExportedHandler<object>
