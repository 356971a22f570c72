import { PlainPage } from './_shell/plain-page.tsx';
import { ButtonLink } from './_ui/button.tsx';

// biome-ignore lint/style/noDefaultExport: Next asks for it
export default function Forbidden() {
  return (
    <PlainPage
      title="This is not yours"
      description="Your account may not see this page. Ask its owner or an administrator of the machine."
    >
      <ButtonLink href="/experiments" look="primary" size="thumb">
        Experiments
      </ButtonLink>
    </PlainPage>
  );
}
