import type { Command } from 'commander';

/** Makes a command with the common options. */
export type MakeCommand = (usage: string, description: string) => Command;
