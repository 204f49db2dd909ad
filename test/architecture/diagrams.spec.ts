import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { permitItems } from '#workflows';

/** Runs the generator on the build, as a person would; answers its exit code and what it complained of. */
async function generate(...args: string[]): Promise<{ code: number | null; complaint: string }> {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, ['tools/generate-diagrams.mjs', ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, complaint };
}

describe('the diagrams of the permit items', () => {
  it('are those of the statecharts', async () => {
    expect(await generate('--check')).toEqual({ code: 0, complaint: '' });
  });

  it('are found out of date when one is changed, missing or left over', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'diagrams-'));
    try {
      expect((await generate(folder)).code).toBe(0);
      const names = permitItems.all().map(({ item }) => `${item}.md`);
      expect((await readdir(folder)).sort()).toEqual([...names].sort());
      const [changed = '', missing = ''] = names;
      await appendFile(join(folder, changed), 'one line more\n');
      await rm(join(folder, missing));
      await writeFile(join(folder, 'left-over.md'), '');
      const { code, complaint } = await generate('--check', folder);
      expect(code).toBe(1);
      for (const name of [changed, missing, 'left-over.md']) expect(complaint).toContain(`${name} is out of date`);
      expect((await generate(folder)).code).toBe(0);
      expect((await generate('--check', folder)).code).toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
