export function bundleCommands(root: string, folder: string): Promise<void>;
