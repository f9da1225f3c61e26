// Shows the region's own API document; asks no other server (validatorUrl null, no preset that loads anything).
globalThis.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#documentation',
  presets: [globalThis.SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  deepLinking: true,
  validatorUrl: null,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  showCommonExtensions: true,
})
