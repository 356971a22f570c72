import { AS_TYPED, Field } from './field.tsx';

interface Props {
  id: string;
  /** What has to be typed. */
  name: string;
  value: string;
  onChange: (value: string) => void;
  problem: string | undefined;
}

/** Asks for the name of an experiment, typed out, before what cannot be taken back. */
export function TypedName({ id, name, value, onChange, problem }: Props) {
  return (
    <Field
      {...AS_TYPED}
      id={id}
      label="Type the name of the experiment"
      mono
      placeholder={name}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      problem={problem}
    />
  );
}
