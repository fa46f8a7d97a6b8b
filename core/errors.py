"""The error tree. Every message says what is wrong, with which file or value, and what to do.

TenkyoError
├── SettingsError        a TENKYO_* variable or an argument has a value that cannot be used
├── SourceError          a file, folder or URL cannot be read
│   ├── EmptySource      nothing in it: zero bytes, or no text
│   ├── UnsupportedSource  a kind of file that is not read
│   ├── DamagedSource    broken, truncated, or not what its name says
│   └── EncryptedSource  needs a password
├── StoreError           the store cannot be used as it is
│   ├── StoreBusy        another process is writing to it
│   ├── StoreMismatch    made by another version or another embedding model
│   └── StoreDamaged     the catalogue itself does not open
├── QuestionError        an empty or over-long question, a malformed questions file
└── ExportError          an output that cannot be written
"""


class TenkyoError(Exception):
    """Root of all errors that a user may see; its text is the message shown."""


class SettingsError(TenkyoError):
    """A setting or argument has a value that cannot be used."""


class SourceError(TenkyoError):
    """A source cannot be read; the rest of the work goes on."""


class EmptySource(SourceError):
    """The source holds no bytes or no text."""


class UnsupportedSource(SourceError):
    """The source is of a kind that is not read."""


class DamagedSource(SourceError):
    """The source is broken or is not what its name says."""


class EncryptedSource(SourceError):
    """The source needs a password."""


class StoreError(TenkyoError):
    """The store cannot be used as it is."""


class StoreBusy(StoreError):
    """Another process holds the writer's lock."""


class StoreMismatch(StoreError):
    """The store was made with another embedding model or another version."""


class StoreDamaged(StoreError):
    """The catalogue does not open; indexes alone are rebuilt and never raise this."""


class QuestionError(TenkyoError):
    """A question or a file of questions cannot be answered as given."""


class ExportError(TenkyoError):
    """Answers cannot be written to the named file."""
