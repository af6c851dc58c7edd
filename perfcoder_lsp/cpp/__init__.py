"""What the C++ text is. Every module is a set of pure functions of a `source.Source`, computed once per source.

| question | module |
|---|---|
| bytes, tree, lines; visit all nodes | `source` |
| parents, nodes of a type, enclosing statement, operators, parentheses, ERROR nodes | `nodes` |
| which functions are there, with which parameters; which one is at this offset | `functions` |
| what does a name refer to; which variables are declared, with which type and value | `scopes`, `declarations` |
| where and how is a variable used | `uses` |
| what does one mention do to the variable (called by `uses`) | `trace`, `arguments`, `effects` |
| what is the type of an expression | `expressions` |
| what does a type's text mean: integral, floating, string, container, size | `types` |
| loops: counter, bounds, nesting, early exits | `loops` |
| which statements has a body; what does one do to a variable; can it be replaced | `statements` |
| which code has this shape: C++ with holes | `patterns` |
| what are the operands of an operation, the sides of an assignment | `operands` |
| what is proved about the code: trip counts, ranges, purity, ... | `facts` |
| which variable is this a part of; can objects of two types overlap | `places` |
| which fields, constructors and methods has a class | `members` |
| which parameters has a template, with which arguments does the file name it | `templates` |
| a text that the grammar can read: attribute-like macros, halves of blocks under #if | `readable`, `namespaces` |
| which calls are there, on which object, with which arguments; which call is this an argument of | `calls` |
| includes, macros, conditional regions, `using namespace std` | `includes` |
| what standard functions and container methods do with their arguments | `library` |
| smallest edits between two texts, insert an include, lines | `edits` |

Where the text does not tell, the answer is None, UNKNOWN or `Effect.ESCAPE`: rules refuse then. Macros that the file
defines are not expanded: names in macro calls and macro bodies escape, and a type that a macro took part in is marked.
"""
