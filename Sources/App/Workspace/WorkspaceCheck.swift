package import Contract
import Events
import Flows
import Formats
import Mapping
import Values

/// `junction check`: the linter, told what its layer cannot know.
package enum WorkspaceCheck {
    package static func run(_ folder: String) -> LintReport {
        let days = TimeSource.system.now().microseconds.flooredQuotient(by: 86_400_000_000).quotient
        let formats = FormatCatalogue.all.flatMap { [$0.name] + $0.spec.aliases }
        let schemas = SchemaCatalogue(workspace: folder)
        var context = LintContext(
            today: CivilDate(daysSinceEpoch: days), schemas: Set(schemas.names),
            openSchema: { _ = try schemas.check($0) }, formats: Set(formats),
            decode: { format, options, bytes in
                _ = try FormatCatalogue.format(named: format, options: Object(options: options)).decode(bytes)
            },
            compile: { file, workspace in
                let mappings = try WorkspaceMappings(workspace)
                _ = try mappings.mapping(file.id)
            })
        context.readExpression = { _ = try ViewExpression("expression", $0) }
        context.readFilters = { _ = try SubscriptionFilter($0, compilers: SubscriptionTargets.compilers) }
        context.prepare = { _ = try StreamProcessor($0, compilers: SubscriptionTargets.compilers) }
        context.compileSaga = { _ = try SagaPlan($0, dialects: SubscriptionTargets.compilers) }
        return Linter.check(folder, context)
    }
}
