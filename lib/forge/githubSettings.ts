import { treeRoles, type TreeRole } from '../progress/index';

/** A repository in which patches are looked for: its default branch, for GitHub searches no other. */
export interface SearchedRepository {
  /** "torvalds/linux" */
  readonly name: string;
  readonly role: TreeRole;
}

/**
 * Where a GitHub is asked: "https://github.com", an Enterprise server by its address, or "github.com=https://proxy.example.org/api"
 * for one that stands in for it. (docs.github.com: "Getting started with the REST API", "Network access for GHE.com".)
 *
 * @returns Undefined when it is no such address.
 */
export function githubAt(text: string): { readonly host: string; readonly api: string } | undefined {
  const [, named, address = ''] = /^(?:([\w.-]{4,100})=)?(https?:\/\/\S{1,500})$/.exec(text) ?? [];
  if (!URL.canParse(address)) return undefined;
  const { origin, host, hostname, pathname, username, search } = new URL(address);
  if (username !== '' || search !== '') return undefined;
  const path = pathname.replace(/\/+$/, '');
  if (named !== undefined) return { host: named.toLowerCase(), api: `${origin}${path}` };
  if (path !== '') return undefined;
  if (hostname === 'github.com' || hostname === 'www.github.com')
    return { host: 'github.com', api: 'https://api.github.com' };
  if (hostname.endsWith('.ghe.com')) return { host: hostname, api: `https://api.${host}` };
  return { host: hostname, api: `${origin}/api/v3` };
}

/** A default branch that is not searched by the name of its tree is mainline's when nothing else is said. */
const roleOfBare: TreeRole = 'mainline';

/**
 * Reads "torvalds/linux, stable=gregkh/linux": OWNER/NAME, each with what it is for in front; without that it is mainline. "none" is none.
 *
 * @returns What is wrong, in words.
 */
export function repositoriesIn(text: string): readonly SearchedRepository[] | { readonly why: string } {
  if (text.trim().toLowerCase() === 'none') return [];
  const repositories: SearchedRepository[] = [];
  for (const one of text.split(/[,\s]+/).filter((part) => part !== '')) {
    const [, said, name] = /^(?:([\w-]{1,20})=)?([A-Za-z0-9][\w-]{0,38}\/[\w.-]{1,100})$/.exec(one) ?? [];
    const role = said === undefined ? roleOfBare : treeRoles.find((known) => known === said);
    if (name === undefined) return { why: `"${one}" is no repository. Write OWNER/NAME.` };
    if (role === undefined) return { why: `"${said ?? ''}" is none of ${treeRoles.join(', ')}.` };
    if (repositories.some((known) => known.name === name)) return { why: `"${name}" stands there twice.` };
    repositories.push({ name, role });
  }
  return repositories;
}
