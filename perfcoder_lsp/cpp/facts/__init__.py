"""What is proved about the code, one fact per module. A fact is proved or unknown; rules act on proofs only.

| question | module |
|---|---|
| what may running a piece of code change, the functions it calls included | `mutation` |
| does evaluating an expression do nothing but yield its value; does the value depend on some variables | `purity` |
| does calling a function only compute a result; which changing variables does the result depend on | `determinism` |
| what is written through pointers that are computed | `indirection` |
| may a function run again before it has returned | `recursion` |
| does a recursive function solve the same subproblems again | `subproblems` |
| may code be left in a way that its own text does not show | `termination` |
| between which values does an integer lie | `ranges`, `intervals` |
| does a loop do nothing but sort an array | `sorts` |
| are elements certainly in ascending order at a place | `sortedness` |
| does a dynamic program need more than two rows of its table at a time | `rows` |
| from which number on does a function tell whether its argument is prime | `primality` |
| how often does a counted loop run, a node in one pass; does an expression stay the same in it | `trips` |
| what can be stored in a variable, in the elements of a container; what does a function return | `stores` |
| is a variable's value read after a piece of code | `liveness` |
| does a change made through a variable reach objects that it does not own | `reach` |
| what does each mention of a container do; may its elements move meanwhile | `containers_use` |
| does an `if` ask whether a key is in a map; does what it found still hold where it is used | `lookups` |
| in which block does a container live; is it filled first, then only asked | `container_life` |
| from which places in a function does control go on to code in another one | `entries` |
| is a table of rows filled by appending to them, then only read | `row_filling` |
| which elements does a loop reach by indices read from memory | `indirect_access` |
| which structs are nothing but their fields | `plain_structs` |
| is a container of structs only used field by field | `field_uses` |
| does comparing two values need no conversion; may a count of 0 or 1 be a bool | `comparisons` |
| which variables and elements does plain arithmetic code read and write | `accesses` |
| do two variables certainly lead to different objects | `aliases` |
| what is an integer expression as a polynomial of variables | `polynomials` |
| which loops are counted plainly; perfect nests of them | `nests` |
| which passes of nested loops touch the same element; which orders of the loops keep that order | `dependences` |
| do objects of a class copy themselves without running the file's code | `copies` |
| what does a class's move constructor do; do its special members concern the object alone | `moves` |
| is a shared pointer only followed; can nobody else change it | `shared_pointers` |
| what does the program read and print | `io_facts`, `io_names` |
| which functions does nothing lead to | `unused` |
| can no other thread tell when a piece of code runs | `isolation` |
| may several threads run the code | `threads` |
| does control go through a function as its text shows; is a path left before it comes to a place | `flow` |
| can anything but its own name lead to a local object | `escape` |
| is a mention of a local variable its last use on all paths | `last_use` |
| does the file choose optimization or an instruction set itself | `tuning` |
| does a loop leave the length of a C string as it is | `characters` |
| is a variable only read; could it be a constant that all calls share | `only_read` |
| may code run when static objects are gone; can a function have static variables | `static_objects` |
| are objects made by `new` ever released; do results depend on where they lie | `heap_objects` |
| may the program leave the C locale | `locales` |
| which number do statements choose by one character alone | `choices` |
| does a vector hold only flags, and would other flags do | `flags` |
| which exceptions do handlers catch; can a statement throw none; is one in flight asked for | `exceptions` |
| does everything that is thrown meet a handler | `handlers` |
| which order does a comparator for `qsort` make | `comparators` |
"""
