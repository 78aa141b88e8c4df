// The phone names its own messages, so that a send and the poll speak of the same bubble.

export function newWamid(address) {
  const random = [...crypto.getRandomValues(new Uint8Array(10))];
  const tail = random.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const name = `${address}:${tail}`;
  return `wamid.${btoa(name.padEnd(Math.ceil(name.length / 3) * 3, "0"))}`;
}
