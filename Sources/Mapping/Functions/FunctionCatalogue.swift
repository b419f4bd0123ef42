/// Every function that a field table may use, by name.
enum FunctionCatalogue {
    static let all: [FieldFunctionMaker] =
        textFunctions + listFunctions + numberFunctions + dateFunctions + identityFunctions + contactFunctions

    static let byName: [String: FieldFunctionMaker] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
