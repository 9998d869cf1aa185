// One project per kind of test, so that `npm run check` can run the seconds-long kind alone.
const kind = (displayName, extra = {}) => ({
  displayName,
  testEnvironment: 'node',
  // d3's own builds for who cannot read ES modules, as Jest.
  testEnvironmentOptions: { customExportConditions: ['umd', 'node', 'node-addons'] },
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  transform: { '\\.m?[jt]s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] },
  // jose and hucre ship ES modules only; Jest's own module system needs them translated.
  transformIgnorePatterns: ['/node_modules/(?!(jose|hucre)/)'],
  ...extra,
})

module.exports = {
  maxWorkers: 2,
  testTimeout: 20_000,
  testSequencer: '<rootDir>/test/support/order.cjs',
  projects: [kind('unit'), kind('sandbox'), kind('web'), kind('faults', { setupFilesAfterEnv: ['<rootDir>/test/support/after-each-scenario.ts'] }), kind('browser')],
}
