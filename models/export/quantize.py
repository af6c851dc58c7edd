"""Smaller files of a model, made by llama.cpp."""

import ctypes
import importlib
from pathlib import Path
from typing import Any

from models.network.shape import Shape
from perfcoder_lsp.errors import PerfcoderError

llama_cpp: Any = importlib.import_module("llama_cpp")  # generated bindings, without useful types
KINDS = ("Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q4_0")
_BLOCK = 256


def fits(kind: str, shape: Shape) -> bool:
    """Whether the network's rows can be cut into the blocks of that kind, so that nothing is kept in another one."""
    return "_K" not in kind or not (shape.width % _BLOCK or shape.feed_forward % _BLOCK)


def quantize(path: Path, out: Path, kind: str) -> None:
    """Write the model in `path` as one of KINDS, with the same metadata. Raises PerfcoderError where llama.cpp
    can't."""
    said: list[str] = []
    hear = llama_cpp.llama_log_callback(lambda _level, text, _: said.append(text.decode("utf-8", "replace").strip()))
    llama_cpp.llama_log_set(hear, ctypes.c_void_p(0))
    try:
        settings = llama_cpp.llama_model_quantize_default_params()
        settings.nthread = 1
        settings.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{kind}")
        failed = llama_cpp.llama_model_quantize(str(path).encode(), str(out).encode(), ctypes.byref(settings))
    finally:
        llama_cpp.llama_log_set(llama_cpp.llama_log_callback(), ctypes.c_void_p(0))
    if failed:
        raise PerfcoderError(
            f"{path}: llama.cpp can't write it as {kind}: {said[-1] if said else 'it does not say why'}"
        )
