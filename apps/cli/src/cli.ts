import yargs, { type Argv } from 'yargs';
import { inLanguage, type Language, type Text } from '#contracts';
import { showCase } from './commands/case-show.js';
import { listIncidents, replayIncident } from './commands/incidents.js';
import { playDemoSeason } from './commands/season.js';
import { showTotals } from './commands/totals.js';
import { Desk, type DeskOptions } from './desk.js';
import { CliError, EXIT } from './exit-code.js';
import { openProduct } from './product.js';

/** What every command is given: the global options as they were parsed. */
interface GlobalArguments {
  readonly url: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly json: boolean;
}

/** Runs one command line and answers its exit code; what went wrong is told on standard error. */
export async function runCli(args: readonly string[]): Promise<number> {
  const language = languageOf(args);
  try {
    await parser(args, language).parseAsync();
    return EXIT.ok;
  } catch (error) {
    const message = error instanceof CliError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${message}\n`);
    return error instanceof CliError ? error.exitCode : EXIT.refused;
  }
}

/** Looked for before the command line is parsed, since what is wrong with it is told in that language. */
function languageOf(args: readonly string[]): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const value = args[at]?.split('=')[1] ?? args[at + 1];
  return at >= 0 && value === 'en' ? 'en' : 'zh-CN';
}

function parser(args: readonly string[], language: Language): Argv<GlobalArguments> {
  const say = (text: Text): string => inLanguage(text, language);
  const work = (command: (desk: Desk) => Promise<void>) => (given: GlobalArguments) => atDesk(given, language, command);
  const missing = say({ zh: '请写明命令。', en: 'Name a command.' });
  return global(yargs([...args]), say)
    .locale(language === 'en' ? 'en' : 'zh_CN')
    .command(
      'season',
      say({
        zh: '在演示模式的产品上演一遍合成的2023年度',
        en: 'play the synthetic season of 2023 on a product in demonstration mode',
      }),
      (own) => own,
      work(playDemoSeason),
    )
    .command(
      'totals',
      say({ zh: '一年的审批数量', en: 'the quantities approved in a year' }),
      (own) =>
        own
          .option('year', { type: 'number', demandOption: true, describe: say({ zh: '年度', en: 'the year' }) })
          .check(({ year }) =>
            expectUsage(Number.isInteger(year), say({ zh: '年度须为整数', en: 'a year is a number' })),
          ),
      ({ year, ...given }) => work((desk) => showTotals(desk, year))(given),
    )
    .command('case', say({ zh: '案件', en: 'cases' }), (own) =>
      own
        .command(
          'show <number>',
          say({ zh: '案件及其各项申请由谁办理、期限为何', en: 'a case, and who holds each application until when' }),
          (show) => show.positional('number', { type: 'string', demandOption: true }),
          ({ number, ...given }) => work((desk) => showCase(desk, number))(given),
        )
        .demandCommand(1, missing),
    )
    .command('incidents', say({ zh: '出过故障的消息', en: 'messages that kept failing' }), (own) =>
      own
        .command('list', say({ zh: '列出', en: 'list them' }), (list) => list, work(listIncidents))
        .command(
          'replay <id>',
          say({ zh: '重放一条', en: 'replay one' }),
          (replay) => replay.positional('id', { type: 'string', demandOption: true }),
          ({ id, ...given }) => work((desk) => replayIncident(desk, id))(given),
        )
        .demandCommand(1, missing),
    )
    .demandCommand(1, missing);
}

function global(own: Argv, say: (text: Text) => string): Argv<GlobalArguments> {
  const url = {
    zh: '产品地址；默认为 npm start 所启动的',
    en: 'address of the product; by default the one npm start runs',
  };
  const user = {
    zh: '用户名，默认取 PINGLU_USER，否则为演示账号',
    en: 'user name; by default PINGLU_USER, else a demonstration account',
  };
  const password = { zh: '密码，默认取 PINGLU_PASSWORD', en: 'password; by default PINGLU_PASSWORD' };
  return own
    .scriptName('pinglu')
    .option('url', { type: 'string', describe: say(url) })
    .option('user', { type: 'string', describe: say(user) })
    .option('password', { type: 'string', describe: say(password) })
    .option('json', { type: 'boolean', default: false, describe: say({ zh: '输出 JSON', en: 'answer as JSON' }) })
    .option('lang', { choices: ['zh-CN', 'en'], default: 'zh-CN', describe: say({ zh: '语言', en: 'language' }) })
    .check(({ url: named }) =>
      expectUsage(named === undefined || URL.canParse(named), say({ zh: '地址须为 URL', en: 'an address is a URL' })),
    )
    .strict()
    .version(false)
    .exitProcess(false)
    .fail((message, error) => {
      const hint = say({ zh: '用法见 npm run pinglu -- help', en: 'See npm run pinglu -- help' });
      throw error ?? new CliError(EXIT.usage, `${message}\n${hint}`);
    });
}

function expectUsage(holds: boolean, message: string): true {
  if (!holds) throw new CliError(EXIT.usage, message);
  return true;
}

async function atDesk(
  given: GlobalArguments,
  language: Language,
  command: (desk: Desk) => Promise<void>,
): Promise<void> {
  const product = await openProduct(given.url, language);
  const options: DeskOptions = {
    json: given.json,
    language,
    user: given.user ?? process.env['PINGLU_USER'],
    password: given.password ?? process.env['PINGLU_PASSWORD'],
  };
  try {
    await command(new Desk(product.url, options));
  } finally {
    await product.close();
  }
}
