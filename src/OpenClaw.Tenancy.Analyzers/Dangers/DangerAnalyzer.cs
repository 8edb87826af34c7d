using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Dangers;

/// <summary>Reports uses of the library's dangerous members that say no reason: OCT1107.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DangerAnalyzer : TenancyAnalyzer
{
    private const string Argument = "say it in the argument 'reason'";
    private const string Comment = "say it in a comment on the line or before it";

    /// <summary>Makes the analyzer.</summary>
    public DangerAnalyzer()
        : base(Rules.DangerWithoutReason)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        context.RegisterOperationAction(
            static c =>
            {
                var call = (IInvocationOperation)c.Operation;
                if (IsDangerous(call.TargetMethod) && Reasons.AreMissing(call.Arguments))
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.DangerWithoutReason, Tree.NameOf(call.Syntax), call.TargetMethod.Name, Argument));
                }
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            static c =>
            {
                var made = (IObjectCreationOperation)c.Operation;
                if (made.Constructor is { } constructor && IsDangerous(constructor.ContainingType) && Reasons.AreMissing(made.Arguments))
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.DangerWithoutReason, made.Syntax.GetLocation(), constructor.ContainingType.Name, Argument));
                }
            },
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(
            static c =>
            {
                var assignment = (ISimpleAssignmentOperation)c.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property: var property } && IsDangerous(property) && IsOpened(assignment.Value) && !Reasons.AreCommented(assignment.Syntax))
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.DangerWithoutReason, assignment.Syntax.GetLocation(), property.Name, Comment));
                }
            },
            OperationKind.SimpleAssignment);
    }

    private static bool IsDangerous(ISymbol member) => member.Name.StartsWith("Dangerous", StringComparison.Ordinal) && LibraryTypes.Has(member);

    // To shut what is dangerous takes no reason.
    private static bool IsOpened(IOperation value) => value.ConstantValue is not { HasValue: true, Value: false or null };
}
