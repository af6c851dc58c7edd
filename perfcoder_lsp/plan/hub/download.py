"""Downloads by huggingface_hub, into its own cache; whatever fails there becomes one line.

Each transport it has had (requests, httpx) raises errors of its own without a common base: hence `except Exception`
where it is called, and nowhere else.
"""

import contextlib
import warnings
from collections.abc import Generator, Mapping
from pathlib import Path

from huggingface_hub import HfApi, scan_cache_dir
from huggingface_hub.errors import (
    CacheNotFound,
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import logging

from perfcoder_lsp import __version__
from perfcoder_lsp.plan.hub.reference import DEFAULT_REVISION, Reference
from perfcoder_lsp.plan.model.gguf import ModelError

_LISTING_S = 30.0
_LOG_IN = "log in with a token that may read it: hf auth login"


def download(reference: Reference) -> tuple[Path, Reference, tuple[str, ...]]:
    """The first file of a model, the reference to exactly that, and what SHA-256 its files are promised to have.

    All files come from one commit. Raises ModelError.
    """
    api = HfApi(library_name="perfcoder-lsp", library_version=__version__)
    revision = reference.revision or DEFAULT_REVISION
    logging.set_verbosity_error()  # what ends well after all is nobody's concern
    with _failures_told(reference), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        digests = _digests(api, reference.repository, revision)
        first, *others = reference.choose(digests)
        # Asked for by the revision's name, which the cache then knows; the others by the commit that this meant.
        path = _file(api, reference.repository, first, revision)
        commit = path.parents[first.count("/")].name
        for each in others:
            _file(api, reference.repository, each, commit)
    exact = Reference(repository=reference.repository, revision=commit, file=first)
    return path, exact, tuple(digests[each] for each in (first, *others))


def _file(api: HfApi, repository: str, name: str, revision: str) -> Path:
    return Path(api.hf_hub_download(repository, name, revision=revision))  # pyright: ignore[reportUnknownMemberType]


def _digests(api: HfApi, repository: str, revision: str) -> Mapping[str, str]:
    """The SHA-256 of a repository's files by name; what is cached without them where the hub can't be reached."""
    try:
        found = api.model_info(repository, revision=revision, files_metadata=True, timeout=_LISTING_S).siblings
    except (HfHubHTTPError, HFValidationError):
        raise
    except Exception as error:
        cached = _cached(repository, revision)
        if not cached:
            raise LocalEntryNotFoundError(_reason(error)) from None
        return dict.fromkeys(cached, "")
    return {each.rfilename: each.lfs.sha256 if each.lfs is not None else "" for each in found or ()}


def _cached(repository: str, revision: str) -> list[str]:
    """The files of a repository at a revision that huggingface_hub has in its cache."""
    with contextlib.suppress(CacheNotFound):
        for known in scan_cache_dir().repos:
            for snapshot in known.revisions if (known.repo_type, known.repo_id) == ("model", repository) else ():
                if revision in (snapshot.commit_hash, *snapshot.refs):
                    return [each.file_path.relative_to(snapshot.snapshot_path).as_posix() for each in snapshot.files]
    return []


@contextlib.contextmanager
def _failures_told(reference: Reference) -> Generator[None]:
    """Turn what huggingface_hub raises into ModelError."""
    try:
        yield
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"{reference}: {_told(reference.repository, error)}") from None


def _told(repository: str, error: Exception) -> str:
    match error:
        case GatedRepoError():
            return f"{repository} is gated; ask for access on its page, then {_LOG_IN}"
        case RepositoryNotFoundError():
            return f"there is no repository {repository}, or it is private; then {_LOG_IN}"
        case RevisionNotFoundError():
            return f"{repository} has no such revision; without one, {DEFAULT_REVISION} is meant"
        case LocalEntryNotFoundError():
            return f"is not in the hub's cache, and the hub can't be reached ({_reason(error.__cause__ or error)})"
        case EntryNotFoundError():
            return "the file is not there"
        case HfHubHTTPError():
            status = error.response.status_code
            return f"the hub refused with status {status}; {_LOG_IN if status in (401, 403) else 'try again later'}"
        case HFValidationError():
            return f"{repository!r} can't be a repository's name"
        case _:
            return f"could not be downloaded ({_reason(error)})"


def _reason(error: BaseException) -> str:
    """What an error says, in a line; the first is what happened, others are advice on huggingface_hub's functions."""
    if isinstance(error, OfflineModeIsEnabled):
        return "HF_HUB_OFFLINE is set"
    said = str(error).strip() or type(error).__name__
    return error.strerror if isinstance(error, OSError) and error.strerror else said.splitlines()[0].rstrip(".")
