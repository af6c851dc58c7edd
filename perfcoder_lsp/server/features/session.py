"""Beginning of a session, and the settings: whoever changes them changes them here."""

import asyncio
import contextlib
import logging
from typing import Any

from lsprotocol import types

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.server import configuration
from perfcoder_lsp.server.client import Client
from perfcoder_lsp.server.features import diagnostics
from perfcoder_lsp.server.features.diagnostics import Checks
from perfcoder_lsp.server.server import PerfcoderServer

_ANSWER_TIMEOUT_S = 5.0

_log = logging.getLogger("perfcoder.configuration")


def initialize(ls: PerfcoderServer, checks: Checks, params: types.InitializeParams) -> None:
    """Note what the client can do, and the settings that it starts with."""
    encoding = str(getattr(ls.workspace.position_encoding, "value", ls.workspace.position_encoding))
    ls.client = Client.of(params.capabilities, encoding)
    ls.documents.encoding = encoding
    _configure(ls, checks, params.initialization_options)


async def initialized(ls: PerfcoderServer, checks: Checks) -> None:
    await _follow_configuration(ls)
    await _pull_configuration(ls, checks)


async def did_change_configuration(
    ls: PerfcoderServer, checks: Checks, params: types.DidChangeConfigurationParams
) -> None:
    """Clients send the new settings, or only that there are some."""
    if not await _pull_configuration(ls, checks) and params.settings is not None:
        _configure(ls, checks, params.settings)


async def _follow_configuration(ls: PerfcoderServer) -> None:
    """VS Code tells of changes only where it was asked to."""
    if not ls.client.follows_configuration:
        return
    options = types.DidChangeConfigurationRegistrationOptions(section=configuration.SECTION)
    method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
    registration = types.Registration("perfcoder-configuration", method, options)
    with contextlib.suppress(Exception):
        async with asyncio.timeout(_ANSWER_TIMEOUT_S):
            await ls.client_register_capability_async(types.RegistrationParams([registration]))


async def _pull_configuration(ls: PerfcoderServer, checks: Checks) -> bool:
    """Ask for our section; False where the client has no such request, does not answer, or has nothing to say."""
    if not ls.client.configuration:
        return False
    item = types.ConfigurationItem(section=configuration.SECTION)
    try:
        async with asyncio.timeout(_ANSWER_TIMEOUT_S):
            answers = await ls.workspace_configuration_async(types.ConfigurationParams([item]))
    except Exception as error:
        _log.warning("no configuration: %s", error)
        return False
    given = next(iter(answers), None)
    if given:
        _configure(ls, checks, given)
    return bool(given)


def _configure(ls: PerfcoderServer, checks: Checks, given: Any) -> None:
    """Take new settings; where one is bad the user is told, and everything stays as it was."""
    try:
        settings = configuration.read(ls.workspace_folder, given)
    except UsageError as error:
        ls.say(types.MessageType.Error, str(error))
        return
    logging.getLogger("perfcoder").setLevel(settings.server.log_level.upper())
    if settings == ls.settings:
        return
    ls.settings = settings
    for snapshot in ls.documents.all():
        if snapshot.is_cpp:
            checks.schedule(snapshot.uri)
    diagnostics.refresh_lenses(ls)
