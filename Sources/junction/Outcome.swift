import App
import ArgumentParser
import Values

/// How the command line ends, after sysexits.h.
enum Outcome {
    static let findings = ExitCode(1)
    static let badData = ExitCode(65)
    static let unavailable = ExitCode(69)

    /// Runs `body`; an error is printed to standard error and becomes the exit code that its kind has.
    static func reporting<T>(_ body: () async throws -> T) async throws -> T {
        do { return try await body() } catch let error as ExitCode {
            throw error
        } catch let error as JunctionError {
            Console.complain("\(error)")
            throw exitCode(of: error)
        } catch let error as ServerProblem {
            Console.complain("\(error)")
            throw error.status >= 500 ? unavailable : badData
        }
    }

    static func exitCode(of error: JunctionError) -> ExitCode {
        switch error.code.class {
        case .retryLater, .reconnect: unavailable
        case .reject: badData
        case .bug: ExitCode(70)
        }
    }
}
