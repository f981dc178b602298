"""Text in C memory: decode, slices, and the methods of bytes."""

def whole(bytes source):
    """
    >>> whole(b'caf\\xc3\\xa9')
    ('café', 'café', 'cafÃ©')
    >>> whole(b'')
    ('', '', '')
    """
    cdef char *text = source
    return text.decode(), text.decode('utf-8', 'strict'), text.decode(encoding='latin-1')

def parts(bytes source, int start, int stop):
    """
    >>> parts(b'measure', 1, 4)
    ('eas', 'easure', 'meas', 'eas')
    >>> parts(b'measure', 3, 3)
    ('', 'sure', 'mea', '')
    """
    cdef const char *text = source
    return text[start:stop].decode('ascii'), text[start:].decode(), text[:stop].decode('utf8'), text[start:stop].decode()

def from_the_end(bytes source):
    """
    >>> from_the_end(b'measure')
    ('re', 'easur', '')
    """
    cdef char *text = source
    return text[-2:].decode(), text[1:-1].decode('ascii'), text[5:2].decode()

def wrong(bytes source):
    """
    >>> wrong(b'ok')
    'ok'
    >>> wrong(b'\\xff')
    Traceback (most recent call last):
    UnicodeDecodeError: 'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)
    """
    cdef char *text = source
    return text.decode('ascii')

def chosen(bytes source, encoding):
    """
    >>> chosen(b'\\xe9', 'latin-1')
    'é'
    """
    cdef char *text = source
    cdef int size = len(source)
    return text[:size].decode(encoding)

def array():
    """
    >>> array()
    ('ab', 'b', b'ab')
    """
    cdef char[4] word
    word[0], word[1], word[2], word[3] = c'a', c'b', 0, 0
    return word.decode('ascii'), word[1:2].decode(), word[:2]

def open_ends(bytes source):
    """
    >>> open_ends(b'measure')
    (b'mea', b'sure', b'measure')
    """
    cdef char *text = source
    return text[None:3], text[3:None], text[None:None]

def unsigned_text(bytes source):
    """
    >>> unsigned_text(b'plain')
    'plain'
    """
    cdef unsigned char *text = source
    return text[:len(source)].decode('utf8')

def methods(bytes source):
    """
    >>> methods(b'measure')
    (b'MEASURE', True, 2)
    """
    cdef char *text = source
    return text.upper(), text.startswith(b'me'), text.find(b'as')
