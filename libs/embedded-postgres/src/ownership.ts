import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type DataFolder, giveTo } from './data-folder.js';
import { DatabaseInUseError } from './errors.js';
import { birthMark, isAlive } from './process-identity.js';
import type { RunAs } from './run-as.js';

interface Owner {
  readonly pid: number;
  /** See birthMark; null where the platform tells none. */
  readonly birth: string | null;
  /** Tells one claim of the same process from its next. */
  readonly claim: string;
}

/** The right to use a data folder. `inherited`: an owner before us died without letting go, and may have left a server running. */
export interface Ownership {
  readonly inherited: boolean;
  /** Lets the folder go; does nothing the second time. */
  release(): Promise<void>;
}

/**
 * Claims the folder for this process, by a file that only one process can create.
 * @throws DatabaseInUseError when a living process holds it, this one included.
 */
export async function claimFolder(folder: DataFolder, runAs: RunAs): Promise<Ownership> {
  const mine: Owner = {
    pid: process.pid,
    birth: birthMark(process.pid) ?? null,
    claim: randomBytes(8).toString('hex'),
  };
  const draft = `${folder.ownerFile}.${mine.claim}`;
  await writeFile(draft, `${JSON.stringify(mine)}\n`, { mode: 0o600 });
  await giveTo(runAs, draft);
  try {
    let inherited = false;
    // link(2) rather than an exclusive create: the file appears with its content, so nobody reads half of it.
    while (!(await linked(draft, folder.ownerFile))) {
      const holder = await readOwner(folder.ownerFile);
      if (holder && lives(holder)) throw new DatabaseInUseError(folder.dataDir, holder.pid);
      await setAside(folder, holder);
      inherited = true;
    }
    return { inherited, release: () => release(folder, mine) };
  } finally {
    await rm(draft, { force: true });
  }
}

async function linked(draft: string, ownerFile: string): Promise<boolean> {
  try {
    await link(draft, ownerFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead owner's file away; if another process was quicker and its file was taken instead, puts that one back. */
async function setAside(folder: DataFolder, dead: Owner | undefined): Promise<void> {
  const aside = `${folder.ownerFile}.${randomBytes(8).toString('hex')}`;
  const moved = await rename(folder.ownerFile, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const taken = await readOwner(aside);
  if (taken && taken.claim !== dead?.claim) await linked(aside, folder.ownerFile);
  await rm(aside, { force: true });
  await delay(5);
}

async function release(folder: DataFolder, mine: Owner): Promise<void> {
  if ((await readOwner(folder.ownerFile))?.claim === mine.claim) await rm(folder.ownerFile, { force: true });
}

/** `undefined` for a file that is missing or was cut short by a power failure. */
async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    const parsed = JSON.parse(await readFile(path, 'utf8')) as Owner;
    return Number.isInteger(parsed.pid) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function lives(owner: Owner): boolean {
  return isAlive(owner.pid) && (owner.birth === null || owner.birth === birthMark(owner.pid));
}
