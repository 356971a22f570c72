import type { Metadata } from 'next';
import { serverCaller } from '../../../server/trpc/server.ts';
import { loadIfThere, onlyForAdministrators } from '../../_data/load.ts';
import { Doctor } from './_components/doctor.tsx';

export const metadata: Metadata = { title: 'Doctor' };

export default async function DoctorPage() {
  const caller = await serverCaller();
  await onlyForAdministrators(caller.sessions.current());
  return <Doctor initial={await loadIfThere(caller.doctor.get())} />;
}
