"""A scheduler that answers whoever calls with a pickle that leaves a file where it is read: ``-m support.hostile FILE``."""

import asyncio
import sys

from distributed.comm import Comm, listen
from distributed.protocol.serialize import Serialize, ToPickle

from support.poison import Evil


async def main(path: str) -> None:
    async def answer(comm: Comm) -> None:
        await comm.read()
        for kind in (ToPickle, Serialize):
            await comm.write({"op": "stream-start", "status": "OK", "type": kind(Evil(path)), "identity": kind(Evil(path))})

    async with listen("tcp://127.0.0.1:0", answer) as listener:
        print(listener.contact_address, flush=True)
        await asyncio.sleep(60)


asyncio.run(main(sys.argv[1]))
