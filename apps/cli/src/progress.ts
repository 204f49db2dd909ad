import { Presets, SingleBar } from 'cli-progress';

/** A bar on standard error while something long runs; nothing where nobody is watching. */
export class Progress {
  #bar: SingleBar | undefined;

  constructor(private readonly title: string) {}

  /** Shows how far it is. */
  show(done: number, total: number, note = ''): void {
    if (process.stderr.isTTY !== true) return;
    this.#bar ??= this.#start(total, note);
    this.#bar.update(done, { note });
  }

  /** Leaves the bar as it is and gives the terminal back. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #start(total: number, note: string): SingleBar {
    const format = `${this.title} {bar} {percentage}% {value}/{total} {note}`;
    const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
    bar.start(total, 0, { note });
    return bar;
  }
}
