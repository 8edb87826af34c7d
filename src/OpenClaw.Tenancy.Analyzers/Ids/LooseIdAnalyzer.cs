using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Ids;

/// <summary>Reports comparisons of ids by the rules of a culture, or without case: OCT1108.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LooseIdAnalyzer : TenancyAnalyzer
{
    private static readonly ImmutableArray<string> Ids =
    [
        "OpenClaw.Tenancy.TenantId",
        "OpenClaw.Tenancy.Resources.AgentId",
        "OpenClaw.Tenancy.Resources.ApiKeyId",
        "OpenClaw.Tenancy.Resources.ApprovalId",
        "OpenClaw.Tenancy.Resources.EventId",
        "OpenClaw.Tenancy.Resources.GrantId",
        "OpenClaw.Tenancy.Resources.InvitationId",
        "OpenClaw.Tenancy.Resources.JobId",
        "OpenClaw.Tenancy.Resources.RunId",
        "OpenClaw.Tenancy.Resources.SessionId",
        "OpenClaw.Tenancy.Resources.SessionKey",
        "OpenClaw.Tenancy.Resources.UserId",
    ];

    /// <summary>Makes the analyzer.</summary>
    public LooseIdAnalyzer()
        : base(Rules.LooseId)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        var ids = new IdTexts(library.FindAll(Ids));
        var comparisons = new LooseComparisons(library);
        context.RegisterOperationAction(
            c =>
            {
                var call = (IInvocationOperation)c.Operation;
                if (comparisons.Are(call) && (IsId(ids, call.Instance) || call.Arguments.Any(a => IsId(ids, a.Value))))
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.LooseId, Tree.NameOf(call.Syntax), call.TargetMethod.Name));
                }
            },
            OperationKind.Invocation);
    }

    private static bool IsId(IdTexts ids, IOperation? value) => value is not null && ids.Are(value);
}
