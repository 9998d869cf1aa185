// Lets a bench load TypeScript as the tests do.
const { transformFileSync } = require('@swc/core')

const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }
require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, options).code, file)
