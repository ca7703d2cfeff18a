"""A Telegram of our own: the Bot API over real HTTP on loopback, in a thread of its own.

    with FakeTelegram() as telegram:
        bot = telegram.add_bot()
        lan = telegram.people.private(telegram.people.person("Lan"), bot)
        lan.say("/start")          # the product polls telegram.url with bot.token, or has a webhook
        lan.sees("Chào bạn")       # or `await lan.hears(…)` inside a loop

By hand: `python -m tests.telegram.fake --port 8081`, then what people do is
POST /people/1/say {"text": "/start"} and what they see GET /people/1/messages.
"""

import argparse
import asyncio
import contextlib
import json
import threading
import time
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.telegram.fake_methods import BY_LOWER_NAME, MESSAGES, METHODS, take_updates
from tests.telegram.people import Chat, People
from tests.telegram.world import Bot, Json, Refused, Trouble, World

TOKEN = "7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake001"
DESK_TOKEN = "7000000002:AAFakeFakeFakeFakeFakeFakeFakeFake002"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LOOK_AGAIN = 0.01
RETRY = 0.3


class FakeTelegram:
    def __init__(self, port: int = 0) -> None:
        self.world = World()
        self.people = People(self.world)
        self._port = port
        self._ready = threading.Event()
        self._over: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10), "the fake Telegram did not start"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._loop is not None
        assert self._over is not None
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    # --- what a test arranges -------------------------------------------------------------------

    def add_bot(self, token: str = TOKEN, username: str = "tinbao_bot") -> Bot:
        return self.world.add_bot(token, username)

    def halt(self, bot: Bot, seconds: float) -> None:
        """429 for everything this bot says, until then."""
        bot.halted_until = time.monotonic() + seconds

    def fail(
        self, method: str, code: int = 500, words: str = "Internal Server Error", times: int = 1
    ) -> None:
        self.world.troubles.append(Trouble(method, Refused(code, words), times))

    def drop(self, method: str, times: int = 1) -> None:
        """The work is done but the answer never arrives."""
        self.world.troubles.append(Trouble(method, None, times))

    def repeat(self, bot: Bot, update: Json) -> None:
        """Deliver an update once more, out of order as it may be."""
        with self.world.lock:
            bot.updates.append(update)

    def requests(self, method: str) -> list[Json]:
        return [asked for _, called, asked in self.world.requests if called == method]

    # --- the server -----------------------------------------------------------------------------

    def _serve(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.02)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        await site.start()
        self._port = runner.addresses[0][1]
        postman = asyncio.create_task(self._deliver_webhooks())
        self._ready.set()
        await self._over.wait()
        postman.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await postman
        await runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_post("/people/{person}/say", self._say_by_hand)
        app.router.add_get("/people/{person}/messages", self._read_by_hand)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._answered(request, await _parameters(request))
        except Refused as problem:
            refusal = problem
        except (KeyError, ValueError, TypeError, AttributeError):
            refusal = Refused(400, "Bad Request: parameters are wrong")
        return web.json_response(refusal.json, status=refusal.code)

    async def _answered(self, request: web.Request, asked: Json) -> web.StreamResponse:
        bot = self.world.bots.get(request.match_info["token"])
        method = BY_LOWER_NAME.get(request.match_info["method"].lower())
        if bot is None:
            raise Refused(401, "Unauthorized")
        if method is None:
            raise Refused(404, "Not Found: method not found")
        trouble = self._trouble(method)
        if trouble is not None and trouble.refusal is not None:
            raise trouble.refusal
        if method == "getUpdates":
            return await self._updates(bot, asked)
        with self.world.lock:
            self.world.requests.append((bot.username, method, asked))
            if method in MESSAGES:
                self.world.messages_at.append((time.monotonic(), int(asked["chat_id"])))
            kind, result = METHODS[method](self.world, bot, asked)
            body = json.dumps({"ok": True, "result": result})
            if kind:
                self.world.emitted.append((kind, json.loads(body)["result"]))
        if trouble is not None and request.transport is not None:
            request.transport.abort()
        return web.Response(text=body, content_type="application/json")

    async def _updates(self, bot: Bot, asked: Json) -> web.Response:
        if bot.webhook:
            words = "Conflict: can't use getUpdates method while webhook is active"
            raise Refused(409, words)
        bot.polls += 1
        poll, until = bot.polls, time.monotonic() + float(asked.get("timeout") or 0)
        while True:
            updates = take_updates(self.world, bot, asked)
            if updates or time.monotonic() >= until:
                return web.json_response({"ok": True, "result": updates})
            await asyncio.sleep(LOOK_AGAIN)
            if poll != bot.polls:
                raise Refused(409, "Conflict: terminated by other getUpdates request")

    def _trouble(self, method: str) -> Trouble | None:
        for trouble in self.world.troubles:
            if trouble.method == method and trouble.times:
                trouble.times -= 1
                return trouble
        return None

    async def _download(self, request: web.Request) -> web.Response:
        bot = self.world.bots.get(request.match_info["token"])
        for file in self.world.files.values():
            if bot is not None and (file.bot, file.path) == (bot.id, request.match_info["path"]):
                return web.Response(body=file.content)
        raise web.HTTPNotFound

    # --- webhooks -------------------------------------------------------------------------------

    async def _deliver_webhooks(self) -> None:
        """Chats side by side, one chat in order, again and again until a 2xx."""
        under_way: set[int] = set()
        tasks: set[asyncio.Task[None]] = set()
        async with ClientSession(timeout=ClientTimeout(60)) as session:
            while True:
                for bot in [bot for bot in self.world.bots.values() if bot.webhook]:
                    for update in self._first_of_each_chat(bot, under_way):
                        under_way.add(id(update))
                        task = asyncio.create_task(self._deliver(session, bot, update, under_way))
                        tasks.add(task)
                        task.add_done_callback(tasks.discard)
                await asyncio.sleep(LOOK_AGAIN)

    def _first_of_each_chat(self, bot: Bot, under_way: set[int]) -> list[Json]:
        with self.world.lock:
            heads = {chat_of(update): update for update in reversed(bot.updates)}
        return [update for update in heads.values() if id(update) not in under_way]

    async def _deliver(
        self, session: ClientSession, bot: Bot, update: Json, under_way: set[int]
    ) -> None:
        secret = {SECRET_HEADER: bot.secret} if bot.secret else {}
        try:
            async with session.post(bot.webhook, json=update, headers=secret) as response:
                taken = response.status // 100 == 2
        except (ClientError, TimeoutError, OSError):
            taken = False
        if taken:
            with self.world.lock:
                bot.updates.remove(update)
        else:
            await asyncio.sleep(RETRY)
        under_way.discard(id(update))

    # --- by hand --------------------------------------------------------------------------------

    def _by_hand(self, request: web.Request) -> Chat:
        number = int(request.match_info["person"])
        person = self.world.people.get(number) or self.people.person(f"Người {number}")
        person.id = number
        self.world.people[number] = person
        return self.people.private(person, next(iter(self.world.bots.values())))

    async def _say_by_hand(self, request: web.Request) -> web.Response:
        said = await request.json()
        chat = self._by_hand(request)
        if "press" in said:
            chat.press(said["press"])
        else:
            chat.say(said["text"])
        return web.json_response({"ok": True})

    async def _read_by_hand(self, request: web.Request) -> web.Response:
        return web.json_response(self._by_hand(request).messages)


def chat_of(update: Json) -> int:
    event = next(value for key, value in update.items() if key != "update_id")
    message = event.get("message", event)
    return int(message.get("chat", event.get("from", {})).get("id", 0))


async def _parameters(request: web.Request) -> Json:
    """JSON, form or multipart: values of a form are JSON where JSON is meant."""
    if request.content_type == "application/json":
        asked: Json = await request.json()
        return asked
    form = await request.post()
    given: dict[str, Any] = {**request.query, **form}
    files = {k: v.file.read() for k, v in given.items() if isinstance(v, web.FileField)}
    named = {k: _meant(v) for k, v in given.items() if isinstance(v, str)}
    attached = {k: files.get(str(v).removeprefix("attach://"), v) for k, v in named.items()}
    return files | attached


def _meant(value: str) -> Any:
    if value[:1] in "[{" or value in ("true", "false"):
        with contextlib.suppress(ValueError):
            return json.loads(value)
    return value


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, default=8081)
    asked.add_argument("--token", default=TOKEN)
    options = asked.parse_args()
    with FakeTelegram(options.port) as telegram:
        telegram.add_bot(options.token)
        print(f"api_base = {telegram.url}  token = {options.token}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
