using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Endpoints;

/// <summary>Reports mapped endpoints that say nothing of tenancy: OCT1101. What is not certain is left to the check at start, which sees every endpoint.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SilentEndpointAnalyzer : TenancyAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public SilentEndpointAnalyzer()
        : base(Rules.SilentEndpoint)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        if (EndpointTypes.Find(library) is not { } types)
        {
            return;
        }

        var silent = new SilentRoutes();
        context.RegisterOperationAction(c => Look(c, (IInvocationOperation)c.Operation, types, silent), OperationKind.Invocation);
        context.RegisterCompilationEndAction(c =>
        {
            foreach (Diagnostic diagnostic in silent.Found())
            {
                c.ReportDiagnostic(diagnostic);
            }
        });
    }

    private static void Look(OperationAnalysisContext context, IInvocationOperation call, EndpointTypes types, SilentRoutes silent)
    {
        if (types.IsMapping(call.TargetMethod))
        {
            LookAtEndpoint(context, call, types, silent);
        }
        else if (types.IsOwn(call.TargetMethod))
        {
            foreach (IArgumentOperation argument in call.Arguments)
            {
                if (argument.Parameter is { } parameter && types.IsRoutes(parameter.Type))
                {
                    silent.Hand(parameter, new RouteOrigins(types).Of(argument.Value));
                }
            }
        }
    }

    private static void LookAtEndpoint(OperationAnalysisContext context, IInvocationOperation call, EndpointTypes types, SilentRoutes silent)
    {
        if (new BuilderUses(types).MaySay(call))
        {
            return;
        }

        RouteOrigin origin = new RouteOrigins(types).Of(call.Arguments[0].Value);
        Diagnostic found = Diagnostic.Create(Rules.SilentEndpoint, Tree.NameOf(call.Syntax), call.TargetMethod.Name);
        if (origin.IsSilent)
        {
            context.ReportDiagnostic(found);
        }
        else if (origin.Parameter is { } parameter)
        {
            silent.Wait(parameter, found);
        }
    }
}
