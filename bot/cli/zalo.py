"""`tinbao zalo …`: sign in to an Official Account, and tell Zalo where a bot's events go."""

import asyncio

import typer

from bot.cli.commands import File, group, say, settings

app = group("help_zalo")
webhooks = group("help_zalo_webhook")
app.add_typer(webhooks, name="webhook")


@app.command(help=say("help_zalo_connect"))
def connect(config: File = None) -> None:
    with settings(config) as chosen:
        from bot.operators.zalo import connecting

        async def signed_in() -> dict[str, object]:
            async with connecting(chosen) as signing:
                consent = signing.begin()
                typer.echo(say("zalo_open_page", page=consent.page))
                return await signing.finish(consent, typer.prompt(say("zalo_paste")))

        about = asyncio.run(signed_in())
        typer.echo(say("zalo_connected", name=about.get("name"), package=about.get("package_name")))


@webhooks.command("set", help=say("help_zalo_webhook_set"))
def tell_address(config: File = None) -> None:
    _say_outcome("setWebhook", config)


@webhooks.command("test", help=say("help_zalo_webhook_test"))
def try_address(config: File = None) -> None:
    _say_outcome("testWebhook", config)


@webhooks.command("show", help=say("help_zalo_webhook_show"))
def show_address(config: File = None) -> None:
    with settings(config) as chosen:
        from handlers.zalo.oa.webhook import PATH

        if chosen.zalo_oa.is_on:
            typer.echo(say("zalo_oa_webhook", address=chosen.page(PATH)))
        if chosen.zalo_oa.is_on and not chosen.zalo_bot.is_on:
            return
    _say_outcome("getWebhookInfo", config)


def _say_outcome(method: str, config: File) -> None:
    with settings(config) as chosen:
        from bot.operators.zalo import webhook

        address, outcome = asyncio.run(webhook(chosen, method))
        typer.echo(say(outcome, address=address))
        if outcome not in ("zalo_webhook_ok", "zalo_webhook_shown"):
            raise typer.Exit(1)
