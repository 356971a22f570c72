import type { ExperimentLimits } from '../../shared/limits.ts';
import type { Context } from '../context.ts';
import { loadTemplates } from './load-templates.ts';

export interface TemplateView {
  /** Folder name: `empty`, `python`, `data-science`, `pytorch`, `node`, `web-app`. */
  key: string;
  name: string;
  description: string;
  /** What it installs, in words, with about how long and how much; empty when nothing. */
  installs: string;
  /** Limits that it asks for beside the defaults. */
  limits: Partial<ExperimentLimits>;
}

/** The templates of the platform, the empty one first. */
export async function listTemplates(_ctx: Context): Promise<TemplateView[]> {
  const templates = await loadTemplates();
  return [...templates].map(([key, { name, description, installs, limits }]) => ({
    ...{ key, name, description, installs, limits },
  }));
}
