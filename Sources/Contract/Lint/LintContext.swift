package import Values

/// What the linter must be told, because this layer knows neither the time nor formats, schemas and mappings.
package struct LintContext: Sendable {
    package var today: CivilDate
    /// Names that `validate` and `schema` may use; nil leaves them unchecked.
    package var schemas: Set<String>?
    /// Throws when the schema of that name, one of `schemas`, cannot be used.
    package var openSchema: @Sendable (_ name: String) throws -> Void
    /// Names of formats; nil leaves them unchecked.
    package var formats: Set<String>?
    /// Throws when the bytes are not in the format of that name.
    package var decode:
        @Sendable (_ format: String, _ options: NamedValues<OptionValue>, _ bytes: [UInt8]) throws -> Void
    /// Throws when the mapping cannot be used, with the place in its file.
    package var compile: @Sendable (MappingFile, Workspace) throws -> Void
    /// Throws when a JSONata expression cannot be read.
    package var readExpression: @Sendable (String) throws -> Void = { _ in }
    /// Throws when a stream's windows cannot be made.
    package var prepare: @Sendable (EventStream) throws -> Void = { _ in }
    /// Throws when filters of events cannot be read.
    package var readFilters: @Sendable (Value) throws -> Void = { _ in }
    /// Throws when a filter or an expression of the saga cannot be used, with its path in the saga.
    package var compileSaga: @Sendable (Saga) throws -> Void = { _ in }

    package init(
        today: CivilDate, schemas: Set<String>? = nil,
        openSchema: @escaping @Sendable (String) throws -> Void = { _ in }, formats: Set<String>? = nil,
        decode: @escaping @Sendable (String, NamedValues<OptionValue>, [UInt8]) throws -> Void = { _, _, _ in },
        compile: @escaping @Sendable (MappingFile, Workspace) throws -> Void = { _, _ in }
    ) {
        self.today = today
        self.schemas = schemas
        self.openSchema = openSchema
        self.formats = formats
        self.decode = decode
        self.compile = compile
    }
}
