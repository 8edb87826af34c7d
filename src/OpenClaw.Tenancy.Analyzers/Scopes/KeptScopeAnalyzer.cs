using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Scopes;

/// <summary>Reports what belongs to one scope and is kept where all scopes share it: OCT1105.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeptScopeAnalyzer : TenancyAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public KeptScopeAnalyzer()
        : base(Rules.EscapedScope)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        var scopes = new ScopeTypes(library);
        context.RegisterSymbolAction(
            c =>
            {
                var field = (IFieldSymbol)c.Symbol;
                if (field is { IsStatic: true, IsImplicitlyDeclared: false } && scopes.KeptBy(field.Type) is { } kept)
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.EscapedScope, field.Locations[0], $"The static field {field.Name}", kept.Name));
                }
            },
            SymbolKind.Field);
        context.RegisterSymbolAction(
            c =>
            {
                var property = (IPropertySymbol)c.Symbol;
                if (property.IsStatic && IsKept(property) && scopes.KeptBy(property.Type) is { } kept)
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.EscapedScope, property.Locations[0], $"The static property {property.Name}", kept.Name));
                }
            },
            SymbolKind.Property);
        context.RegisterOperationAction(
            c =>
            {
                var assignment = (ISimpleAssignmentOperation)c.Operation;
                if (assignment.Target is IMemberReferenceOperation { Member: { IsStatic: true } member } target
                    && scopes.Have(Tree.Bare(assignment.Value).Type) && scopes.KeptBy(target.Type!) is null)
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.EscapedScope, assignment.Syntax.GetLocation(), $"The static {member.Name}", Tree.Bare(assignment.Value).Type!.Name));
                }
            },
            OperationKind.SimpleAssignment);
    }

    // A property that works its value out keeps nothing.
    private static bool IsKept(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => Tree.Is(f.AssociatedSymbol, property));
}
