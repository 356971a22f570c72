import { handleTrpc } from '../../../../server/trpc/handler.ts';

export const GET = handleTrpc;
export const POST = handleTrpc;
