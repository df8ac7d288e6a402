import type { Mail } from '../mail/index';
import type { Recognition, Series } from '../series/index';

/** Where what a maintainer takes goes from there, as far as the mail itself tells; undefined: that is not known. */
export type Upstream = 'linux';

/** What may stand at the top of the kernel's tree. */
const kernelTop =
  /^(?:(?:arch|block|certs|crypto|Documentation|drivers|fs|init|io_uring|ipc|kernel|lib|LICENSES|mm|net|rust|samples|scripts|security|sound|tools|usr|virt)\/|include\/(?:acpi|asm-generic|clocksource|crypto|cxl|drm|dt-bindings|generated|hyperv|keys|kunit|kvm|linux|math-emu|media|memory|misc|net|pcmcia|ras|rdma|rv|scsi|soc|sound|target|trace|uapi|ufs|vdso|video|xen)\/|(?:\.\w[\w.-]*|COPYING|CREDITS|Kbuild|Kconfig|MAINTAINERS|Makefile|README)$)/;
/** What few other trees have: docs, libraries and tools stand in many. */
const kernelOwn =
  /^(?:arch\/\w+\/|drivers\/|fs\/|include\/(?:linux|hyperv|uapi\/linux|dt-bindings|asm-generic|net|drm|rdma|scsi|sound|media|trace)\/|kernel\/|mm\/|net\/|block\/|sound\/|security\/|crypto\/|io_uring\/|ipc\/|virt\/kvm\/|tools\/(?:perf|testing|bpf|objtool)\/|Documentation\/.*\.(?:rst|yaml)$)/;
/** Hosts of the kernel's lists, as List-Ids and addresses have them; they carry those of other projects as well. */
const kernelHost =
  /[.@](?:vger\.kernel\.org|lists\.linux\.dev|lists\.infradead\.org|lists\.linux-foundation\.org|kvack\.org|lists\.freedesktop\.org|lists\.ozlabs\.org|alsa-project\.org|redhat\.com|lists\.sourceforge\.net|st-md-mailman\.stormreply\.com|lists\.samba\.org)$/i;
/** Lists of projects whose trees are laid out alike. */
const alikeList = /(?:^|[^a-z])(?:u-?boot|barebox|qemu)(?:$|[^a-z])/i;
/** Projects whose patches go to the kernel's lists, as the brackets name them. */
const otherProject =
  /(?:^|[^a-z])(?:u-?boot|barebox|qemu|grub|iproute2?|ethtool|nvme-cli|libnvme|ndctl|mdadm|lvm2?|multipath|liburing|fio|blktests|x?fstests|xfsprogs|btrfs-progs|e2fsprogs|f2fs-tools|fsverity-utils|kvm-unit-tests|kvmtool|kexec-tools|util-linux|man-pages|pahole|dwarves|bluez|nfs-utils|wireless-regdb|iw|b4)(?:$|[^a-z])/i;

/**
 * Where patches of a series go once they are taken. They are the kernel's when every file of the newest version held may stand in its tree and one of them
 * hardly stands in another, a list they were sent to is at a host of the kernel's lists, and nothing names another project. All else is not
 * known: that a list is the kernel's does not make what is sent there the kernel's (git, liburing and fstests go there too).
 */
export function upstreamOf({ byId }: Recognition, series: Series): Upstream | undefined {
  const version = series.versions.findLast(({ patches }) => patches.some(({ kind }) => kind === 'held'));
  const held = version?.patches.flatMap((slot) => (slot.kind === 'held' ? [slot] : [])) ?? [];
  const paths = held.flatMap(({ patch }) =>
    patch.files.flatMap(({ newPath, oldPath }) => newPath ?? oldPath ?? []),
  );
  if (!paths.every((path) => kernelTop.test(path)) || !paths.some((path) => kernelOwn.test(path)))
    return undefined;
  const mails = held.flatMap(({ mail }) => byId.get(mail)?.mail ?? []);
  const places = [...new Set([...series.lists, ...mails.flatMap(placesOf)])];
  if (places.some((place) => alikeList.test(place))) return undefined;
  if (mails.some(({ subject }) => otherProject.test(bracketsOf(subject)))) return undefined;
  return places.some((place) => kernelHost.test(place)) ? 'linux' : undefined;
}

function placesOf({ to, cc, lists }: Mail): readonly string[] {
  return [...lists, ...[...to, ...cc].map(({ address }) => address.toLowerCase())];
}

/** Far longer than any bracket. */
const headLength = 200;

function bracketsOf(subject: string): string {
  return (subject.slice(0, headLength).match(/\[[^\]]*\]/g) ?? []).join(' ');
}
