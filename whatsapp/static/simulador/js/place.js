// Which number and which person the page shows: kept in the address, so Back and reload work.

export function place() {
  const [numero, address] = location.hash.replace(/^#\/?/u, "").split("/").map(decodeURIComponent);
  return { numero: numero ?? "", address: address ?? "" };
}

export function go(numero, address = "") {
  const wanted = `#/${encodeURIComponent(numero)}${address ? `/${encodeURIComponent(address)}` : ""}`;
  if (location.hash !== wanted) location.hash = wanted;
}

export const onMove = (listener) => addEventListener("hashchange", listener);
