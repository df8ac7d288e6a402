/** What a maintainer counts as review (Documentation/process/submitting-patches.rst); a test is none. */
export const reviewTags = /^(?:reviewed|acked)-by$/i;
