import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rooms that are text in, values out: they know no clock, network, file, database, environment or React. */
const pureRooms = [
  'mail',
  'patch',
  'series',
  'compare',
  'discussion',
  'maintainers',
  'status',
  'progress',
  'analysis',
  'triage',
  'compose',
  'render',
  'search',
  'rows',
  'report',
  'dates',
];

export default tseslint.config(
  { ignores: ['.next/', '.loreview/', 'lib/store/generated/', 'next-env.d.ts', 'test-results/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}', 'bin/loreview'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        module: 'readonly',
      },
    },
  },
  {
    files: pureRooms.map((room) => `lib/${room}/**/*.ts`),
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'fetch',
        'window',
        'document',
        'setTimeout',
        'setInterval',
        'performance',
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^node:(?!crypto$)', message: 'A pure room does no input or output.' },
            {
              group: ['react', 'react-dom', 'next', 'next/*', 'pg', '@prisma/*'],
              message: 'A pure room knows neither pages nor database.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'A pure room is given the time.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'A pure room is given the time.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'A pure room gives the same answer every time.',
        },
      ],
    },
  },
);
