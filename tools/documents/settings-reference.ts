import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { wrap } from './wrap';

const HOST = join(repositoryRoot, 'packages/plugin-host');

interface Schema {
  $ref?: string;
  description?: string;
  type?: string;
  enum?: string[];
  minimum?: number;
  default?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
}

type SettingsSchema = Required<Pick<Schema, 'properties'>> & { definitions: Record<string, Schema> };

/** One section per setting of `plugin-host.schema.json`, with the environment variable that sets it. */
export async function settingsReference(): Promise<string> {
  const schema = JSON.parse(readFileSync(join(HOST, 'plugin-host.schema.json'), 'utf8')) as SettingsSchema;
  const { SETTINGS_VARIABLES: variables } = (await import(
    join(HOST, 'dist/config/settings-variables.js')
  )) as {
    SETTINGS_VARIABLES: Record<string, string>;
  };
  const sections = Object.entries(schema.properties)
    .filter(([name]) => name !== '$schema')
    .map(([name, node]) => {
      const setting = resolve(node, schema);
      const isForOne = name in schema.definitions['plugin'].properties!;
      const scope =
        name === 'plugins'
          ? ''
          : `- ${isForOne ? 'for all plugins, or for one' : 'for all plugins together'}\n`;
      return `## \`${name}\`\n\n${wrap(setting.description!)}\n${bullets(name, setting, schema, variables)}${scope}`;
    });
  return sections.join('\n');
}

/** One line per value that can be set, or about the one value. */
function bullets(
  path: string,
  node: Schema,
  schema: SettingsSchema,
  variables: Record<string, string>,
): string {
  if (node.properties)
    return Object.entries(node.properties)
      .map(([name, below]) => bullets(`${path}.${name}`, resolve(below, schema), schema, variables))
      .join('');
  const variable = variables[path.split('.').at(-1)!];
  const facts = [
    valuesOf(node),
    node.default === undefined ? '' : `default \`${JSON.stringify(node.default)}\``,
    variable ? `environment variable \`${variable}\`` : '',
  ];
  return wrap(`\`${path}\`: ${facts.filter(Boolean).join(', ')}`, '- ');
}

function valuesOf({ type, items, minimum, enum: names }: Schema): string {
  if (names) return names.map((name) => `\`${name}\``).join(' or ');
  if (items) return `a list of ${valuesOf(items)}`;
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'object') return 'an object: name → settings';
  return `a whole number, at least ${minimum}`;
}

function resolve(node: Schema, schema: SettingsSchema): Schema {
  const name = node.$ref?.slice('#/definitions/'.length);
  return name ? resolve(schema.definitions[name], schema) : node;
}
