import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA } from '@nestjs/common/constants.js';
import { ACCESS } from '#platform';

type Importable = Type | DynamicModule | Promise<DynamicModule>;

/** Every controller below a module, however it is imported. */
export async function controllersOf(root: Importable, seen = new Set<unknown>()): Promise<Set<Type>> {
  const resolved = await root;
  if (seen.has(resolved)) return new Set();
  seen.add(resolved);
  const dynamic = 'module' in resolved ? resolved : undefined;
  const module = dynamic?.module ?? (resolved as Type);
  const declared = <T>(key: 'controllers' | 'imports'): T[] => [
    ...((Reflect.getMetadata(MODULE_METADATA[key.toUpperCase() as 'IMPORTS'], module) as T[] | undefined) ?? []),
    ...((dynamic?.[key] as T[] | undefined) ?? []),
  ];
  const controllers = new Set(declared<Type>('controllers'));
  for (const imported of declared<Importable>('imports')) {
    for (const controller of await controllersOf(imported, seen)) controllers.add(controller);
  }
  return controllers;
}

/** The names of a controller's routes, and of those among them that do not say who may call them. */
export function routesOf(controller: Type): { all: string[]; open: string[] } {
  const prototype = controller.prototype as Record<string, unknown>;
  const handlers = Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    return typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler) ? [{ name, handler }] : [];
  });
  const closed = Reflect.hasMetadata(ACCESS, controller);
  const nameOf = ({ name }: { name: string }) => `${controller.name}.${name}`;
  return {
    all: handlers.map(nameOf),
    open: handlers.filter(({ handler }) => !closed && !Reflect.hasMetadata(ACCESS, handler)).map(nameOf),
  };
}
