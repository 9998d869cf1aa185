// The layers, from the top: main, demo → app, failures, error pages → features → planning-center · web · leaves.
const { existsSync, readdirSync, readFileSync } = require('node:fs')

/** The folders whose index.ts declares a Feature (docs/build-a-page.md): the rules hold for a new one without a word here. */
const declared = readdirSync('src').flatMap((folder) => {
  const index = `src/${folder}/index.ts`
  const source = existsSync(index) ? readFileSync(index, 'utf8') : ''
  return /\bFeature\b.* from '\.\.\/feature'/.test(source) ? [{ folder, readsCopy: source.includes('readsCopy: true') }] : []
})
const ofCopy = declared.filter(({ readsCopy }) => readsCopy).map(({ folder }) => folder)
const features = [...new Set(['auth', 'connection', 'directory', 'mirror', 'photos', 'privacy', 'reports', 'setup', 'explorer', 'serving', ...declared.map(({ folder }) => folder)])]
// A connection holds tokens as a sign-in does, and is what a copy is made with.
// Reports are made from the copy, as far as who looks may read it, and leave Foyer as the church chose.
const guests = { auth: ['connection'], mirror: ['connection', 'reports', ...ofCopy], connection: ['reports'], reports: ['directory'] }
const leaves = '^src/(config|redis|log|metrics|errors|random|sealing|times|rate-limiter)\\.ts$'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'planning-center-knows-nothing-of-ours',
      severity: 'error',
      comment: 'No Express, no Redis, no session, no config: it could be a package of its own.',
      from: { path: '^src/planning-center/' },
      to: { pathNot: '^src/planning-center/|^(node:)?timers/promises$|^node_modules/zod/', dependencyTypesNot: ['core'] },
    },
    { name: 'planning-center-has-one-door', severity: 'error', from: { path: '^src/', pathNot: '^src/(planning-center/|error-pages)' }, to: { path: '^src/planning-center/(?!index\\.ts$)' } },
    {
      name: 'web-knows-no-feature',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/', pathNot: `^src/web/|${leaves}` },
    },
    ...features.map((feature) => ({
      name: `strangers-to-${feature}`,
      severity: 'error',
      comment: 'Features are strangers, except that all may ask auth who is looking and what they may.',
      from: { path: '^src/(?!sandbox|demo|error-pages|first-contact)([^/]+)/', pathNot: `^src/(${[feature, ...(guests[feature] ?? [])].join('|')})/` },
      to: { path: `^src/${feature}/`, ...(feature === 'auth' && { pathNot: '^src/auth/(visitor|permission|session|errors|only-administrators)\\.ts$' }) },
    })),
    {
      name: 'reports-have-one-door',
      severity: 'error',
      comment: 'Whoever leads to a report knows how its address is written, and no more.',
      from: { path: '^src/', pathNot: '^src/reports/' },
      to: { path: '^src/reports/(?!(index|definition|errors)\\.ts$)' },
    },
    {
      name: 'the-mirror-has-one-door',
      severity: 'error',
      comment: 'Behind it stands who may read.',
      from: { path: '^src/', pathNot: '^src/(mirror/|demo)' },
      to: { path: '^src/mirror/(?!index\\.ts$)' },
    },
    {
      name: 'few-read-the-mirror',
      severity: 'error',
      comment: 'Of the features that declare themselves, those that declare readsCopy.',
      from: { path: '^src/([^/]+)/', pathNot: `^src/(${['mirror', 'connection', 'directory', 'reports', 'sandbox', 'demo', ...ofCopy].join('|')})/` },
      to: { path: '^src/mirror/' },
    },
    {
      name: 'audit-asks-nobody',
      severity: 'error',
      comment: 'All may tell it what happened; it knows none of them.',
      // Its page is a feature's, which asks who is looking.
      from: { path: '^src/audit/(?!routes|pages|names)' },
      to: { path: '^src/', pathNot: `^src/audit/(?!routes|pages|names)|^src/database/|${leaves}` },
    },
    {
      name: 'features-look-down-only',
      severity: 'error',
      from: { path: `^src/(${features.join('|')}|web|planning-center)/` },
      to: { path: '^src/(app|setup-alone|main|serve|demo|failures|error-pages|error-words|stop)\\.ts$|^src/(sandbox|demo)/' },
    },
    { name: 'sandbox-shares-nothing-with-the-app', severity: 'error', from: { path: '^src/sandbox/' }, to: { path: '^src/', pathNot: '^src/sandbox/' } },
    { name: 'app-does-not-know-the-sandbox', severity: 'error', from: { path: '^src/', pathNot: '^src/(sandbox/|demo)' }, to: { path: '^src/(sandbox/|demo)' } },
    { name: 'only-the-demo-has-stand-ins', severity: 'error', from: { path: '^src/', pathNot: '^src/demo' }, to: { path: 'ioredis-mock' } },
    {
      name: 'leaves-are-leaves',
      severity: 'error',
      from: { path: leaves },
      to: { path: '^src/', pathNot: `${leaves}|^src/planning-center/index\\.ts$|^src/auth/errors\\.ts$` },
    },
    { name: 'no-dev-dependency-in-production', severity: 'error', from: { path: '^src/', pathNot: '^src/(demo|database/embedded/)' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '\\.cjs$' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'import', 'types'] },
  },
}
