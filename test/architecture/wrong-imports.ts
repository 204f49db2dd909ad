/** A file that breaks one rule of the import directions, and the rule's name. */
export interface WrongImport {
  readonly rule: string;
  readonly file: string;
  readonly code: string;
}

const imports = (from: string): string => `import '${from}';\n`;

/** One file at least for every rule of .dependency-cruiser.cjs. */
export const WRONG_IMPORTS: readonly WrongImport[] = [
  ...[
    ['contracts', '#domain'],
    ['domain', '#platform'],
    ['workflow-kit', '#persistence'],
    ['platform', '#persistence'],
    ['documents', '#messaging'],
    ['persistence', '#messaging'],
    ['identity', '#persistence'],
    ['messaging', '#workflow-kit'],
    ['embedded-postgres', '#contracts'],
  ].map(([library, from]) => ({
    rule: `libs-${library}`,
    file: `libs/${library}/src/wrong.ts`,
    code: imports(from as string),
  })),
  { rule: 'libs-unknown', file: 'libs/unheard-of/index.ts', code: imports('#contracts') },
  { rule: 'libs-below-apps', file: 'libs/platform/src/wrong-workflows.ts', code: imports('#workflows') },
  {
    rule: 'libs-below-apps',
    file: 'libs/messaging/src/wrong-app.ts',
    code: imports('../../../apps/ledger/src/main.js'),
  },
  {
    rule: 'libs-by-their-door',
    file: 'apps/ledger/src/wrong-door.ts',
    code: imports('../../../libs/domain/src/own.js'),
  },
  { rule: 'workflows-own-item', file: 'workflows/one/wrong-item.ts', code: imports('../two/workflow.js') },
  { rule: 'workflows-own-item', file: 'workflows/one/wrong-library.ts', code: imports('#persistence') },
  { rule: 'pure-rules', file: 'workflows/one/wrong-builtin.ts', code: imports('node:fs') },
  { rule: 'pure-rules', file: 'libs/workflow-kit/src/wrong-builtin.ts', code: imports('node:crypto') },
  { rule: 'pure-rules-packages', file: 'libs/workflow-kit/src/wrong-nest.ts', code: imports('@nestjs/common') },
  { rule: 'pure-rules-packages', file: 'workflows/one/wrong-typeorm.ts', code: imports('typeorm') },
  { rule: 'database-in-persistence', file: 'apps/window/src/wrong-pg.ts', code: imports('pg') },
  {
    rule: 'database-in-persistence',
    file: 'libs/messaging/src/wrong-typeorm.ts',
    code: "import type { QueryRunner } from 'typeorm';\nexport type Wrong = QueryRunner;\n",
  },
  { rule: 'queues-in-messaging', file: 'apps/window/src/wrong-queue.ts', code: imports('bullmq') },
  { rule: 'queues-in-messaging', file: 'libs/platform/src/wrong-redis.ts', code: imports('ioredis') },
  { rule: 'queues-in-messaging', file: 'test/support/wrong-queue.ts', code: imports('@nestjs/bullmq') },
  { rule: 'apps-standalone', file: 'apps/standalone/wrong.ts', code: imports('../index.js') },
  { rule: 'apps-cli', file: 'apps/cli/src/wrong.ts', code: imports('../../ledger/src/main.js') },
  { rule: 'apps-season', file: 'apps/season/src/wrong.ts', code: imports('../../window/src/main.js') },
  { rule: 'apps-apart', file: 'apps/gateway/src/wrong.ts', code: imports('../../window/src/main.js') },
  { rule: 'web-knows-contracts', file: 'apps/web/src/wrong.ts', code: imports('#domain') },
  {
    rule: 'product-without-tests',
    file: 'apps/ledger/src/wrong-test.ts',
    code: imports('../../../test/support/app.js'),
  },
  { rule: 'product-without-dev-packages', file: 'apps/ledger/src/wrong-package.ts', code: imports('jest') },
  {
    rule: 'no-circles',
    file: 'apps/ledger/src/circle-back.ts',
    code: "import type { Circle } from './circle.js';\nexport type Back = Circle;\n",
  },
  { rule: 'no-orphans', file: 'apps/ledger/src/orphan.ts', code: 'export const unused = 1;\n' },
  { rule: 'no-unresolved', file: 'apps/ledger/src/wrong-name.ts', code: imports('./no-such-file.js') },
];

/** Files the wrong ones import, which break no rule themselves. */
export const RIGHT_FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['contracts', 'domain', 'workflow-kit', 'platform', 'persistence', 'messaging', 'identity'].map((library) => [
      `libs/${library}/index.ts`,
      "export { own } from './src/own.js';\n",
    ]),
  ),
  ...Object.fromEntries(
    ['contracts', 'domain', 'workflow-kit', 'platform', 'persistence', 'messaging', 'identity'].map((library) => [
      `libs/${library}/src/own.ts`,
      'export const own = 1;\n',
    ]),
  ),
  'workflows/index.ts': "import './two/workflow.js';\n",
  'workflows/two/workflow.ts': imports('#workflow-kit'),
  'apps/index.ts': imports('#contracts'),
  // The cruiser reports a circle once, where it closes.
  'apps/ledger/src/circle.ts': "import './circle-back.js';\nexport type Circle = 1;\n",
  'apps/ledger/src/main.ts': imports('#platform'),
  'apps/window/src/main.ts': imports('#workflows'),
  'test/support/app.ts': imports('../../apps/ledger/src/main.js'),
};
