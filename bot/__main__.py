from bot.reading_modules import modules_read_fast

with modules_read_fast():
    from bot.cli.app import app

app(prog_name="tinbao")
