import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.demo/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './test/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/demo.ts', 'src/backup.ts', 'src/first-contact.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only what is started reads the environment.' }],
    },
  },
  {
    files: ['src/first-contact.ts', 'src/demo.ts', 'src/demo/**/*.ts', 'src/sandbox/cli.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/planning-center/transport.ts', 'src/planning-center/greeting.ts', 'src/first-contact/**', 'src/auth/identity.ts', 'src/photos/avatar-host.ts', 'src/sandbox/**', 'src/demo/connected.ts'],
    rules: { 'no-restricted-globals': ['error', { name: 'fetch', message: 'Requests leave Foyer only through the transport, the OAuth module and the photo proxy.' }] },
  },
)
