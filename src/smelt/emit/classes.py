"""Extension types as C text: the structs of their objects and vtables, the functions of their slots, and their making.

    struct o_Point { struct o_Base smelt_base; struct v_Point *smelt_vtab; double x; PyObject *label; };
    struct v_Point { struct v_Base smelt_base; double (*m_length)(PyObject *); };

An object field is never NULL outside of the making of its object: it begins as None.
"""

from __future__ import annotations

from smelt.emit.context import Context
from smelt.emit.cprinter import c_string
from smelt.emit.ctypes import declare, view_name
from smelt.ir.nodes import Class, Module
from smelt.primitives.classes import TYPE_SLOTS
from smelt.types import Builtin, CArray, CTuple, ExtType, Ptr, PyObj, Struct, Type, View, strip_const
from smelt.types.cpp import CppClass

# The structs of the builtin types that can be inherited from.
_BUILTIN_STRUCTS = {
    "dict": "PyDictObject", "list": "PyListObject", "set": "PySetObject", "frozenset": "PySetObject", "float":
    "PyFloatObject", "complex": "PyComplexObject", "bytearray": "PyByteArrayObject", "OSError": "PyOSErrorObject",
    "IOError": "PyOSErrorObject", "EnvironmentError": "PyOSErrorObject", "SystemExit": "PySystemExitObject",
    "StopIteration": "PyStopIterationObject", "ImportError": "PyImportErrorObject", "ModuleNotFoundError":
    "PyImportErrorObject", "SyntaxError": "PySyntaxErrorObject", "UnicodeError": "PyUnicodeErrorObject",
    "UnicodeDecodeError": "PyUnicodeErrorObject", "UnicodeEncodeError": "PyUnicodeErrorObject",
    "UnicodeTranslateError": "PyUnicodeErrorObject",
}  # fmt: skip
# Objects of these can be part of no cycle.
_LEAVES = ("str", "bytes", "bytearray", "int", "float", "complex", "bool", "slice", "range")


def types_used(module: Module) -> list[Type]:
    """The types of fields and methods, of which views and C tuples have to be declared."""
    found: list[Type] = []
    for type_ in _laid_out(module):
        found += map(strip_const, type_.info.fields.values())
        for method in type_.info.methods.values():
            found += [method.func.returns, *method.func.params]
    return found


def _laid_out(module: Module) -> list[ExtType]:
    """The classes whose structs are declared, bases first."""
    found: dict[ExtType, None] = {}
    for type_ in [*module.foreign, *(k.type for k in module.classes)]:
        for known in reversed(type_.line()):
            if known.info.laid_out:
                found[known] = None
    return list(found)


def _short(type_: ExtType) -> str:
    return type_.c.removeprefix("struct ").removeprefix("o_")


def _vtable(type_: ExtType) -> str:
    return f"struct v_{_short(type_)}"


def structs(module: Module) -> list[str]:
    """The structs of objects and of vtables."""
    lines: list[str] = []
    for type_ in _laid_out(module):
        info = type_.info
        base = info.base
        if isinstance(base, ExtType):
            head = f"{base.c} smelt_base;"
        elif base is not None:
            head = f"{_BUILTIN_STRUCTS.get(str(base), 'PyBaseExceptionObject')} smelt_base;"
        else:
            head = "PyObject_HEAD"
        fields = [head]
        if info.introduces:
            fields.append(f"{_vtable(type_)} *smelt_vtab;")
        fields += [f"{declare(strip_const(t), info.field_cnames[n])};" for n, t in info.fields.items()]
        if cpp_members(type_):
            fields.append("int smelt_made;")
        fields += [f"PyObject *smelt_{n.strip('_')};" for n in ("__dict__", "__weakref__") if n in info.special_fields]
        lines += [f"{type_.c} {{", *(f"    {f}" for f in fields), "};"]
        if info.vtable:
            lines += _vtable_struct(type_)
    return lines


def _vtable_struct(type_: ExtType) -> list[str]:
    base = type_.info.base
    entries = [f"{_vtable(base)} smelt_base;"] if isinstance(base, ExtType) and base.info.vtable else []
    for name, method in type_.info.methods.items():
        if method.owner is type_:
            entries.append(f"{declare(Ptr(method.func), f'm_{name}')};")
    return [f"{_vtable(type_)} {{", *(f"    {e}" for e in entries or ["int unused;"]), "};"]


# --- what a field holds -----------------------------------------------------------------------------------------------


def _held(type_: Type, place: str) -> list[tuple[str, Type]]:
    """The objects and views in a field, each with the C expression of its place."""
    type_ = strip_const(type_)
    if isinstance(type_, PyObj | View):
        return [(place, type_)]
    if isinstance(type_, CArray):
        return [h for i in range(type_.length or 0) for h in _held(type_.element, f"{place}[{i}]")]
    if isinstance(type_, Struct) and not type_.extern:
        names = type_.record.field_cnames
        return [h for n, t in type_.fields.items() for h in _held(t, f"{place}.{names.get(n, n)}")]
    if isinstance(type_, CTuple):
        return [h for i, t in enumerate(type_.items) for h in _held(t, f"{place}.f{i}")]
    return []


def _own_held(type_: ExtType) -> list[tuple[str, Type]]:
    info = type_.info
    return [h for n, t in info.fields.items() for h in _held(t, f"o->{info.field_cnames[n]}")]


def _objects(type_: Type, place: str) -> list[str]:
    """The places of the objects of C++ in a field."""
    type_ = strip_const(type_)
    if isinstance(type_, CppClass):
        return [place]
    if isinstance(type_, CArray):
        return [o for i in range(type_.length or 0) for o in _objects(type_.element, f"{place}[{i}]")]
    if isinstance(type_, Struct) and not type_.extern:
        names = type_.record.field_cnames
        return [o for n, t in type_.fields.items() for o in _objects(t, f"{place}.{names.get(n, n)}")]
    return []


def cpp_members(type_: ExtType) -> list[str]:
    """The places of the objects of C++ among the attributes, in the order in which they are made."""
    info = type_.info
    return [o for n, t in info.fields.items() for o in _objects(t, f"o->{info.field_cnames[n]}")]


def _cyclic(type_: Type) -> bool:
    return not (isinstance(type_, PyObj) and str(type_) in _LEAVES)


def is_collected(type_: PyObj | None, classes: dict[ExtType, Class]) -> bool | None:
    """Whether the garbage collector looks at objects of the type; None where only the running program knows."""
    if type_ is None:
        return False
    if isinstance(type_, Builtin):
        return str(type_) in ("list", "dict", "set", "frozenset") or str(type_)[0].isupper()
    if not isinstance(type_, ExtType) or not type_.info.laid_out:
        return None
    known = classes.get(type_)
    if known is not None and not known.collected:
        return False
    if "__dict__" in type_.info.special_fields or any(_cyclic(t) for _, t in _own_held(type_)):
        return True
    return is_collected(type_.info.base, classes)


# --- the functions of a type ------------------------------------------------------------------------------------------


class _Type:
    """Writes one class."""

    def __init__(
        self, context: Context, node: Class, classes: dict[ExtType, Class], others: dict[ExtType, bool | None]
    ):
        self.context = context
        self.node = node
        self.type = node.type
        self.info = node.type.info
        self.name = _short(node.type)
        self.object = context.constants.type_object(node.type)
        self.held = _own_held(node.type)
        base = self.info.base
        self.base = base
        self.own_base = base if isinstance(base, ExtType) and base.info.own else None
        self.classes = classes
        self.others = others  # whether those written before are collected, bases among them
        self.construct: str | None = None
        self.collected = is_collected(node.type, classes)
        self.lines: list[str] = []
        self.slots: list[tuple[str, str]] = []

    def base_object(self) -> str:
        """The C expression of the type that it inherits from."""
        assert self.base is not None
        if isinstance(self.base, ExtType):
            return self.context.constants.type_object(self.base)
        name = self.context.constants.builtin(str(self.base))
        if name.startswith("b_"):
            self.context.need("globals")
        return name

    def function(self, slot: str, head: str, body: list[str]) -> None:
        name = f"{slot.removeprefix('tp_').removeprefix('bf_')}_{self.name}"
        self.lines += [f"static {head.format(name)}", "{", *(f"    {line}" for line in body), "}"]
        self.slots.append((slot, name))

    def write(self) -> list[str]:
        self.vtable()
        self.new()
        self.dealloc()
        if self.collected:
            self.collector()
        self.buffer()
        self.called()
        self.construct = self.constructor()
        self.tables()
        return self.lines

    def vtable(self) -> None:
        if self.info.vtable:
            self.lines.append(f"static {_vtable(self.type)} vtable_{self.name};")

    def new(self) -> None:
        """tp_new: the base's, then the fields, then __cinit__."""
        if self.base is None:
            make = "smelt_new(type)"
        elif self.own_base is not None:
            make = f"new_{_short(self.own_base)}(type, args, kwargs)"
        else:
            make = f"smelt_new_by({self.base_object()}, type, args, kwargs)"
        body = [f"PyObject *self = {make};", "if (self == NULL) return NULL;"]
        sets: list[str] = []
        if self.info.vtable:
            introducer = next(t for t in self.type.line() if t.info.introduces)
            sets.append(
                f"(({introducer.c} *)self)->smelt_vtab = ({_vtable(introducer)} *)&vtable_{self.name};"
            )  # fmt: skip
        objects = [place for place, t in self.held if isinstance(t, PyObj)]
        made = cpp_members(self.type)
        if objects or made:
            body.insert(0, f"{self.type.c} *o;")
            body.append(f"o = ({self.type.c} *)self;")
        sets += [f"{place} = Py_NewRef(Py_None);" for place in objects]
        if made:
            self.context.need("cpp_member")
        for count, place in enumerate(made, 1):
            sets.append(f"if (smelt_make_member(&{place}) < 0) {{ Py_DECREF(self); return NULL; }}")
            sets.append(f"o->smelt_made = {count};")
        body += sets
        cinit = self.node.called.get("__cinit__")
        if cinit is not None:
            held = self.context.global_name(cinit)
            call = (
                f"smelt_init_bare({held}, self)" if self.node.bare else f"smelt_init_self({held}, self, args, kwargs)"
            )
            body.append(f"if ({call} < 0) Py_CLEAR(self);")
        body.append("return self;")
        if "args" not in " ".join(body):
            body.insert(0, "(void)args, (void)kwargs;")
            if objects or made:
                body[0], body[1] = body[1], body[0]
        self.function("tp_new", "PyObject *{}(PyTypeObject *type, PyObject *args, PyObject *kwargs)", body)

    def dealloc(self) -> None:
        name = f"dealloc_{self.name}"
        body = [f"if (smelt_finalized(self, {name})) return;"]
        if self.collected:
            body.append("PyObject_GC_UnTrack(self);")
        elif self.collected is None:
            body.append("if (PyType_IS_GC(Py_TYPE(self))) PyObject_GC_UnTrack(self);")
        deep = bool(self.collected)
        if deep:
            body.append(f"Py_TRASHCAN_BEGIN(self, {name})")
        code = self.node.specials.get("__dealloc__")
        if code is not None:
            body.append(f"smelt_run_dealloc(self, {self.context.cname(code)});")
        if "__weakref__" in self.info.special_fields:
            body.append(f"if ((({self.type.c} *)self)->smelt_weakref != NULL) PyObject_ClearWeakRefs(self);")
        made = cpp_members(self.type)
        if self.held or made or "__dict__" in self.info.special_fields:
            body.insert(0, f"{self.type.c} *o = ({self.type.c} *)self;")
        for count, place in reversed([*enumerate(made)]):
            body.append(f"if (o->smelt_made > {count}) smelt_end_member(&{place});")
        body += [f"Py_CLEAR({p}{'.owner' if isinstance(t, View) else ''});" for p, t in self.held]
        if "__dict__" in self.info.special_fields:
            body.append("Py_CLEAR(o->smelt_dict);")
        if self.base is None:
            body.append("smelt_free(self);")
        elif self.own_base is not None:
            body.append(f"dealloc_{_short(self.own_base)}(self);")
        else:
            body.append(f"smelt_dealloc_by(self, {self.base_object()});")
        if deep:
            body.append("Py_TRASHCAN_END")
        self.function("tp_dealloc", "void {}(PyObject *self)", body)

    def collector(self) -> None:
        """tp_traverse and tp_clear."""
        members = [(p, t) for p, t in self.held if _cyclic(t)]
        dict_ = "__dict__" in self.info.special_fields
        head = [f"{self.type.c} *o = ({self.type.c} *)self;"] if members or dict_ else []
        base = self.base
        if base is None:
            first = ["Py_VISIT(Py_TYPE(self));"]
            clear: list[str] = []
        elif self.own_base is not None and self.others[self.own_base]:
            first = [f"int result = traverse_{_short(self.own_base)}(self, visit, arg);", "if (result) return result;"]
            clear = [f"clear_{_short(self.own_base)}(self);"]
        elif self.own_base is not None:
            first, clear = ["Py_VISIT(Py_TYPE(self));"], []
        else:
            call = f"smelt_traverse_by(self, {self.base_object()}, visit, arg)"
            first = [f"int result = {call};", "if (result) return result;"]
            clear = [f"smelt_clear_by(self, {self.base_object()});"]
        visits = [f"Py_VISIT({p}{'.owner' if isinstance(t, View) else ''});" for p, t in members]
        if dict_:
            visits.append("Py_VISIT(o->smelt_dict);")
        self.function(
            "tp_traverse", "int {}(PyObject *self, visitproc visit, void *arg)", [*head, *first, *visits, "return 0;"]
        )
        gone = [_clear_line(p, t) for p, t in members]
        if dict_:
            gone.append("Py_CLEAR(o->smelt_dict);")
        self.function("tp_clear", "int {}(PyObject *self)", [*head, *clear, *gone, "return 0;"])

    def buffer(self) -> None:
        for name, head, call in (
            ("__getbuffer__", "int {}(PyObject *self, Py_buffer *view, int flags)",
             "return smelt_get_buffer(self, view, flags, {});"),
            ("__releasebuffer__", "void {}(PyObject *self, Py_buffer *view)", "smelt_release_buffer(self, view, {});"),
        ):  # fmt: skip
            code = self.node.specials.get(name)
            if code is not None:
                self.context.need("ext_buffer")
                self.function(f"bf_{name.strip('_')}", head, [call.format(self.context.cname(code))])

    def constructor(self) -> str | None:
        """What a call of the type runs where no __cinit__ wants the arguments: no tuple is made of them."""
        init: str | None = None
        for known in self.type.line():
            node = self.classes.get(known)
            plain = known.info.base is None or (isinstance(known.info.base, ExtType) and known.info.base.info.own)
            if node is None or not plain or ("__cinit__" in node.called and not node.bare):
                return None
            if init is None and "__init__" in known.info.python_names:
                if "__init__" not in node.called:
                    return None
                init = self.context.global_name(node.called["__init__"])
        name = f"construct_{self.name}"
        self.lines += [
            f"static PyObject *{name}(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *names)",
            "{",
            f"    PyObject *self = new_{self.name}((PyTypeObject *)type, NULL, NULL);",
            f"    return smelt_construct(self, {init or 'NULL'}, args, nargsf, names);",
            "}",
        ]
        return name

    def called(self) -> None:
        """The slots that call function objects."""
        for name, slot in self.node.called.items():
            for row in TYPE_SLOTS.get(name, ()):
                self.context.need("ext_slots")
                self.function(row.slot, row.head, [row.body.format(f=self.context.global_name(slot))])

    # --- tables -----------------------------------------------------------------------------------------------------

    def tables(self) -> None:
        name = self.name
        members = [
            f'{{"__{w}offset__", T_PYSSIZET, offsetof({self.type.c}, smelt_{f}), READONLY, NULL}}'
            for w, f in (("dict", "dict"), ("weaklist", "weakref"))
            if f"__{f}__" in self.info.special_fields
        ]
        if members:
            rows = ", ".join([*members, "{NULL, 0, 0, 0, NULL}"])
            self.lines.append(f"static PyMemberDef members_{name}[] = {{{rows}}};")
            self.slots.append(("tp_members", f"members_{name}"))
        self.accessors()
        if self.node.doc is not None:
            doc = c_string(self.node.doc.encode("utf-8", "surrogatepass"))
            self.slots.append(("tp_doc", doc))
        lines = []
        for slot, value in self.slots:
            lines.append(f"{{Py_{slot}, (void *){value}}}")
        rows = ", ".join([*lines, "{0, NULL}"])
        self.lines.append(f"static PyType_Slot slots_{name}[] = {{{rows}}};")
        flags = ["Py_TPFLAGS_DEFAULT"]
        flags += [] if self.info.final else ["Py_TPFLAGS_BASETYPE"]
        flags += ["Py_TPFLAGS_HAVE_GC"] if self.collected else []
        full = c_string(f"{self.context.module.name}.{self.type.name}".encode())
        self.lines.append(
            f"static PyType_Spec spec_{name} = {{{full}, sizeof({self.type.c}), 0, {' | '.join(flags)}, slots_{name}}};"
        )

    def accessors(self) -> None:
        rows = []
        for accessor in self.node.accessors:
            getter = self.context.cname(accessor.getter)
            setter = self.context.cname(accessor.setter) if accessor.setter is not None else "NULL"
            rows.append(f"{{{c_string(accessor.name.encode())}, (getter){getter}, (setter){setter}, NULL, NULL}}")
        if "__dict__" in self.info.special_fields:
            rows.append('{"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL}')
        if rows:
            rows.append("{NULL, NULL, NULL, NULL, NULL}")
            self.lines.append(f"static PyGetSetDef getset_{self.name}[] = {{{', '.join(rows)}}};")
            self.slots.append(("tp_getset", f"getset_{self.name}"))

    # --- making -----------------------------------------------------------------------------------------------------

    def making(self) -> list[str]:
        """The statements that fill the vtable and make the type."""
        lines: list[str] = []
        base = self.base
        if self.info.vtable and isinstance(base, ExtType) and base.info.vtable:
            if self.own_base is not None:
                lines.append(f"vtable_{self.name}.smelt_base = vtable_{_short(self.own_base)};")
            else:
                lines.append(
                    f"if (smelt_take_vtable({self.base_object()}, &vtable_{self.name}.smelt_base, "
                    f"sizeof({_vtable(base)})) < 0) return -1;"
                )
        for entry in self.node.entries:
            at = f"vtable_{self.name}"
            for known in self.type.line():
                if known is entry.owner:
                    break
                at += ".smelt_base"
            method = f"{at}.m_{entry.name}"
            cast = declare(Ptr(entry.func))
            lines.append(f"{method} = ({cast}){self.context.cname(entry.function)};")
        over = self.base_object() if base is not None else "NULL"
        lines.append(f"if (({self.object} = smelt_make_type(&spec_{self.name}, {over})) == NULL) return -1;")
        if self.construct is not None:
            lines.append(f"((PyTypeObject *){self.object})->tp_vectorcall = {self.construct};")
        if self.info.vtable:
            self.context.need("ext_vtable")
            lines.append(f"if (smelt_show_vtable({self.object}, &vtable_{self.name}) < 0) return -1;")
        return lines


def _clear_line(place: str, type_: Type) -> str:
    if isinstance(type_, View):
        return (
            f"{{ PyObject *gone = {place}.owner; memset(&{place}, 0, sizeof({view_name(type_)})); Py_XDECREF(gone); }}"
        )
    return f"SMELT_CLEAR_FIELD({place});"


def definitions(context: Context) -> list[str]:
    """The functions and tables of the module's classes, and the function that makes them."""
    module = context.module
    if not module.classes:
        return []
    context.need("ext")
    classes = {k.type: k for k in module.classes}
    written: list[_Type] = []
    collected: dict[ExtType, bool | None] = {}
    lines: list[str] = []
    for node in sorted(module.classes, key=lambda k: len(k.type.line())):
        type_ = _Type(context, node, classes, collected)
        lines += type_.write()
        written.append(type_)
        collected[node.type] = type_.collected
    lines += ["static SMELT_COLD int smelt_make_types(void)", "{"]
    for type_ in written:
        lines += [f"    {line}" for line in type_.making()]
    return [*lines, "    return 0;", "}"]
