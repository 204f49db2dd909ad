// Who may import whom. Checked by `npm run check`; test/architecture shows that each rule finds what it forbids.

/** What each library may import of the others. A library that is missing here may import none. */
const LIBRARIES = {
  contracts: [],
  domain: ['contracts'],
  'workflow-kit': ['contracts', 'domain'],
  platform: ['contracts', 'domain'],
  documents: ['contracts', 'domain'],
  persistence: ['contracts', 'domain', 'platform'],
  identity: ['contracts', 'domain', 'platform'],
  messaging: ['contracts', 'domain', 'platform', 'persistence', 'identity'],
  'embedded-postgres': [],
};

/** What each app may import of the others; an app that is missing here, none. */
const APPS = {
  standalone: '[^/]+/',
  cli: '(season|standalone)/',
  // The catalogue's towns and windows are facts; the season plays at them.
  season: 'window/src/catalogue/seed/',
};

const PRODUCT = '^(apps|libs|workflows)/';
const TESTS = '(\\.(spec|builder)\\.tsx?$|^libs/workflow-kit/testing/)';

/** Packages by name, whether they could be resolved or not. */
const packages = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

const libraryRules = Object.entries(LIBRARIES).map(([library, allowed]) => ({
  name: `libs-${library}`,
  comment: `libs/${library} may import ${allowed.map((name) => `#${name}`).join(', ') || 'no other library'}.`,
  severity: 'error',
  from: { path: `^libs/${library}/` },
  to: { path: '^libs/', pathNot: `^libs/(${[library, ...allowed].join('|')})/` },
}));

const appRules = Object.entries(APPS).map(([app, allowed]) => ({
  name: `apps-${app}`,
  comment: `apps/${app} may import apps/${allowed} only.`,
  severity: 'error',
  from: { path: `^apps/${app}/` },
  to: { path: '^apps/', pathNot: `^apps/(${app}/|${allowed})` },
}));

module.exports = {
  forbidden: [
    ...libraryRules,
    {
      name: 'libs-unknown',
      comment: 'A new library is entered in the table of this file.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: `^libs/(${Object.keys(LIBRARIES).join('|')})/` },
      to: { path: '^libs/', pathNot: '^libs/$1/' },
    },
    {
      name: 'libs-below-apps',
      comment: 'Libraries know neither apps nor permit items: apps pass the registry in.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|workflows)/' },
    },
    {
      name: 'libs-by-their-door',
      comment: "What a library does not export from its index is its own; import it as '#library'.",
      severity: 'error',
      from: { path: '^(apps|libs|workflows|test|bench)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/$2/' },
    },
    {
      name: 'workflows-own-item',
      comment:
        'A permit item is one folder: it knows the workflow kit, the domain and the contracts, and no other item.',
      severity: 'error',
      from: { path: '^workflows/([^/]+)/' },
      to: {
        path: '^(apps|libs|workflows)/',
        pathNot: '^(workflows/$1/|workflows/shared-materials\\.ts$|libs/(contracts|domain|workflow-kit)/)',
      },
    },
    {
      name: 'pure-rules',
      comment: 'Contracts, rules and workflows do no input or output: no framework, no database, no builtin of Node.',
      severity: 'error',
      from: {
        path: '^(libs/(contracts|domain|workflow-kit)|workflows)/',
        // Looks for the folders of the permit items, once, at the start.
        pathNot: [TESTS, '^workflows/load-permit-items\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-rules-packages',
      comment: 'Contracts, rules and workflows know no framework, no database and no queue.',
      severity: 'error',
      from: { path: '^(libs/(contracts|domain|workflow-kit)|workflows)/' },
      to: { path: packages('@nestjs', 'fastify', '@fastify', 'typeorm', 'pg', 'bullmq', 'ioredis', 'rxjs', 'pino') },
    },
    {
      name: 'database-in-persistence',
      comment: 'Only libs/persistence, entities and migrations know TypeORM and pg.',
      severity: 'error',
      from: {
        path: PRODUCT,
        pathNot: [
          '^libs/persistence/',
          '^apps/[^/]+/src/migrations/',
          '\\.entity\\.ts$',
          // The pool BullMQ runs on where there is no Redis.
          '^libs/messaging/src/queue-backend\\.module\\.ts$',
          // Called by the first migration of every service.
          '^libs/messaging/src/messaging-tables\\.ts$',
          // Makes the database that everything else connects to.
          '^libs/embedded-postgres/',
        ],
      },
      to: { path: packages('typeorm', '@nestjs/typeorm', 'pg', '@types/pg') },
    },
    {
      name: 'queues-in-messaging',
      comment: 'Only libs/messaging knows BullMQ; a spec may look into a queue.',
      severity: 'error',
      from: {
        path: '^(apps|libs|workflows|test)/',
        // The template of the test databases holds BullMQ's tables.
        pathNot: ['^libs/messaging/', '^test/support/template\\.ts$', '^test/.*\\.spec\\.ts$'],
      },
      to: { path: packages('bullmq', 'ioredis', '@nestjs/bullmq') },
    },
    ...appRules,
    {
      name: 'apps-apart',
      comment: 'Services know each other by their messages only.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: `^apps/(${Object.keys(APPS).join('|')})/` },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-knows-contracts',
      comment: 'The web UI is compiled for browsers: of this repository it imports the contracts only.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|workflows)/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'product-without-tests',
      comment: 'What runs in production imports neither tests nor the benchmark.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: TESTS },
      to: { path: '^(test|bench)/|\\.spec\\.ts$' },
    },
    {
      name: 'product-without-dev-packages',
      comment: 'A package the product needs belongs to the dependencies: the image has no others.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: [TESTS, '^apps/web/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      comment: 'Modules that import each other cannot be understood one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Neither imports nor is imported: use it or delete it.',
      severity: 'error',
      from: { orphan: true, pathNot: '(\\.spec|\\.config|\\.d)\\.[cm]?tsx?$' },
      to: {},
    },
    {
      name: 'no-unresolved',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // The imports of package.json lead to the sources.
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
};
