import { Field } from '../../../_ui/field.tsx';

export const EMPTY_STORE = { endpoint: '', region: '', bucket: '', prefix: '', accessKeyId: '', secretKey: '' };
type Store = typeof EMPTY_STORE;

const FIELDS: readonly { key: keyof Store; label: string; placeholder?: string; hint?: string; wide?: true }[] = [
  { key: 'endpoint', label: 'Address', placeholder: 'https://s3.example.lan:9000', wide: true },
  { key: 'bucket', label: 'Bucket' },
  { key: 'region', label: 'Region (optional)', placeholder: 'us-east-1' },
  { key: 'prefix', label: 'Prefix (optional)', placeholder: 'lab-01/', wide: true },
  { key: 'accessKeyId', label: 'Access key' },
  { key: 'secretKey', label: 'Secret key', hint: 'Kept encrypted; never shown again.' },
];

/** Where an S3-compatible store is and how to get in. */
export function StoreFields({ value, onChange }: { value: Store; onChange: (value: Store) => void }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {FIELDS.map(({ key, label, placeholder, hint, wide }) => (
        <div key={key} className={wide && 'sm:col-span-2'}>
          <Field
            id={`store-${key}`}
            label={label}
            mono={key !== 'secretKey'}
            type={key === 'secretKey' ? 'password' : 'text'}
            autoComplete={key === 'secretKey' ? 'new-password' : 'off'}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            placeholder={placeholder}
            value={value[key]}
            onChange={(event) => onChange({ ...value, [key]: event.target.value })}
            hint={hint}
          />
        </div>
      ))}
    </div>
  );
}
