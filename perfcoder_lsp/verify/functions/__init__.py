"""From a function in a text to a program that runs it on generated inputs.

| question | module |
|---|---|
| which function is meant, and can it be run at all | `target` |
| what did the user promise of its inputs | `annotations`, `promises` |
| what do names, loops and subscripts say of its parameters | `hints`, from `evidence` and `shapes`, in `roles` |
| what of its file does it reach: functions, variables, literals | `surroundings` |
| whose member is it, in which namespaces | `place` |
| how is it called from outside: members, templates, lambdas | `wrapper`, `templates` |
| how are objects of the file's classes made and looked into | `hooks` |
| which program is the file, and what does it read | `program` |
| the whole text that is compiled | `unit` |
| which calls of the function does that program make | `recorded` |
"""
