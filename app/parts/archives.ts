/** Origins of the archives that may be asked, as the one who runs this has set them; the settings' room checks them at start. */
export function archives(): readonly string[] {
  const set = process.env['LOREVIEW_ARCHIVES']
    ?.split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
  return set && set.length > 0 ? set : ['https://lore.kernel.org'];
}
