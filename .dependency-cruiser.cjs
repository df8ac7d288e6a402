/** The table of ARCHITECTURE.md: what each room may import. A room is entered by its index.ts only. */
const mayImport = {
  mail: [],
  patch: [],
  series: ['mail', 'patch'],
  compare: ['mail', 'patch', 'series'],
  discussion: ['mail', 'patch', 'series'],
  maintainers: ['mail'],
  status: ['mail', 'patch', 'series', 'compare', 'discussion', 'maintainers'],
  progress: ['mail', 'patch', 'series', 'discussion', 'status'],
  analysis: ['mail', 'patch', 'series', 'discussion', 'status', 'progress', 'maintainers'],
  triage: ['mail', 'patch', 'series', 'discussion', 'status', 'maintainers', 'analysis'],
  compose: ['mail', 'patch', 'discussion'],
  render: ['mail', 'patch', 'compare', 'discussion'],
  inbox: ['mail'],
  forge: ['mail', 'patch', 'progress'],
  pull: ['mail', 'patch', 'series', 'inbox'],
  store: ['mail', 'patch', 'series', 'discussion', 'status', 'progress', 'analysis', 'maintainers', 'triage'],
  ingest: [
    'mail',
    'patch',
    'series',
    'discussion',
    'status',
    'analysis',
    'maintainers',
    'triage',
    'inbox',
    'pull',
    'store',
  ],
  query: [
    'mail',
    'patch',
    'series',
    'compare',
    'discussion',
    'status',
    'progress',
    'analysis',
    'triage',
    'store',
  ],
  reader: ['mail', 'compose', 'triage', 'store'],
  server: ['store'],
};
const rooms = Object.keys(mayImport);

const roomRules = rooms.map((room) => ({
  name: `${room}-imports`,
  comment: `lib/${room} imports only: ${mayImport[room].join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^lib/${room}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^(lib|app|bin|tests)/',
    pathNot: [`^lib/${room}/`, ...mayImport[room].map((other) => `^lib/${other}/index\\.ts$`)],
  },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'enter-by-the-door',
      comment:
        'Pages, commands and tests enter a room by its index.ts; setup.mjs runs before TypeScript can.',
      severity: 'error',
      from: { path: '^(app|bin|tests|fuzz|proxy)' },
      to: { path: '^lib/[^/]+/', pathNot: '^lib/[^/]+/index\\.ts$|^lib/server/pidLock\\.mjs$' },
    },
    {
      name: 'pages-ask',
      comment: 'A page asks a query and shows the answer; only a form may start work through ingest.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^lib/(store|server|series|analysis)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-import-resolves',
      comment: 'An import that does not resolve would slip past the table.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'not-dev-in-product',
      severity: 'error',
      from: { path: '^(lib|app|bin)/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|lib/store/generated)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
};
