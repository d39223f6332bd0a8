/** Whether a 商品条码 (GS1 GTIN-8, -12, -13, -14) has its form and its check digit: weights 3 and 1 from the right. */
export function gtinFits(code: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return false;
  const digits = [...code].map(Number).reverse();
  return digits.reduce((sum, digit, place) => sum + digit * (place % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}
