from bot.cli.app import app

app(prog_name="tinbao")
