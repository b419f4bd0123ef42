import API
import APIContract
import Values

/// Where in a request a filter is wrong: filters know their places within their list only.
enum FilterPlace {
    static func locating<Result>(in field: String, _ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch { throw located(error, in: field) }
    }

    static func located(_ error: any Error, in field: String) -> any Error {
        guard let error = error as? JunctionError, error.code == .filterInvalid, let place = error.place?.path else {
            return error
        }
        let findings = LocatedFindings([ProblemPlace(pointer: field + place, message: error.message)])
        return JunctionError(error.code, error.message, remedy: error.remedy, cause: findings)
    }
}
