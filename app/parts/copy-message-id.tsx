/** Copies a Message-ID, by `CopyButtons` of the frame. Without script it is hidden, and the id stands on the mail's page. */
export function CopyMessageId({ messageId }: { readonly messageId: string }) {
  return (
    <button type="button" className="aslink" hidden data-copy={messageId} data-copied="Message-ID copied">
      copy Message-ID
    </button>
  );
}
