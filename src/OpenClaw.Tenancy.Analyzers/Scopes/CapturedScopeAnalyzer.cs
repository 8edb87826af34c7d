using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Scopes;

/// <summary>Reports what belongs to one scope and is taken along by work that goes on when the scope has ended: OCT1105.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CapturedScopeAnalyzer : TenancyAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public CapturedScopeAnalyzer()
        : base(Rules.EscapedScope)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        var detached = new DetachedWork(library);
        var captures = new Captures(new ScopeTypes(library));
        context.RegisterOperationAction(
            c =>
            {
                var call = (IInvocationOperation)c.Operation;
                if (detached.Is(call))
                {
                    Look(c, captures, call.TargetMethod.Name, Elements.Of(call.Arguments));
                }
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            c =>
            {
                var made = (IObjectCreationOperation)c.Operation;
                if (detached.Is(made))
                {
                    Look(c, captures, made.Type!.Name, Elements.Of(made.Arguments));
                }
            },
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(
            c =>
            {
                var added = (IEventAssignmentOperation)c.Operation;
                if (added.Adds && detached.Is(added))
                {
                    Look(c, captures, Tree.Text(added.EventReference), [added.HandlerValue]);
                }
            },
            OperationKind.EventAssignment);
    }

    private static void Look(OperationAnalysisContext context, Captures captures, string place, IEnumerable<IOperation> given)
    {
        if (given.Select(captures.In).FirstOrDefault(static c => c is not null) is { } captured)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.EscapedScope, captured.Syntax.GetLocation(), place, Tree.Text(captured)));
        }
    }
}
