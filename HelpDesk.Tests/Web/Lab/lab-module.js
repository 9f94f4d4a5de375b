export async function add(page, left, right) {
  return `${await page.invokeMethodAsync("AddAsync", left, right)} by script`;
}
