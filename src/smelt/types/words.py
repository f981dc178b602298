"""Words that C and C++ keep for themselves: names of the source that are spelled so have other names in C."""

from __future__ import annotations

_TEXT = """
auto break case char const continue default do double else enum extern float for goto if inline int long
register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
alignas alignof and and_eq asm bitand bitor bool catch class compl const_cast constexpr decltype delete
dynamic_cast explicit export false friend mutable namespace new noexcept not not_eq nullptr operator or or_eq
private protected public reinterpret_cast static_assert static_cast template this thread_local throw true try
typeid typename typeof using virtual wchar_t xor xor_eq complex imaginary noreturn concept requires co_await
co_yield co_return
"""
KEYWORDS = frozenset(_TEXT.split())
