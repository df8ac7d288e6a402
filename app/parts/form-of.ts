/**
 * The fields of a form that was sent. What is no form (another content type, a broken body) has none, so that a route refuses
 * it in the words in which it refuses an empty one.
 */
export async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (error) {
    // The platform says so of a body that it cannot read as a form, and of that alone.
    if (error instanceof TypeError) return new FormData();
    throw error;
  }
}
