@_exported public import FerryModel
