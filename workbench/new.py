import click


@click.group()
def new() -> None: ...
