import { PlainPage } from './_shell/plain-page.tsx';
import { ButtonLink } from './_ui/button.tsx';

export default function NotFound() {
  return (
    <PlainPage
      title="There is nothing here"
      description="The address is wrong, or what was here has been deleted. An experiment of somebody else looks the same from outside."
    >
      <ButtonLink href="/experiments" look="primary" size="thumb">
        Experiments
      </ButtonLink>
    </PlainPage>
  );
}
