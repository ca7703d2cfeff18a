"""The bare HTTP line, against a server that answers as scripted, over real sockets."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from channels.telegram import wire as telegram_wire
from channels.telegram.wire import Broken, NotSent, Wire

Answer = Callable[[int, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Server:
    """`answer` is given the number of the call, from 0, and writes what it likes."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.calls: list[bytes] = []
        self.lines = self.most = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        self.most = max(self.most, self.lines)
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                self.calls.append(head + await reader.readexactly(length))
                await self.answer(len(self.calls) - 1, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.lines -= 1
            writer.close()


@asynccontextmanager
async def wired(
    answer: Answer, limit: int = 10, tls: tuple[ssl.SSLContext, ssl.SSLContext] | None = None
) -> AsyncIterator[tuple[Server, Wire]]:
    server = Server(answer)
    theirs, ours = tls or (None, None)
    opened = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=theirs)
    port = opened.sockets[0].getsockname()[1]
    wire = Wire(f"http{'s' if tls else ''}://127.0.0.1:{port}", limit, ours)
    try:
        yield server, wire
    finally:
        await wire.close()
        opened.close()
        await asyncio.sleep(0.02)


async def ok(_call: int, writer: asyncio.StreamWriter) -> None:
    writer.write(OK)


async def test_calls_share_a_line_that_stays_open() -> None:
    async with wired(ok) as (server, wire):
        for _ in range(3):
            assert await wire.post(b"/bot1:x/sendMessage", b'{"a":1}', 5) == (200, b"{}")

    assert (server.most, len(server.calls)) == (1, 3)
    assert server.calls[0].startswith(b"POST /bot1:x/sendMessage HTTP/1.1\r\nHost: 127.0.0.1")
    assert server.calls[0].endswith(b'\r\n\r\n{"a":1}')


async def test_no_more_lines_are_opened_than_allowed() -> None:
    async def slowly(_call: int, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.01)
        writer.write(OK)

    async with wired(slowly, limit=3) as (server, wire):
        await asyncio.gather(*(wire.post(b"/", b"{}", 5) for _ in range(20)))

    assert (server.most, len(server.calls)) == (3, 20)


async def test_an_answer_in_pieces_is_put_together() -> None:
    async def in_pieces(_call: int, writer: asyncio.StreamWriter) -> None:
        for piece in (b"HTTP/1.1 429 Too Many\r\nTransfer-", b"Encoding: chunked\r\n\r\n3\r\nxin"):
            writer.write(piece)
            await asyncio.sleep(0.01)
        writer.write(b"\r\n2\r\n!!\r\n0\r\n\r\n")

    async with wired(in_pieces) as (_, wire):
        assert await wire.post(b"/", b"{}", 5) == (429, b"xin!!")


async def test_a_line_that_breaks_before_the_answer_leaves_doubt() -> None:
    async def breaks(_call: int, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with wired(breaks) as (_, wire):
        with pytest.raises(Broken):
            await wire.post(b"/", b"{}", 5)


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", b"\x16\x03"]
)
async def test_silence_and_nonsense_leave_doubt(said: bytes) -> None:
    async def mumbles(_call: int, writer: asyncio.StreamWriter) -> None:
        writer.write(said)

    async with wired(mumbles) as (_, wire):
        with pytest.raises(Broken):
            await wire.post(b"/", b"{}", 0.1)


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with wired(ok) as (_, wire):
        pass

    with pytest.raises(NotSent):
        await wire.post(b"/", b"{}", 5)


async def test_a_line_the_server_wants_closed_is_not_used_again() -> None:
    async def once(_call: int, writer: asyncio.StreamWriter) -> None:
        writer.write(OK.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n"))

    async with wired(once) as (server, wire):
        for _ in range(2):
            assert (await wire.post(b"/", b"{}", 5))[0] == 200
        assert len(server.calls) == 2


async def test_a_line_closed_while_it_rested_is_replaced() -> None:
    async def then_hangs_up(_call: int, writer: asyncio.StreamWriter) -> None:
        writer.write(OK)
        await writer.drain()
        writer.close()

    async with wired(then_hangs_up, limit=1) as (server, wire):
        for _ in range(3):
            assert (await wire.post(b"/", b"{}", 5))[0] == 200
            await asyncio.sleep(0.02)
        assert len(server.calls) == 3


async def test_a_line_that_rested_for_long_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_wire, "KEPT", 0.0)
    async with wired(ok, limit=1) as (server, wire):
        for _ in range(2):
            await wire.post(b"/", b"{}", 5)
        assert len(server.calls) == 2
        assert server.lines == 1


async def test_the_answer_to_a_call_given_up_is_nobodys() -> None:
    asked, given_up = asyncio.Event(), asyncio.Event()

    async def late_first(call: int, writer: asyncio.StreamWriter) -> None:
        if call == 0:
            asked.set()
            await given_up.wait()
        writer.write(OK.replace(b"{}", b"%d." % call))

    async with wired(late_first, limit=1) as (_, wire):
        first = asyncio.create_task(wire.post(b"/", b"{}", 60))
        await asked.wait()
        first.cancel()
        given_up.set()
        second = await wire.post(b"/", b"{}", 60)

    assert first.cancelled()
    assert second == (200, b"1.")


async def test_whoever_waits_for_a_line_gets_the_turn_of_one_that_gave_up() -> None:
    asked, given_up = asyncio.Event(), asyncio.Event()

    async def slowly(_call: int, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await given_up.wait()
        writer.write(OK)

    async with wired(slowly, limit=1) as (_, wire):
        calls = [asyncio.create_task(wire.post(b"/", b"{}", 60)) for _ in range(4)]
        await asked.wait()
        calls[1].cancel()
        given_up.set()
        done = await asyncio.wait_for(asyncio.gather(*calls, return_exceptions=True), 60)

    assert [isinstance(one, tuple) for one in done] == [True, False, True, True]


# --- TLS ------------------------------------------------------------------------------------------


async def test_it_speaks_tls_to_whom_it_trusts(tmp_path: Path) -> None:
    certificate = a_certificate(tmp_path)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(certificate)

    async with wired(ok, tls=(theirs, ssl.create_default_context(cafile=certificate))) as (_, wire):
        assert (await wire.post(b"/", b"{}", 5))[0] == 200


async def test_a_stranger_with_a_certificate_of_their_own_is_told_nothing(tmp_path: Path) -> None:
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(a_certificate(tmp_path))

    async with wired(ok, tls=(theirs, ssl.create_default_context())) as (server, wire):
        with pytest.raises(NotSent):
            await wire.post(b"/", b"{}", 5)

    assert not server.calls


def a_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36_500))
        .add_extension(here, critical=False)
        .sign(key, SHA256())
    )
    file = folder / "both.pem"
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + plain)
    return file
