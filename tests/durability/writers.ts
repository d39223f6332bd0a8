/** Starts programs that write to one register, each a process of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'vite';

const outDir = path.resolve('build/durability');

/** Bundles the writing program, so that it starts fast in plain Node. */
export async function buildWriter(): Promise<void> {
  await build({
    ...{ configFile: false, logLevel: 'error' },
    build: { ssr: 'tests/durability/writer.ts', outDir, target: 'node20', copyPublicDir: false },
  });
}

/** A change that a writer was answered, and the word that it wrote. */
export interface Answered {
  change: number;
  word: string;
}

export class Writer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  readonly #ready: Promise<void>;
  #said = '';
  #errors = '';

  /** @param under a program and its arguments that watch it run */
  constructor(address: string, word: string, most: number, under: readonly string[] = []) {
    const [program = process.execPath, ...rest] = [...under, process.execPath];
    this.#child = spawn(program, [...rest, path.join(outDir, 'writer.js'), address, word, String(most)]);
    this.#ended = once(this.#child, 'close');
    this.#child.stderr.on('data', (chunk) => {
      this.#errors += String(chunk);
    });
    this.#ready = new Promise((resolve) =>
      this.#child.stdout.on('data', (chunk) => {
        this.#said += String(chunk);
        if (this.#said.startsWith('ready')) resolve();
      }),
    );
  }

  /** Lets it begin to write. */
  async go(): Promise<void> {
    await Promise.race([this.#ready, this.#ended]);
    this.#child.stdin.write('go\n');
  }

  /** Waits until it was answered so many changes. */
  async hasAnswered(count: number): Promise<void> {
    while (this.answered.length < count && this.#child.exitCode === null)
      await Promise.race([once(this.#child.stdout, 'data'), this.#ended]);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Waits until it has made all its changes. @throws Error with what it complained of */
  async end(): Promise<void> {
    await this.#ended;
    if (this.#errors !== '') throw new Error(this.#errors);
  }

  /** Whole lines only: half a line is no answer. */
  get answered(): Answered[] {
    return [...this.#said.matchAll(/^(\d+) (\S+)\n/gm)].map(([, change, word]) => ({
      change: Number(change),
      word: word ?? '',
    }));
  }
}
