const LONGEST = 2560;
const QUALITY = 0.9;
const MARKS = { 'image/jpeg': 'Exif', 'image/png': 'eXIf', 'image/webp': 'EXIF' };
const HEAD = 256 << 10;

// A picture as it goes up: not larger than anybody looks at, and without what a camera writes beside it (place, time,
// device). One that has nothing to hide and is small enough stays as it is, to the byte; so does what cannot be read.
export async function prepare(file) {
  const mark = MARKS[file.type];
  if (!mark) return file;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && !(await has(file, mark))) return file;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(resolve => canvas.toBlob(resolve, file.type, QUALITY));
    return blob?.type === file.type ? new File([blob], file.name, { type: file.type }) : file;
  } catch {
    return file;
  } finally {
    bitmap?.close();
  }
}

// JPEG and WebP keep it near their beginning or end, PNG anywhere.
async function has(file, mark) {
  const ends = [file.slice(0, HEAD), file.slice(-HEAD)];
  const bytes = file.type === 'image/png' ? [file] : ends;
  const texts = await Promise.all(bytes.map(async part => new TextDecoder('latin1').decode(await part.arrayBuffer())));
  return texts.some(text => text.includes(mark));
}
