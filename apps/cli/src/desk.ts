import { inLanguage, type Language, type Text } from '#contracts';
import { ApiClient, type Credentials, type Endpoint } from './api-client.js';

/** The password of the demonstration's accounts. */
const DEMO_PASSWORD = 'pinglu-demo';

/** Who a command signs in as when nobody is named: the account of the demonstration that may do it. */
export type DemoAccount = 'manager' | 'admin';

/** What the global options say. */
export interface DeskOptions {
  readonly json: boolean;
  readonly language: Language;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** Where a command works: the product it talks to, and the terminal it answers on. */
export class Desk {
  readonly json: boolean;
  readonly endpoint: Endpoint;

  constructor(
    url: string,
    private readonly options: DeskOptions,
  ) {
    this.json = options.json;
    this.endpoint = { url, language: options.language };
  }

  /** The password in use; in demonstration mode that of every account. */
  get password(): string {
    return this.options.password || DEMO_PASSWORD;
  }

  /** Signs in as the account that was named, otherwise as the demonstration's. */
  signIn(account: DemoAccount): Promise<ApiClient> {
    const credentials: Credentials = { username: this.options.user ?? account, password: this.password };
    return ApiClient.signIn(this.endpoint, credentials);
  }

  /** The text in the chosen language. */
  say(text: Text): string {
    return inLanguage(text, this.endpoint.language);
  }

  /** Answers: `value` as one line of JSON if that was asked for, otherwise the lines. */
  answer(value: unknown, lines: () => readonly string[]): void {
    const text = this.json ? JSON.stringify(value) : lines().join('\n');
    process.stdout.write(`${text}\n`);
  }
}

/** How every command marks data of the demonstration, whatever the language. */
export const SYNTHETIC: Text = { zh: '〔合成演示数据〕', en: '[合成演示数据 synthetic demonstration data]' };
