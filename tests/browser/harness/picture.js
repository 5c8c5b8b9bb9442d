// Pictures as telephones take them, made in the page: no file of a person is in the repository.

// A JPEG of this size with something to see on it; behind `note`, which stands where a camera writes the place.
export async function photo(page, { width = 3000, height = 4000, note, type = "image/jpeg" } = {}) {
  const base64 = await page.evaluate(async ({ width, height, type }) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    const sky = context.createLinearGradient(0, 0, width, height);
    sky.addColorStop(0, "#9cc5d8");
    sky.addColorStop(1, "#d99a6c");
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#5b3a29";
    context.fillRect(width * 0.3, height * 0.35, width * 0.4, height * 0.3);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, 0.9));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }, { width, height, type });
  const bytes = Buffer.from(base64, "base64");
  if (!note) return bytes;
  const words = Buffer.from(`Exif\0\0${note}`);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(words.length + 2);
  return Buffer.concat([bytes.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, words, bytes.subarray(2)]);
}

// A file of another kind by its first bytes.
export const KINDS = {
  heic: Buffer.concat([Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), Buffer.alloc(4000)]),
  program: Buffer.concat([Buffer.from("MZ\x90\0\x03", "latin1"), Buffer.alloc(4000)]),
  page: Buffer.from("<!doctype html><script>window.hacked = true</script>"),
  video: Buffer.concat([Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp41", "latin1"), Buffer.alloc(40_000)]),
  // A few bytes that would be ten gigabytes of pixels.
  bomb: Buffer.from("89504e470d0a1a0a0000000d494844520000c3500000c3500802000000", "hex"),
};
