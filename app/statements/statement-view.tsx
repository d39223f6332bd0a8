import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatInstant } from '#app/ui/format.ts';
import type { SigningKey } from './signing-key.repository.server.ts';

interface ChainHeadViewProps {
  head: { number: number; hash: string; at: string };
}

/** The newest point of the history, and the statement of it to take away. */
export function ChainHeadView({ head: { number, hash, at } }: ChainHeadViewProps) {
  return (
    <>
      <DefinitionList
        items={[
          { label: '登记版本', value: `第 ${number} 号变更`, note: `${formatInstant(at)}形成` },
          { label: '链首', value: <span className="font-mono break-all">{hash}</span> },
        ]}
      />
      <p className="mt-4 max-w-prose">
        每一号变更都把前一号的结果算在自己里面，所以这一串字代表从第 1 号到第 {number}{' '}
        号的全部历史：其中任何一处被改动、删去，它就对不上。
      </p>
      <p className="mt-2 max-w-prose">把签名的声明交登记簿之外的人保管，以后随时可以核对这段历史还在不在。</p>
      <p className="mt-4">
        <ButtonLink href={paths.statement()}>下载签名的声明</ButtonLink>
      </p>
    </>
  );
}

/** The public keys, by which anybody can check a statement without this register. */
export function SigningKeys({ keys }: { keys: readonly SigningKey[] }) {
  return (
    <ul className="grid gap-5">
      {keys.map(({ fingerprint, publicKey, since, until }) => (
        <li key={fingerprint} className="min-w-0">
          <p>
            密钥 <span className="font-mono">{fingerprint}</span>，{formatInstant(since)}起
            {until === null ? '使用' : `，${formatInstant(until)}停用，此前的声明仍然有效`}
          </p>
          <pre className="mt-1 bg-paper-deep px-3 py-2 font-mono text-sm break-all whitespace-pre-wrap">
            {publicKey.trim()}
          </pre>
        </li>
      ))}
    </ul>
  );
}
